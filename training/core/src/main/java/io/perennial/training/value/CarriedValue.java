package io.perennial.training.value;

import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseProcess;
import java.util.List;
import java.util.Optional;

/**
 * The value model where no window of the full horizon has closed: the NBD family and Gamma-Gamma at that horizon.
 *
 * @param set     what was learned from
 * @param process the family fitted to today's users, baskets included
 */
record CarriedValue(TrainingSet set, PurchaseProcess process) {

    /** Empty where a window of the full horizon has closed, or the family does not speak. */
    static Optional<CarriedValue> of(TrainingSet set) {
        boolean closed = set.plan().rung() == Rung.THREE_PERIODS || set.plan().rung() == Rung.CROSS_FITTED;
        Rows all = set.current().all();
        if (closed || all.isEmpty() || PurchaseProcess.obstacle(set, all).isPresent()) {
            return Optional.empty();
        }
        PurchaseProcess process = PurchaseProcess.fit(all);
        return process.spend().isPresent() ? Optional.of(new CarriedValue(set, process)) : Optional.empty();
    }

    /** The model where no shorter window has closed either, so that nothing was judged and no interval is known. */
    ValueModel unjudged(Purchases purchases) {
        return model(purchases, List.of(), "nothing: no window has closed", ValueInterval.unknown());
    }

    /** The model beside what was judged on the shorter horizon, with the interval learned there, to scale. */
    ValueModel judged(Purchases purchases, List<ValueCandidate> candidates, String judgedOn, ValueInterval shorter) {
        double scale = (double) set.plan().served().horizonDays()
                / set.plan().learned().horizonDays();
        return model(purchases, candidates, judgedOn, shorter.times(scale));
    }

    private ValueModel model(
            Purchases purchases, List<ValueCandidate> candidates, String judgedOn, ValueInterval interval) {
        Learned ifRetained = new NbdValue(set, set.plan().served()).of(process);
        return new ValueModel(
                "nbd:gamma_gamma",
                true,
                ifRetained,
                purchases,
                process.alive(set.plan().served()),
                interval,
                ifRetained,
                candidates,
                judgedOn,
                List.of(),
                new ValueInterval.Coverage(Double.NaN, Double.NaN, Double.NaN),
                "no window of the full horizon has closed, so the NBD family and Gamma-Gamma carry the level",
                List.of(
                        "horizon_extrapolated",
                        purchases.note(),
                        process.choice().chosen().verdict().message()),
                Double.NaN,
                set.labelled().where(row -> false).spread(new double[0]));
    }
}
