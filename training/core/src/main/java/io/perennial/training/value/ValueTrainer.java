package io.perennial.training.value;

import io.perennial.features.event.EventKind;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import io.perennial.training.lognormal.LearnedLognormal;
import io.perennial.training.value.ValueJudging.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares value candidates with the naive rules, chooses one, and refits it on all closed windows. A learned model
 * wins only where its Poisson deviance lies below that of the best naive rule with its whole interval, and its squared
 * error not above that of any.
 */
public final class ValueTrainer {

    private final TrainingSet set;
    private final ChurnModel churn;
    private final PurchaseFits fits;
    private final long seed;
    private final Consumer<String> progress;
    private final Optional<CarriedValue> carried;
    private final Longer longer;

    /**
     * A trainer.
     *
     * @param set      what to learn from
     * @param churn    the churn model in front
     * @param fits     the NBD family, for all who learn from this set
     * @param seed     everything drawn depends on it alone
     * @param progress told what is being done, by several threads; not by a class that is being initialised, which
     *                 they would wait for
     */
    public ValueTrainer(TrainingSet set, ChurnModel churn, PurchaseFits fits, long seed, Consumer<String> progress) {
        this.set = set;
        this.churn = churn;
        this.fits = fits;
        this.seed = seed;
        this.progress = progress;
        this.carried = CarriedValue.of(set, churn, fits, seed);
        this.longer = Longer.of(set, churn, fits);
    }

    /** Why there can be no value model, or empty where there can. */
    public Optional<String> obstacle() {
        if (!set.schema().context().log().carried().contains(EventKind.PURCHASE)) {
            return Optional.of("the log carries no purchases, so nobody has a value");
        }
        return set.labelled().eligibleRows().isEmpty() && carried.isEmpty()
                ? Optional.of("no eligible user has a closed outcome window, so no value can be learned")
                : Optional.empty();
    }

    /** The model; call only where there is no {@link #obstacle}. */
    public ValueModel train() {
        return trainBoth().model();
    }

    /**
     * The model, and what there is when it is taken away.
     *
     * @param model   what {@link #train} gives
     * @param standIn the best calibrated naive rule beside it; empty where nothing could be judged
     */
    public record Trained(ValueModel model, Optional<ValueModel> standIn) {}

    /** The model with its stand-in; call only where there is no {@link #obstacle}. */
    public Trained trainBoth() {
        Rows rows = set.labelled().eligibleRows();
        if (rows.isEmpty()) {
            return new Trained(unjudged().with(outlook(), doubts()), Optional.empty());
        }
        Contest contest = contest(rows);
        Horizons outlook = outlook();
        return new Trained(
                contest.model().with(outlook, doubts()),
                standIn(rows, contest).map(rule -> rule.with(outlook, doubts())));
    }

    private Optional<ValueModel> standIn(Rows rows, Contest contest) {
        List<Judged> others = contest.judged().stream()
                .filter(one ->
                        !one.recipe().id().equals(contest.model().chosen().family()) && !grows(one.recipe(), rows))
                .toList();
        return refit(rows)
                .standIn(contest.model(), contest.judging(), others, floor(contest.judging(), contest.judged()));
    }

    private ValueRefit refit(Rows rows) {
        return new ValueRefit(set, churn, fits, longer, rows, seed);
    }

    private ValueModel unjudged() {
        return carried.orElseThrow().unjudged(new PurchaseTrainer(set, churn, fits, seed).train());
    }

    private List<String> doubts() {
        return fits.newest().map(PurchaseProcess::doubtsOfValue).orElse(List.of());
    }

    private Horizons outlook() {
        progress.accept("value by horizon");
        return new HorizonTrainer(set, churn, fits).train();
    }

    /**
     * The model, and each candidate and rule as it would be served in the model's place.
     *
     * @param model    what {@link #train} gives
     * @param entrants in the order tried; where the horizon is longer than any closed window only the rules as they
     *                 stand, since no candidate speaks of it
     * @param anything the chance of any value that the lognormal network gives by itself, for comparison with the churn
     *                 model; empty where it was not learned or staying is more than spending
     */
    public record LineUp(ValueModel model, List<ValueEntrant> entrants, Optional<Learned> anything) {}

    /** Everybody who could be served, for a back-test: costs a refit of every candidate. */
    public LineUp lineUp() {
        Rows rows = set.labelled().eligibleRows();
        List<ValueEntrant> entrants = new ArrayList<>();
        NaiveValue.all(set.plan().served().horizonDays()).forEach(rule -> entrants.add(ValueEntrant.of(rule, set)));
        if (rows.isEmpty()) {
            return new LineUp(unjudged().with(outlook(), doubts()), entrants, Optional.empty());
        }
        Contest contest = contest(rows);
        ValueModel model = contest.model().with(outlook(), doubts());
        if (set.plan().isServedWindowClosed()) {
            for (Judged one : contest.judged()) {
                if (!one.asItStands()) {
                    progress.accept("value candidate " + one.recipe().id() + " refitted");
                    entrants.add(ValueEntrant.of(one.recipe(), refit(rows).ifRetained(one.recipe())));
                }
            }
            Optional<LearnedLognormal> alone = alone(rows);
            alone.ifPresent(heads -> entrants.add(ValueEntrant.alone("ziln:alone", heads.mean())));
            return new LineUp(
                    model,
                    entrants,
                    alone.filter(heads -> LognormalValue.of(set).learnsFromEverybody())
                            .map(LearnedLognormal::any));
        }
        return new LineUp(model, entrants, Optional.empty());
    }

    /** The lognormal network as its authors serve it: no churn model in front, no level. */
    private Optional<LearnedLognormal> alone(Rows rows) {
        LognormalValue recipe = LognormalValue.of(set);
        return recipe.obstacle(rows).isPresent() ? Optional.empty() : recipe.learn(rows, i -> set.value(rows, i), seed);
    }

    /** The model chosen, how, and those it was chosen from. */
    private record Contest(ValueModel model, ValueJudging judging, List<Judged> judged) {}

    /** The naive rule that did best where the choice is made, in whatever form. */
    private static Judged floor(ValueJudging judging, List<Judged> judged) {
        return judging.best(judged, true, true).orElseThrow();
    }

    private Contest contest(Rows rows) {
        ValueJudging judging = new ValueJudging(Split.of(rows, set.plan().rung()), set, churn, seed);
        List<Judged> judged = new ArrayList<>();
        List<ValueCandidate> obstructed = new ArrayList<>();
        rules().forEach(rule -> judged.add(judging.asItStands(rule)));
        List<ValueRecipe> able = new ArrayList<>();
        for (ValueRecipe recipe : recipes()) {
            Optional<String> obstacle = recipe.obstacle(
                            ValueFits.seenBy(recipe, judging.split().learn()))
                    .or(() -> tooYoung(recipe, rows));
            obstacle.ifPresentOrElse(
                    why -> obstructed.add(ValueCandidate.obstructed(recipe, why)), () -> able.add(recipe));
        }
        progress.accept(able.size() + " value candidates learn from "
                + judging.split().learn().size() + " rows");
        judged.addAll(
                able.parallelStream().map(recipe -> judged(judging, recipe)).toList());
        return new Contest(chosen(rows, judging, judged, obstructed), judging, judged);
    }

    /** What grows has no level but where it is brought to another's, as last year's rate is to the family's. */
    private Optional<String> tooYoung(ValueRecipe recipe, Rows rows) {
        return set.plan().isServedWindowClosed() && grows(recipe, rows)
                ? Optional.of("it adds up more days than there were before the window whose total sets the level, so it"
                        + " has grown with the log since")
                : Optional.empty();
    }

    /** Whether it adds up days that the log did not show yet before the window that sets the level. */
    private boolean grows(ValueRecipe recipe, Rows rows) {
        int then = SeasonLevel.of(set, rows).window().oldestTenure();
        int now = set.current().eligibleRows().oldestTenure();
        return then < Math.min(recipe.daysRead(), now);
    }

    private Judged judged(ValueJudging judging, ValueRecipe recipe) {
        Judged judged = judging.judge(recipe);
        progress.accept("value candidate " + recipe.id() + " judged");
        return judged;
    }

    private List<NaiveValue> rules() {
        return NaiveValue.all(set.plan().learned().horizonDays());
    }

    private List<ValueRecipe> recipes() {
        List<ValueRecipe> recipes = new ArrayList<>(rules());
        recipes.add(new NbdValue(set, set.plan().learned(), fits));
        recipes.addAll(List.of(LearnedValue.values()));
        recipes.add(LognormalValue.of(set));
        return recipes;
    }

    private ValueModel chosen(Rows rows, ValueJudging judging, List<Judged> judged, List<ValueCandidate> obstructed) {
        Judged floor = floor(judging, judged);
        Optional<Judged> learned = judging.best(judged, false, false);
        boolean beaten = learned.isPresent() && judging.beats(learned.get(), floor, judged);
        Judged champion =
                beaten ? learned.get() : judging.best(judged, true, false).orElseThrow();
        List<ValueCandidate> candidates = new ArrayList<>();
        judged.forEach(one -> candidates.add(judging.candidate(one, floor)));
        candidates.addAll(obstructed);
        if (carried.isPresent()) {
            return carried.get()
                    .judged(
                            new PurchaseTrainer(set, churn, fits, seed).train(),
                            candidates,
                            judging.split().sentence(set.plan()),
                            judging.median(calibrated(judged, NbdValue.ID).orElse(champion)),
                            habit(rows, judging, judged));
        }
        progress.accept("value champion " + champion.recipe().id() + ", refitted on " + rows.size() + " rows");
        String verdict = new ValueVerdict(judging, judged, champion, floor).sentence();
        return refit(rows)
                .model(
                        judging,
                        new ValueRefit.Choice(champion, floor, candidates, verdict),
                        new PurchaseTrainer(set, churn, fits, seed).train());
    }

    private CarriedValue.Habit habit(Rows rows, ValueJudging judging, List<Judged> judged) {
        Optional<Judged> family = calibrated(judged, NbdValue.ID);
        Optional<Judged> rate = calibrated(judged, NaiveValue.YEAR_RATE);
        if (family.isEmpty() || rate.isEmpty()) {
            return CarriedValue.Habit.UNKNOWN;
        }
        return judging.gapOfMean(family.get(), rate.get()).isBelowZero()
                ? CarriedValue.Habit.better(
                        new ValueFits(set, seed).fit(rate.get().recipe(), rows))
                : CarriedValue.Habit.NO_BETTER;
    }

    private static Optional<Judged> calibrated(List<Judged> judged, String id) {
        return judged.stream()
                .filter(one -> !one.asItStands() && one.recipe().id().equals(id))
                .findFirst();
    }
}
