package io.perennial.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Beta;

/**
 * What a ranking is worth to a company that contacts the top of it: the expected maximum profit of Verbraken, Verbeke
 * and Baesens (2013, IEEE TKDE 25, section 4), with each user's own value where it is known.
 *
 * <p>Contacting a user costs {@code f}; a churner who accepts the offer costs its price {@code d} and stays, which is
 * worth his value; a stayer takes the offer and gives nothing for it. A churner accepts with probability gamma, which
 * is not known but beta distributed; for every gamma the company contacts as many as pay best.
 *
 * @param profit   expected maximum profit, currency a user of the whole population; 0 where contacting nobody is best
 * @param fraction expected share of users contacted at that maximum, in [0, 1]
 */
public record ExpectedMaximumProfit(double profit, double fraction) {

    /**
     * What a campaign costs and how churners take to it.
     *
     * @param alpha   first parameter of gamma's beta distribution, above 0
     * @param beta    its second, above 0; the mean of gamma is alpha / (alpha + beta)
     * @param offer   price of the offer, d
     * @param contact cost of contacting a user, f, above 0
     */
    public record Campaign(double alpha, double beta, double offer, double contact) {

        public Campaign {
            if (!(alpha > 0 && beta > 0 && offer >= 0 && contact > 0)) { // written so that NaN fails too
                throw new IllegalArgumentException("a campaign needs alpha, beta and contact above 0 and an offer not"
                        + " below it, not " + alpha + ", " + beta + ", " + contact + ", " + offer);
            }
        }

        /** The paper's: acceptance 0.3 on average, an offer of 10, a contact at 1. */
        public static Campaign ofThePaper() {
            return new Campaign(6, 14, 10, 1);
        }
    }

    /** The paper's value of a user. */
    public static final double VALUE_OF_THE_PAPER = 200;

    /**
     * So many contacted users, and their profit as a line in gamma.
     *
     * @param users weight of the users contacted
     * @param gain  profit for each unit of gamma
     * @param cost  what they cost whatever gamma is
     */
    private record Contacts(double users, double gain, double cost) {}

    /**
     * The profit of contacting users in falling order of score; tied users are contacted together.
     *
     * @param order   of scores that grow with the chance of churn
     * @param churned 1 or 0
     * @param weights not negative
     * @param values  what keeping each user is worth
     */
    public static ExpectedMaximumProfit of(
            RankOrder order, double[] churned, double[] weights, double[] values, Campaign campaign) {
        List<Contacts> hull = hull(cumulated(order, churned, weights, values, campaign));
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double profit = 0;
        double users = 0;
        double from = 0;
        for (int i = 0; i < hull.size() && from < 1; i++) {
            double to = i + 1 == hull.size() ? 1 : Math.min(1, crossing(hull.get(i), hull.get(i + 1)));
            double mass = below(to, campaign.alpha, campaign) - below(from, campaign.alpha, campaign);
            double mean = campaign.alpha / (campaign.alpha + campaign.beta);
            double gammas =
                    mean * (below(to, campaign.alpha + 1, campaign) - below(from, campaign.alpha + 1, campaign));
            profit += hull.get(i).gain * gammas - hull.get(i).cost * mass;
            users += hull.get(i).users * mass;
            from = to;
        }
        return new ExpectedMaximumProfit(profit / total, users / total);
    }

    /** The same with one value for everybody. */
    public static ExpectedMaximumProfit of(
            double[] scores, double[] churned, double[] weights, double value, Campaign campaign) {
        double[] values = new double[scores.length];
        Arrays.fill(values, value);
        return of(RankOrder.of(scores), churned, weights, values, campaign);
    }

    /** Contacting nobody, then one more group of equal scores after the other. */
    private static List<Contacts> cumulated(
            RankOrder order, double[] churned, double[] weights, double[] values, Campaign campaign) {
        double[] gains = new double[weights.length];
        double[] costs = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            gains[i] = weights[i] * churned[i] * (values[i] - campaign.offer);
            costs[i] = weights[i] * (campaign.contact + (1 - churned[i]) * campaign.offer);
        }
        double[] users = order.cumulated(weights);
        double[] gain = order.cumulated(gains);
        double[] cost = order.cumulated(costs);
        List<Contacts> all = new ArrayList<>(List.of(new Contacts(0, 0, 0)));
        for (int g = 0; g < users.length; g++) {
            all.add(new Contacts(users[g], gain[g], cost[g]));
        }
        return all;
    }

    /** Those that are best for some gamma above 0, from few to many: the upper hull of gain over cost. */
    private static List<Contacts> hull(List<Contacts> all) {
        List<Contacts> hull = new ArrayList<>();
        for (Contacts next : all) {
            if (!hull.isEmpty() && next.gain <= hull.get(hull.size() - 1).gain) {
                continue; // Costs only grow, so it pays for no gamma.
            }
            while (hull.size() >= 2
                    && crossing(hull.get(hull.size() - 1), next)
                            <= crossing(hull.get(hull.size() - 2), hull.get(hull.size() - 1))) {
                hull.remove(hull.size() - 1);
            }
            hull.add(next);
        }
        return hull;
    }

    /** The gamma above which the larger contact list pays more. */
    private static double crossing(Contacts fewer, Contacts more) {
        return (more.cost - fewer.cost) / (more.gain - fewer.gain);
    }

    /** The probability of a gamma below a bound, for a beta distribution whose first parameter is given. */
    private static double below(double bound, double alpha, Campaign campaign) {
        return Beta.regularizedBeta(bound, alpha, campaign.beta);
    }
}
