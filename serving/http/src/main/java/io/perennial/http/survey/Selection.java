package io.perennial.http.survey;

import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.population.Population;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The users a list holds, in its order.
 */
public final class Selection {

    private final int[] order;
    private final BitSet chosen;
    private final int total;
    private final Losses losses;
    private final double lossOfMembers;
    private final Optional<Plan.Outcome> plan;
    private final int heldOut;

    /** Expected loss of eligible users; and how many others there are, and what their scores would add to it. */
    private record Losses(double eligible, int notEligible, double ofNotEligible) {}

    private Selection(int[] order, BitSet chosen, int heldOut, Optional<Plan> plan, Roll roll) {
        this.heldOut = heldOut;
        this.order = order;
        this.chosen = chosen;
        this.losses = losses(chosen, roll);
        int matching = chosen.cardinality();
        this.plan = plan.map(its -> its.of(Arrays.stream(first(order, chosen, 0, matching))
                .mapToDouble(roll::loss)
                .toArray()));
        this.total = this.plan.map(Plan.Outcome::contacts).orElse(matching);
        this.lossOfMembers = total == matching ? losses.eligible() + losses.ofNotEligible() : sum(roll, page(0, total));
    }

    /**
     * Selects users of a population: first who, place by place, which memory gives fastest; their order is walked only as
     * far as a page needs.
     *
     * @param roll          what is known of them
     * @param wanted        who, in which order, with which plan
     * @param masked        ordinals of users nothing is said of
     * @param hasChallenger whether a challenger may answer, which tells arms
     */
    static Selection of(ServedPopulation served, Roll roll, ListQuery wanted, BitSet masked, boolean hasChallenger) {
        Population.Range places = wanted.choice().places(served.population());
        BitSet chosen = new BitSet(roll.size());
        int heldOut = 0;
        boolean planned = wanted.plan().isPresent();
        for (int user = places.from(); user < places.to(); user++) {
            if (!wanted.choice().takes(roll, user, hasChallenger) || masked.get(user)) {
                continue;
            }
            if (planned && !roll.arm(user, hasChallenger).mayAct()) {
                heldOut++;
            } else {
                chosen.set(user);
            }
        }
        return new Selection(roll.ordered(wanted.order()), chosen, heldOut, wanted.plan(), roll);
    }

    private static Losses losses(BitSet chosen, Roll roll) {
        double eligible = 0;
        int notEligible = 0;
        double ofNotEligible = 0;
        for (int user = chosen.nextSetBit(0); user >= 0; user = chosen.nextSetBit(user + 1)) {
            double its = Double.isNaN(roll.loss(user)) ? 0 : roll.loss(user);
            if (roll.isEligible(user)) {
                eligible += its;
            } else {
                notEligible++;
                ofNotEligible += its;
            }
        }
        return new Losses(eligible, notEligible, ofNotEligible);
    }

    private static double sum(Roll roll, int... users) {
        return Arrays.stream(users)
                .mapToDouble(roll::loss)
                .filter(loss -> !Double.isNaN(loss))
                .sum();
    }

    /** How many users the list holds. */
    public int total() {
        return total;
    }

    /** Ordinals of the users it holds; not to be changed. */
    BitSet members() {
        if (total == matching()) {
            return chosen;
        }
        BitSet members = new BitSet(order.length);
        Arrays.stream(page(0, total)).forEach(members::set);
        return members;
    }

    /** How many match, of whom a plan may take fewer. */
    public int matching() {
        return chosen.cardinality();
    }

    /** How many would match if a plan might take users who are held out; 0 where none is made. */
    public int heldOut() {
        return heldOut;
    }

    /** Expected loss of the eligible users that match, major units; as everywhere, others are in no total. */
    public double loss() {
        return losses.eligible();
    }

    /** How many of those that match are not eligible: silent for longer than the look-back, or never active. */
    public int notEligible() {
        return losses.notEligible();
    }

    /** What the scores of these say they take with them, major units; no model was judged on such users. */
    public double lossOfNotEligible() {
        return losses.ofNotEligible();
    }

    /** Expected loss of those the list holds, which a plan may make fewer than match. */
    public double lossOfMembers() {
        return lossOfMembers;
    }

    /** What the plan comes to, where there is one. */
    public Optional<Plan.Outcome> plan() {
        return plan;
    }

    /** Ordinals of a part of the list. */
    public int[] page(int from, int limit) {
        int start = Math.min(from, total);
        return first(order, chosen, start, (int) Math.min(total - start, (long) limit));
    }

    private static int[] first(int[] order, BitSet chosen, int skipped, int count) {
        int[] users = new int[count];
        int place = -skipped;
        for (int i = 0; place < count && i < order.length; i++) {
            if (chosen.get(order[i])) {
                if (place >= 0) {
                    users[place] = order[i];
                }
                place++;
            }
        }
        return users;
    }
}
