package io.perennial.training.value;

import static io.perennial.training.evaluation.Totals.level;
import static io.perennial.training.evaluation.Totals.times;

import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.FamilyByDay;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns expected purchase occasions and brings their total to the level that is known: that of the windows that closed,
 * or, where none of the served horizon has, that of the rate carried on.
 */
final class PurchaseTrainer {

    private final TrainingSet set;
    private final ChurnModel churn;
    private final PurchaseFits fits;
    private final long seed;
    private final int implied;
    private final Optional<PurchaseProcess> process;

    /**
     * A trainer.
     *
     * @param set   what to learn from
     * @param churn the churn model in front
     * @param fits  the NBD family
     * @param seed  everything drawn depends on it alone
     */
    PurchaseTrainer(TrainingSet set, ChurnModel churn, PurchaseFits fits, long seed) {
        this.set = set;
        this.churn = churn;
        this.fits = fits;
        this.seed = seed;
        this.implied = set.schema().context().churn().isPurchaseOnly() ? 1 : 0;
        this.process = fits.newest();
    }

    /** The model; with nothing to learn from, what the family says or what staying implies. */
    Purchases train() {
        Rows rows = set.labelled().eligibleRows();
        if (rows.isEmpty()) {
            return process.map(family -> new Purchases(
                            List.of(family.expected(set.plan().served())),
                            Optional.empty(),
                            implied,
                            Optional.empty(),
                            "expected purchases: the NBD family alone"))
                    .orElseGet(() -> Purchases.implied(implied, "expected purchases: no more than staying implies"));
        }
        return churn.rate()
                .map(rate ->
                        new CarriedPurchases(set, churn, fits, process.orElseThrow(), implied, seed).learn(rate, rows))
                .orElseGet(() -> levelled(choice(rows), rows));
    }

    private PurchaseContest.Choice choice(Rows rows) {
        return process.isPresent()
                ? new PurchaseContest(set, churn, fits, implied, seed).choose(rows)
                : PurchaseContest.withoutFamily();
    }

    /** Learned on closed windows, at the total of those that speak for the coming one. */
    private Purchases levelled(PurchaseContest.Choice choice, Rows rows) {
        SeasonLevel season = SeasonLevel.of(set, rows);
        Longer longer = Longer.of(set, churn, fits);
        Optional<Learned> direct = choice.way().direct(() -> {
            Learned family =
                    new FamilyByDay(fits, one -> one.expected(set.plan().served()));
            Learned number = PurchaseWay.direct(choice.way(), rows, family, family, seed);
            double factor = season.of(part -> level(number.predict(part), part.of(part::occasions), part.weights()));
            return Numbers.scaled(number, factor * longer.growth(), 0);
        });
        Optional<Learned> beyond = choice.way().beyond(() -> {
            Learned number = PurchaseWay.beyond(rows, implied, seed);
            double factor = season.of(part -> PurchaseWay.factor(
                    implied,
                    longer.stay(part),
                    number.predict(part.features()),
                    part.weights(),
                    longer.growth() * sum(times(part.weights(), part.of(part::occasions)))));
            return Numbers.scaled(number, factor, 0);
        });
        return new Purchases(direct.stream().toList(), beyond, implied, median(choice.way(), rows), choice.note());
    }

    private Optional<PurchaseMedian> median(PurchaseWay way, Rows rows) {
        Rows told = rows.where(i -> Double.isFinite(churn.heldOut()[rows.row(i)]));
        PurchaseContest contest = new PurchaseContest(set, churn, fits, implied, seed);
        return told.isEmpty() ? Optional.empty() : Optional.of(contest.median(told, contest.heldOut(way, told)));
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
