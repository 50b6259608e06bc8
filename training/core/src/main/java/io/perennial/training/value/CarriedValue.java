package io.perennial.training.value;

import static io.perennial.training.evaluation.Totals.level;
import static io.perennial.training.evaluation.Totals.times;

import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.Mean;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The value model where no window of the full horizon has closed: the NBD family at that horizon, at the rate carried
 * on, and Gamma-Gamma.
 *
 * @param set     what was learned from
 * @param fits    the NBD family
 * @param process of them, that of today's users, baskets included
 * @param churn   the churn model in front, and the rate it carried on
 * @param seed    everything drawn depends on it alone
 */
record CarriedValue(TrainingSet set, PurchaseFits fits, PurchaseProcess process, ChurnModel churn, long seed) {

    /** Empty where a window of the full horizon has closed, or the family does not speak. */
    static Optional<CarriedValue> of(TrainingSet set, ChurnModel churn, PurchaseFits fits, long seed) {
        return set.plan().isServedWindowClosed()
                ? Optional.empty()
                : fits.today()
                        .filter(process -> process.spend().isPresent())
                        .map(process -> new CarriedValue(set, fits, process, churn, seed));
    }

    /**
     * What users spend anyway, beside the family.
     *
     * @param spend last year's rate of spend, where its mean with the family's value is better than that beyond chance
     * @param note  what is said of it
     */
    record Habit(Optional<Learned> spend, String note) {

        /** Where it could not be compared. */
        static final Habit UNKNOWN =
                new Habit(Optional.empty(), "value: the NBD family's; nothing could be compared with it");

        /** Where it was compared, and the mean was not better. */
        static final Habit NO_BETTER = new Habit(
                Optional.empty(), "value: the NBD family's, no better in the mean with last year's rate of spend");

        static Habit better(Learned spend) {
            return new Habit(
                    Optional.of(spend),
                    "value: the mean of the NBD family's and of last year's rate of spend, better on users not learned from");
        }
    }

    /** The model where no shorter window has closed either, so that nothing was judged. */
    ValueModel unjudged(Purchases purchases) {
        return judged(purchases, List.of(), "nothing: no window has closed", ValueMedian.unknown(), Habit.UNKNOWN);
    }

    /** The model beside what was judged on the shorter horizon, with the median learned there, which is a share. */
    ValueModel judged(
            Purchases purchases, List<ValueCandidate> candidates, String judgedOn, ValueMedian median, Habit habit) {
        Refunds refunds = Refunds.seen(set, set.current().eligibleRows());
        Learned family = byFamily(refunds);
        Learned ifRetained =
                habit.spend().map(spend -> withHabit(family, spend)).orElse(family);
        return new ValueModel(
                new Chosen(
                        NbdValue.ID,
                        true,
                        "no window of the full horizon has closed, so the NBD family and Gamma-Gamma carry the level",
                        judgedOn,
                        List.of(
                                "horizon_extrapolated",
                                habit.note() + refunds.note(),
                                howAnIntervalDid(),
                                purchases.note(),
                                process.choice().chosen().verdict().message())),
                ifRetained,
                purchases,
                process.alive(set.plan().served()),
                interval(ifRetained),
                median,
                ifRetained,
                candidates,
                List.of(),
                List.of(),
                new ValueInterval.Coverage(Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                set.labelled().where(row -> false).spread(new double[0]),
                Optional.empty());
    }

    private ValueInterval interval(Learned ifRetained) {
        Rows now = set.current().eligibleRows();
        return new DrawnInterval(process, set.plan().served(), seed)
                .of(
                        now,
                        new DrawnInterval.Said(
                                churn.probability().predict(now.features()), ifRetained.predict(now.features())));
    }

    /** Nobody has seen the window served, but one drawn alike can be held against the newest that closed. */
    private String howAnIntervalDid() {
        String drawn = "value: the interval is drawn from what the NBD family believes that users may do; ";
        Rows rows = set.labelled().eligibleRows().newest();
        if (rows.userCount() < Split.LEAST_USERS || !PurchaseProcess.knowsBaskets(rows)) {
            return drawn + "how often it holds nobody has seen";
        }
        OutcomeWindow closed = set.plan().learned();
        DrawnInterval then = new DrawnInterval(fits.asOf(rows, rows.asOf(0)), closed, seed);
        // Of what was net of refunds, as the interval served is.
        DrawnInterval.Said said =
                then.family(rows, set.valuePerMajor() * Refunds.seen(set, rows).kept());
        double held = then.of(rows, said)
                .coverage(rows.of(said::ltv), set.values(rows), rows.weights())
                .share();
        return String.format(
                Locale.ROOT,
                "%sone drawn alike held %.1f %% of the users of the newest window that closed, of %d days",
                drawn,
                100 * held,
                closed.horizonDays());
    }

    /** No window tells the level, so what refunds will take is what they took. */
    private Learned byFamily(Refunds refunds) {
        NbdValue family = new NbdValue(set, set.plan().served(), fits);
        Learned gross = churn.rate()
                .map(learned -> family.worth(process.spendOn(learned.ifAny())))
                .orElseGet(() -> family.of(process));
        return Numbers.scaled(gross, refunds.kept(), 0);
    }

    /** Half of it what the user spends anyway, at the family's total. */
    private Learned withHabit(Learned family, Learned habit) {
        Rows now = set.current().eligibleRows();
        double[] leaving = churn.probability().predict(now.features());
        double[] stay = now.of(i -> 1 - leaving[i]);
        double level = level(
                times(stay, habit.predict(now.features())), times(stay, family.predict(now.features())), now.weights());
        return new Mean(family, Numbers.scaled(habit, level, 0));
    }
}
