package io.perennial.training.backtest;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.List;

/**
 * What rankings are worth to somebody who contacts the top of them, over eligible users. The top is that of each past
 * day, the same share or number of every one, and figures are of all days together; expected maximum profit alone,
 * which asks for no length of a list, ranks all days in one order.
 *
 * @param campaign what a contact costs and brings
 * @param ownValue whether each user's own value if retained was used, as the champion predicts it: what a leaver would
 *                 have been worth nobody sees, so a ranking by value is judged by the values it ranks by; else one value
 *                 for all
 * @param profits  expected maximum profit by ranking, the best first
 * @param curve    profit by number of users contacted
 * @param capacity contacts asked about, on each past day
 * @param atCapacity profit there by ranking
 * @param lists    what is found in the top of each ranking
 * @param recall   share of leavers that {@code reach} asks for
 * @param reach    how many must be alerted for it by ranking, the fewest first
 */
record DecisionReport(
        Terms campaign,
        boolean ownValue,
        List<Profit> profits,
        List<Point> curve,
        int capacity,
        List<Profit> atCapacity,
        List<ContactList> lists,
        double recall,
        List<Reach> reach) {

    /**
     * The terms of a campaign; money in major units.
     *
     * @param success mean chance that a leaver who is contacted accepts and stays
     * @param offer   price of the offer, paid to every leaver who accepts and every stayer contacted
     * @param contact cost of a contact
     */
    record Terms(double success, double offer, double contact, double meanValue) {}

    /**
     * Profit of a ranking.
     *
     * @param ranking  family, with {@code :by_value} where users are ranked by expected profit, not by risk alone
     * @param profit   a user of the whole population
     * @param contacted share of users contacted
     */
    record Profit(String ranking, Interval profit, double contacted) {}

    /** Profit of contacting so many over all days, the same share of each, by ranking in the order of {@code profits}. */
    record Point(int contacts, double champion, double byRisk, double naive, double random) {}

    /**
     * The alerted top of each day's rankings.
     *
     * @param name  such as {@code top_10}; {@code decline_rule} alerts as many on each day as that rule does
     * @param share users alerted, of all days
     * @param base  share of leavers among all
     */
    record ContactList(String name, double share, double base, List<Found> found) {}

    /**
     * What one ranking needs to find a stated share of leavers.
     *
     * @param alerted     smallest share of each day's users alerted that finds them
     * @param precision   share of leavers among those
     * @param againstBase precision less the share of leavers among all
     * @param againstSilence precision less that of ranking by silence alone at its own share, on the same draws
     */
    record Reach(String ranking, Interval alerted, Interval precision, Interval againstBase, Interval againstSilence) {}

    /**
     * What one ranking found.
     *
     * @param precision    share of leavers among the alerted
     * @param recall       share of leavers that were alerted
     * @param againstSilence precision less that of ranking by silence alone, on the same draws
     */
    record Found(String ranking, Interval precision, Interval recall, Interval againstSilence) {}
}
