package io.perennial.http.survey;

import io.perennial.http.survey.ContactEffect.Group;
import java.util.Optional;
import java.util.OptionalInt;

/** Counts outcomes by arm, one user after the other. */
final class ContactEffectCount {

    /** One arm as it is counted. */
    private static final class Tally {
        private final DealtSums values = new DealtSums();
        private int users;
        private int churned;
        private int paying;
        private int contacted;
        private double expected;

        private void add(double probability, boolean hasChurned, double value, boolean wasContacted) {
            users++;
            contacted += wasContacted ? 1 : 0;
            churned += hasChurned ? 1 : 0;
            expected += probability;
            paying += value > 0 ? 1 : 0;
            values.add(value);
        }

        private Group group(boolean hasMoney, boolean hasOutreach) {
            return new Group(
                    users,
                    churned,
                    expected,
                    paying,
                    hasMoney ? values.sum() : Double.NaN,
                    hasOutreach ? OptionalInt.of(contacted) : OptionalInt.empty());
        }
    }

    private final boolean hasMoney;
    private final boolean hasOutreach;
    private final Tally mayAct = new Tally();
    private final Tally holdout = new Tally();

    /** Counts of a log that carries money and outreach, or not. */
    ContactEffectCount(boolean hasMoney, boolean hasOutreach) {
        this.hasMoney = hasMoney;
        this.hasOutreach = hasOutreach;
    }

    /**
     * A user's outcome.
     *
     * @param isHeldOut   whether nobody was to contact the user
     * @param probability of churn, as it was told
     * @param value       money in the outcome window, major units
     * @param wasContacted whether the user was sent anything from the as-of to the end of it
     */
    void add(boolean isHeldOut, double probability, boolean hasChurned, double value, boolean wasContacted) {
        (isHeldOut ? holdout : mayAct).add(probability, hasChurned, value, wasContacted);
    }

    ContactEffect count() {
        boolean areEnough = Math.min(mayAct.users, holdout.users) >= ContactEffect.LEAST_USERS;
        boolean arePaying = hasMoney && Math.min(mayAct.paying, holdout.paying) >= ContactEffect.LEAST_PAYING;
        return new ContactEffect(
                mayAct.group(hasMoney, hasOutreach),
                holdout.group(hasMoney, hasOutreach),
                areEnough
                        ? Optional.of(Difference.ofShares(mayAct.churned, mayAct.users, holdout.churned, holdout.users))
                        : Optional.empty(),
                areEnough && arePaying
                        ? Optional.of(Difference.ofMeans(mayAct.values, holdout.values))
                        : Optional.empty());
    }
}
