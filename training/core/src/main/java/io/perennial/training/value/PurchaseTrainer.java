package io.perennial.training.value;

import static io.perennial.training.value.Totals.level;
import static io.perennial.training.value.Totals.times;

import io.perennial.features.event.EventKind;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseProcess;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Learns expected purchase occasions and brings their total to the level that is known: that of the NBD family where
 * no window of the served horizon has closed, else that of the closed windows.
 */
final class PurchaseTrainer {

    /** At least this share of all purchases is beyond what staying implies. */
    private static final double LEAST_SHARE = 0.05;

    private final TrainingSet set;
    private final ChurnModel churn;
    private final long seed;
    private final int implied;
    private final Optional<PurchaseProcess> process;

    /**
     * A trainer.
     *
     * @param set   what to learn from
     * @param churn the churn model in front
     * @param seed  everything drawn depends on it alone
     */
    PurchaseTrainer(TrainingSet set, ChurnModel churn, long seed) {
        this.set = set;
        this.churn = churn;
        this.seed = seed;
        boolean buyingIsStaying = set.schema().context().churn().active().equals(EnumSet.of(EventKind.PURCHASE));
        this.implied = buyingIsStaying ? 1 : 0;
        this.process = process();
    }

    private Optional<PurchaseProcess> process() {
        Rows now =
                set.current().size() > 0 ? set.current().all() : set.labelled().all();
        return now.isEmpty() || PurchaseProcess.obstacle(set, now).isPresent()
                ? Optional.empty()
                : Optional.of(PurchaseProcess.fit(now));
    }

    /** The model; with nothing to learn from, what the family says or what staying implies. */
    Purchases train() {
        Rows rows = set.labelled().eligibleRows();
        if (rows.isEmpty()) {
            return process.map(family -> new Purchases(
                            Optional.of(family.expected(set.plan().served())),
                            Optional.empty(),
                            implied,
                            "expected purchases: the NBD family alone"))
                    .orElseGet(() -> Purchases.implied(implied, "expected purchases: no more than staying implies"));
        }
        PurchaseContest.Choice choice = process.isPresent()
                ? new PurchaseContest(set, churn, implied, seed).choose(rows)
                : PurchaseContest.withoutFamily();
        return process.isPresent() && closedNone() ? carried(choice, rows, process.get()) : levelled(choice, rows);
    }

    private boolean closedNone() {
        return !set.plan().learned().equals(set.plan().served());
    }

    /** Learned on the shorter window, at the total of the family over the served one. */
    private Purchases carried(PurchaseContest.Choice choice, Rows rows, PurchaseProcess family) {
        Rows now = set.current().all();
        Learned expected = family.expected(set.plan().served());
        double total = sum(expected.predict(now.features()));
        Optional<Learned> direct = choice.way()
                .direct(() -> PurchaseWay.direct(
                        choice.way(), rows, expected, family.expected(set.plan().learned()), seed))
                .map(number -> atTotal(number, now, total));
        Optional<Learned> beyond = choice.way()
                .beyond(() -> PurchaseWay.beyond(rows, implied, seed))
                .map(number -> {
                    double[] leaving = churn.probability().predict(now.features());
                    double[] stay = Arrays.stream(leaving).map(p -> 1 - p).toArray();
                    double[] more = number.predict(now.features());
                    return Numbers.scaled(number, factor(stay, more, ones(stay.length), total), 0);
                });
        return new Purchases(direct, beyond, implied, choice.note());
    }

    private static Learned atTotal(Learned number, Rows now, double total) {
        double said = sum(number.predict(now.features()));
        return said > 0 && total > 0 ? Numbers.scaled(number, total / said, 0) : number;
    }

    /** The factor of what is beyond staying at which the total is right. */
    private double factor(double[] stay, double[] more, double[] weights, double total) {
        double staying = 0;
        double beyond = 0;
        for (int i = 0; i < stay.length; i++) {
            staying += weights[i] * stay[i] * implied;
            beyond += weights[i] * stay[i] * more[i];
        }
        double wanted = Math.max(total - staying, LEAST_SHARE * total);
        return beyond > 0 && total > 0 ? wanted / beyond : 1;
    }

    /** Learned on windows of the served length, at the total of those that speak for the coming one. */
    private Purchases levelled(PurchaseContest.Choice choice, Rows rows) {
        SeasonLevel season = SeasonLevel.of(set, rows);
        Optional<Learned> direct = choice.way().direct(() -> {
            Learned family = process.orElseThrow().expected(set.plan().served());
            Learned number = PurchaseWay.direct(choice.way(), rows, family, family, seed);
            double factor =
                    season.of(part -> level(number.predict(part.features()), part.of(part::occasions), part.weights()));
            return Numbers.scaled(number, factor, 0);
        });
        Optional<Learned> beyond = choice.way().beyond(() -> {
            Learned number = PurchaseWay.beyond(rows, implied, seed);
            double factor = season.of(part -> factor(
                    part.of(i -> 1 - churn.heldOut()[part.row(i)]),
                    number.predict(part.features()),
                    part.weights(),
                    sum(times(part.weights(), part.of(part::occasions)))));
            return Numbers.scaled(number, factor, 0);
        });
        return new Purchases(direct, beyond, implied, choice.note());
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
