package io.perennial.training.backtest;

import io.perennial.training.backtest.DecisionReport.ContactList;
import io.perennial.training.backtest.DecisionReport.Found;
import io.perennial.training.backtest.DecisionReport.Point;
import io.perennial.training.backtest.DecisionReport.Profit;
import io.perennial.training.backtest.DecisionReport.Reach;
import io.perennial.training.backtest.DecisionReport.Terms;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.ExpectedMaximumProfit;
import io.perennial.training.evaluation.ExpectedMaximumProfit.Campaign;
import io.perennial.training.evaluation.PairedBootstrap;
import io.perennial.training.evaluation.PairedBootstrap.Drawn;
import io.perennial.training.evaluation.RankOrder;
import io.perennial.training.evaluation.Statistic;
import io.perennial.training.evaluation.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Judges rankings by what they are worth: expected maximum profit with each user's own value, profit under a number of
 * contacts, and who is found in a list of a given length. Lists and contacts are drawn up within each day, as they would
 * have been, and their figures are of all days together. What a contact changes is assumed by the terms, not known.
 */
final class Decisions {

    /** Spread of the chance of success: that of the beta distribution of Verbraken, Verbeke and Baesens (2013). */
    private static final double CONCENTRATION = 20;

    private static final int POINTS = 20;

    /** Share of leavers that an early warning is asked to find. */
    private static final double RECALL = 0.82;

    private final Cases cases;
    private final Map<Integer, Double> users;
    private final Alarms alarms;
    private final Terms terms;
    private final boolean ownValue;
    private final double[] values;
    private final PairedBootstrap bootstrap;

    /**
     * What is assumed of a campaign; empty for a share of the mean value.
     *
     * @param success mean chance of success, in (0, 1)
     * @param offer   price of the offer, NaN for 5 % of the mean value
     * @param contact cost of a contact, NaN for 0.5 % of it
     * @param capacity contacts on one day, empty for a tenth of the users
     */
    record Assumed(double success, double offer, double contact, OptionalInt capacity) {

        Assumed {
            if (!(success > 0 && success < 1)) {
                throw new IllegalArgumentException("--success " + success + " is not a chance between 0 and 1");
            }
            if (capacity.orElse(1) < 1) {
                throw new IllegalArgumentException(
                        "--capacity " + capacity.getAsInt() + " lets nobody be contacted; give 1 or more");
            }
            if (offer < 0 || contact <= 0) {
                throw new IllegalArgumentException(
                        "a contact costs more than 0 and an offer not less than 0; --contact-cost " + contact
                                + ", --offer " + offer);
            }
        }
    }

    /**
     * The judge of eligible users.
     *
     * @param cases  eligible cases of churn
     * @param alarms of the same cases
     */
    Decisions(Cases cases, Alarms alarms, Assumed assumed, int draws, long seed) {
        this.cases = cases;
        this.users = counted(cases, i -> true);
        this.alarms = alarms;
        this.ownValue = Arrays.stream(alarms.ifRetained()).sum() > 0;
        this.values = ownValue ? alarms.ifRetained() : constant(cases.size());
        double mean = Arrays.stream(values).average().orElse(0);
        this.terms = new Terms(
                assumed.success(),
                Double.isNaN(assumed.offer()) ? 0.05 * mean : assumed.offer(),
                Double.isNaN(assumed.contact()) ? 0.005 * mean : assumed.contact(),
                mean);
        this.bootstrap = new PairedBootstrap(cases.users(), draws, seed);
    }

    private static double[] constant(int size) {
        double[] values = new double[size];
        Arrays.fill(values, ExpectedMaximumProfit.VALUE_OF_THE_PAPER);
        return values;
    }

    DecisionReport report(Assumed assumed, int periods, String bestNaive) {
        Map<String, double[]> rankings = rankings();
        List<Profit> profits = new ArrayList<>();
        rankings.forEach((name, scores) -> profits.add(maximum(name, scores)));
        profits.sort(
                Comparator.comparingDouble((Profit profit) -> -profit.profit().estimate()));
        int capacity = assumed.capacity().orElse(Math.max(1, cases.size() / periods / 10));
        IntToDoubleFunction share = asOf -> Math.min(1, capacity / users.get(asOf));
        double contacted = contacted(share);
        List<Profit> atCapacity = new ArrayList<>();
        rankings.forEach((name, scores) -> atCapacity.add(
                new Profit(name, bootstrap.of(profitOf(scores, share)).interval(), contacted)));
        atCapacity.sort(
                Comparator.comparingDouble((Profit profit) -> -profit.profit().estimate()));
        return new DecisionReport(
                terms, ownValue, profits, curve(rankings, bestNaive), capacity, atCapacity, lists(), RECALL, reach());
    }

    /** How many cases of each day are of a kind. */
    private static Map<Integer, Double> counted(Cases cases, IntPredicate kind) {
        Map<Integer, Double> counts = new HashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            counts.merge(cases.people().get(i).asOf(), kind.test(i) ? 1.0 : 0.0, Double::sum);
        }
        return counts;
    }

    /** The part of all cases that a share of each day is. */
    private double contacted(IntToDoubleFunction share) {
        return cases.people().stream()
                .mapToInt(Person::asOf)
                .mapToDouble(share)
                .average()
                .orElse(0);
    }

    private DailyOrder daily(double[] scores) {
        return DailyOrder.of(cases.people(), scores);
    }

    private Map<String, double[]> rankings() {
        Map<String, double[]> rankings = new LinkedHashMap<>();
        for (Family family : cases.families()) {
            rankings.put(family.id(), family.prediction());
            if (ownValue) {
                rankings.put(family.id() + ":by_value", expectedProfit(family.prediction()));
            }
        }
        rankings.put("silence", alarms.silence());
        return rankings;
    }

    /** What contacting each user is expected to bring, given the chance of leaving. */
    private double[] expectedProfit(double[] churn) {
        double[] profit = new double[churn.length];
        Arrays.setAll(
                profit,
                i -> churn[i] * terms.success() * (values[i] - terms.offer())
                        - (1 - churn[i]) * terms.offer()
                        - terms.contact());
        return profit;
    }

    private Profit maximum(String name, double[] scores) {
        Campaign campaign = new Campaign(
                CONCENTRATION * terms.success(), CONCENTRATION * (1 - terms.success()), terms.offer(), terms.contact());
        RankOrder order = RankOrder.of(scores);
        Statistic profit = weights -> ExpectedMaximumProfit.of(order, cases.actual(), weights, values, campaign)
                .profit();
        double[] ones = new double[scores.length];
        Arrays.fill(ones, 1);
        double contacted = ExpectedMaximumProfit.of(order, cases.actual(), ones, values, campaign)
                .fraction();
        return new Profit(name, bootstrap.of(profit).interval(), contacted);
    }

    /** Profit a user of contacting the highest scored share of each day, at the mean chance of success. */
    private Statistic profitOf(double[] scores, IntToDoubleFunction share) {
        DailyOrder order = daily(scores);
        double[] each = outcomes();
        return weights ->
                order.captured(each, weights, share) / Arrays.stream(weights).sum();
    }

    /** What contacting each user brought, at the mean chance of success. */
    private double[] outcomes() {
        double[] brought = new double[cases.size()];
        Arrays.setAll(
                brought,
                i -> (cases.actual()[i] > 0 ? terms.success() * (values[i] - terms.offer()) : -terms.offer())
                        - terms.contact());
        return brought;
    }

    private List<Point> curve(Map<String, double[]> rankings, String bestNaive) {
        double[] ones = new double[cases.size()];
        Arrays.fill(ones, 1);
        String suffix = ownValue ? ":by_value" : "";
        DailyOrder champion = daily(rankings.get(Family.CHAMPION + suffix));
        DailyOrder byRisk = daily(rankings.get(Family.CHAMPION));
        DailyOrder naive = daily(rankings.getOrDefault(bestNaive + suffix, alarms.silence()));
        double[] each = outcomes();
        double all = Arrays.stream(each).sum();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= POINTS; i++) {
            double share = (double) i / POINTS;
            points.add(new Point(
                    (int) Math.round(share * cases.size()),
                    champion.captured(each, ones, asOf -> share),
                    byRisk.captured(each, ones, asOf -> share),
                    naive.captured(each, ones, asOf -> share),
                    share * all));
        }
        return points;
    }

    private List<ContactList> lists() {
        List<ContactList> lists = new ArrayList<>();
        lists.add(list("top_10", asOf -> 0.1));
        lists.add(list("top_20", asOf -> 0.2));
        Map<Integer, Double> alerted = counted(cases, i -> alarms.decline()[i]);
        if (alerted.values().stream().anyMatch(count -> count > 0)) {
            lists.add(list("decline_rule", asOf -> alerted.get(asOf) / users.get(asOf)));
        }
        return lists;
    }

    private ContactList list(String name, IntToDoubleFunction share) {
        Map<String, double[]> scores = new LinkedHashMap<>();
        cases.families().forEach(family -> scores.put(family.id(), family.prediction()));
        if (name.equals("decline_rule")) {
            double[] rule = new double[cases.size()];
            Arrays.setAll(rule, i -> alarms.decline()[i] ? 1 : 0);
            scores.put("decline_rule", rule);
        }
        Drawn silence = bootstrap.of(precision(alarms.silence(), share));
        List<Found> found = new ArrayList<>();
        found.add(found("silence", alarms.silence(), share, silence));
        scores.forEach((id, score) -> found.add(found(id, score, share, silence)));
        found.sort(Comparator.comparingDouble((Found one) -> -one.precision().estimate()));
        return new ContactList(
                name, contacted(share), Arrays.stream(cases.actual()).average().orElse(Double.NaN), found);
    }

    private Found found(String id, double[] score, IntToDoubleFunction share, Drawn silence) {
        Drawn precision = bootstrap.of(precision(score, share));
        Interval recall = bootstrap.of(recall(score, share)).interval();
        return new Found(
                id, precision.interval(), recall, precision.minus(silence).interval());
    }

    private List<Reach> reach() {
        Map<String, double[]> scores = new LinkedHashMap<>();
        cases.families().forEach(family -> scores.put(family.id(), family.prediction()));
        scores.put("silence", alarms.silence());
        Drawn silence = bootstrap.of(precisionReaching(alarms.silence()));
        Drawn base = bootstrap.of(Statistics.mean(cases.size(), i -> cases.actual()[i]));
        List<Reach> reach = new ArrayList<>();
        scores.forEach((id, score) -> {
            DailyOrder order = daily(score);
            Drawn alerted = bootstrap.of(weights -> order.reaching(cases.actual(), weights, RECALL));
            Drawn precision = bootstrap.of(precisionReaching(score));
            reach.add(new Reach(
                    id,
                    alerted.interval(),
                    precision.interval(),
                    precision.minus(base).interval(),
                    precision.minus(silence).interval()));
        });
        reach.sort(Comparator.comparingDouble((Reach one) -> one.alerted().estimate()));
        return reach;
    }

    /** The share of leavers in the shortest list, the same share of each day, that finds as many as asked for. */
    private Statistic precisionReaching(double[] score) {
        DailyOrder order = daily(score);
        return weights -> {
            double share = order.reaching(cases.actual(), weights, RECALL);
            return precision(order, weights, asOf -> share);
        };
    }

    private double precision(DailyOrder order, double[] weights, IntToDoubleFunction share) {
        return order.captured(cases.actual(), weights, share) / order.taken(weights, share);
    }

    private Statistic precision(double[] score, IntToDoubleFunction share) {
        DailyOrder order = daily(score);
        return weights -> precision(order, weights, share);
    }

    private Statistic recall(double[] score, IntToDoubleFunction share) {
        DailyOrder order = daily(score);
        return weights -> {
            double all = order.captured(cases.actual(), weights, asOf -> 1);
            return all == 0 ? Double.NaN : order.captured(cases.actual(), weights, share) / all;
        };
    }
}
