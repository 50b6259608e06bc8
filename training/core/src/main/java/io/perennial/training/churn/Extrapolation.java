package io.perennial.training.churn;

import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Quantile;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.LogisticFit;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.PurchaseProcess;
import java.util.Arrays;
import java.util.Optional;

/**
 * Churn over a horizon longer than any closed window. The learned model ranks users on the shorter horizon; its
 * probability {@code p} is carried on as {@code p^k}, as silence under a constant rate would be. The exponent is the
 * one at which the population's total is that of the NBD family at the full horizon, and the two are blended evenly;
 * where the family says nothing, {@code k} is the ratio of the horizons.
 *
 * @param probability at the full horizon
 * @param widening    log-odds by which the two ways of carrying the level differ, at least a quarter
 * @param users       how many users the level was carried on for
 * @param note        what was done, one sentence
 */
record Extrapolation(Learned probability, double widening, int users, String note) {

    private static final int KNOTS = 256;
    private static final double LEAST_WIDENING = 0.25;

    static Extrapolation of(TrainingSet set, Learned shortHorizon) {
        double ratio =
                (double) set.plan().served().days() / set.plan().learned().days();
        Rows current = set.current().eligibleRows();
        double[] p = shortHorizon.predict(current.features());
        if (current.isEmpty() || PurchaseProcess.obstacle(set, current).isPresent()) {
            return new Extrapolation(
                    power(shortHorizon, ratio),
                    2 * LEAST_WIDENING,
                    current.userCount(),
                    "horizon_extrapolated: level carried on by a constant rate of return");
        }
        Learned family =
                PurchaseProcess.fit(set.current().all()).churn(set.plan().served());
        double wanted =
                Arrays.stream(family.predict(current.features())).average().orElse(0.5);
        double exponent = exponent(p, wanted);
        double byRate = mean(p, ratio);
        return new Extrapolation(
                blend(power(shortHorizon, exponent), family),
                Math.max(LEAST_WIDENING, Math.abs(logit(byRate) - logit(wanted))),
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
    static Optional<Extrapolation> familyAlone(TrainingSet set) {
        Rows all = set.current().all();
        if (all.isEmpty() || PurchaseProcess.obstacle(set, all).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Extrapolation(
                PurchaseProcess.fit(all).churn(set.plan().served()),
                2 * LEAST_WIDENING,
                all.userCount(),
                "horizon_extrapolated: the NBD family alone, no window has closed to check it on"));
    }

    private static double exponent(double[] p, double wanted) {
        double low = 1e-3;
        double high = 1e3;
        for (int step = 0; step < 100; step++) {
            double middle = Math.sqrt(low * high);
            if (mean(p, middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }

    private static double mean(double[] p, double exponent) {
        return Arrays.stream(p).map(x -> StrictMath.pow(x, exponent)).average().orElse(0.5);
    }

    private static double logit(double p) {
        return LogisticFit.logit(p);
    }

    /** {@code p^k} as a curve of knots: the published form has no power. */
    private static Learned power(Learned probability, double exponent) {
        double[] x = new double[KNOTS + 1];
        double[] y = new double[KNOTS + 1];
        for (int i = 0; i <= KNOTS; i++) {
            x[i] = (double) i / KNOTS;
            y[i] = StrictMath.pow(x[i], exponent);
        }
        return (ModelDraft draft) -> draft.add(new Quantile(probability.addTo(draft), Doubles.of(x), Doubles.of(y)));
    }

    private static Learned blend(Learned one, Learned other) {
        return (ModelDraft draft) -> {
            int first = one.addTo(draft);
            return draft.add(new Blend(Ints.of(first, other.addTo(draft)), Doubles.of(0.5, 0.5), 0));
        };
    }
}
