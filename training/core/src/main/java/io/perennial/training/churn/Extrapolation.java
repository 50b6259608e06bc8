package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.LogisticFit;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.Mean;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.rate.CarriedRate;
import io.perennial.training.rate.RateChange;
import java.util.Optional;

/**
 * Churn over a horizon longer than any closed window. The learned model ranks users on the shorter horizon; its
 * probability {@code p} is carried on as {@code p^k}, as silence under a constant rate would be. The exponent is the
 * one at which as many stay silent as the NBD family foretells for the full horizon, and it is blended evenly with what
 * the family says there of each user, at the rate learned; where the family says nothing, {@code k} is the ratio of the
 * horizons.
 *
 * @param probability at the full horizon
 * @param widening    log-odds by which the two ways of carrying the level differ, at least a quarter
 * @param users       how many users the level was carried on for
 * @param note        what was done, one sentence
 */
record Extrapolation(Learned probability, double widening, int users, String note) {

    private static final double LEAST_WIDENING = 0.25;

    /**
     * Carries a learned probability on.
     *
     * @param rate purchases over the served window; empty where the family says nothing of churn
     */
    static Extrapolation of(TrainingSet set, Learned shortHorizon, Optional<CarriedRate> rate) {
        double ratio = (double) set.plan().served().horizonDays()
                / set.plan().learned().horizonDays();
        Rows current = set.current().eligibleRows();
        if (current.isEmpty() || rate.isEmpty()) {
            return new Extrapolation(
                    RateChange.of(shortHorizon, ratio),
                    2 * LEAST_WIDENING,
                    current.userCount(),
                    "horizon_extrapolated: level carried on by a constant rate of return");
        }
        double[] p = shortHorizon.predict(current.features());
        double wanted = rate.get().silent();
        Learned carried = RateChange.of(shortHorizon, RateChange.towards(p, wanted));
        return new Extrapolation(
                new Mean(carried, rate.get().silence()),
                Math.max(
                        LEAST_WIDENING,
                        Math.abs(LogisticFit.logit(RateChange.mean(p, ratio)) - LogisticFit.logit(wanted))),
                current.userCount(),
                "horizon_extrapolated: ranked on " + set.plan().learned().horizonDays()
                        + " days, level of the NBD family at "
                        + set.plan().served().horizonDays() + " days, blended");
    }

    /** How uncertain it is. */
    Band band() {
        return Band.wide(widening, users);
    }

    /** The NBD family alone, where nothing was learned; empty where it says nothing. */
    static Optional<Extrapolation> familyAlone(TrainingSet set, PurchaseFits fits) {
        return fits.today()
                .map(family -> new Extrapolation(
                        family.churn(set.plan().served()),
                        2 * LEAST_WIDENING,
                        set.current().all().userCount(),
                        "horizon_extrapolated: the NBD family alone, no window has closed to check it on"));
    }
}
