package io.perennial.training.backtest;

import io.perennial.training.backtest.TargetReport.CoverageTable;
import io.perennial.training.backtest.TargetReport.Held;
import io.perennial.training.backtest.TargetReport.Total;
import io.perennial.training.backtest.TargetReport.TotalTable;
import io.perennial.training.evaluation.EqualBins;
import io.perennial.training.evaluation.PairedBootstrap;
import io.perennial.training.evaluation.RankOrder;
import io.perennial.training.evaluation.Slices;
import io.perennial.training.evaluation.Statistic;
import io.perennial.training.evaluation.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/**
 * Judges totals and intervals part by part, since errors of parts cancel in the whole.
 *
 * @param cases     the families judged by parts
 * @param bootstrap draws of their users
 */
record PartJudge(Cases cases, PairedBootstrap bootstrap) {

    private static final int TENTHS = 10;
    private static final String DECILE = "decile";

    /** Totals of every family by tenths of its own prediction and by cohort. */
    List<TotalTable> totals() {
        List<TotalTable> tables = new ArrayList<>();
        for (Family family : cases.families()) {
            tables.add(new TotalTable(family.id(), DECILE, totals(family, tenths(family))));
            tables.add(new TotalTable(family.id(), Slices.COHORT, totals(family, parts(Slices.COHORT))));
        }
        return tables;
    }

    private List<Total> totals(Family family, Map<String, double[]> parts) {
        return told(parts, (part, shares) -> {
            double[] predicted = times(shares, family.prediction());
            double[] actual = times(shares, cases.actual());
            return new Total(
                    part,
                    count(shares),
                    Arrays.stream(predicted).sum(),
                    Arrays.stream(actual).sum(),
                    bootstrap.of(Statistics.ratio(predicted, actual)).interval());
        });
    }

    /** The champion's interval by tenths of its prediction and by stage; empty where it gives none. */
    List<CoverageTable> coverage() {
        return cases.family(Family.CHAMPION)
                .filter(champion -> champion.hasInterval() && cases.target() == Target.VALUE)
                .map(champion -> List.of(
                        new CoverageTable(DECILE, held(champion, tenths(champion))),
                        new CoverageTable("stage", held(champion, parts("stage")))))
                .orElse(List.of());
    }

    private List<Held> held(Family family, Map<String, double[]> parts) {
        return told(
                parts,
                (part, shares) -> new Held(
                        part,
                        count(shares),
                        bootstrap
                                .of(share(shares, i -> !isBelow(family, i) && !isAbove(family, i)))
                                .interval(),
                        shareNow(shares, i -> isBelow(family, i)),
                        shareNow(shares, i -> isAbove(family, i))));
    }

    private static <T> List<T> told(Map<String, double[]> parts, BiFunction<String, double[], T> teller) {
        return parts.entrySet().stream()
                .map(part -> teller.apply(part.getKey(), part.getValue()))
                .toList();
    }

    private boolean isBelow(Family family, int i) {
        return cases.actual()[i] < family.low()[i];
    }

    private boolean isAbove(Family family, int i) {
        return cases.actual()[i] > family.high()[i];
    }

    private static Statistic share(double[] shares, IntPredicate which) {
        double[] some = new double[shares.length];
        Arrays.setAll(some, i -> which.test(i) ? shares[i] : 0);
        return Statistics.ratio(some, shares);
    }

    private static double shareNow(double[] shares, IntPredicate which) {
        double[] ones = new double[shares.length];
        Arrays.fill(ones, 1);
        return share(shares, which).of(ones);
    }

    private static int count(double[] shares) {
        return (int) Math.round(Arrays.stream(shares).sum());
    }

    private static double[] times(double[] shares, double[] column) {
        double[] some = new double[column.length];
        Arrays.setAll(some, i -> shares[i] * column[i]);
        return some;
    }

    /** How much of each case lies in each part of a slice: all or nothing. */
    private Map<String, double[]> parts(String slice) {
        Map<String, double[]> parts =
                new TreeMap<>(Comparator.<String>comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        for (int i = 0; i < cases.size(); i++) {
            String part = cases.people().get(i).slices().getOrDefault(slice, "none");
            parts.computeIfAbsent(part, unseen -> new double[cases.size()])[i] = 1;
        }
        return parts;
    }

    /** How much of each case lies in each tenth of a family's predictions, 1 for the highest. */
    private static Map<String, double[]> tenths(Family family) {
        EqualBins bins = new EqualBins(RankOrder.of(family.prediction()), TENTHS);
        Map<String, double[]> tenths = new LinkedHashMap<>();
        for (int tenth = 1; tenth <= bins.count(); tenth++) {
            tenths.put(Integer.toString(tenth), bins.shares(bins.count() - tenth));
        }
        return tenths;
    }
}
