package io.perennial.training.value;

import static io.perennial.training.evaluation.Totals.level;
import static io.perennial.training.evaluation.Totals.scaled;
import static io.perennial.training.evaluation.Totals.times;

import io.perennial.features.event.EventKind;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.LaterPeriod;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.lognormal.LearnedLognormal;
import io.perennial.training.value.ValueJudging.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        this.carried = CarriedValue.of(set, churn, fits);
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
            return new Trained(unjudged().with(outlook()), Optional.empty());
        }
        Contest contest = contest(rows);
        Horizons outlook = outlook();
        return new Trained(contest.model().with(outlook), standIn(rows, contest).map(rule -> rule.with(outlook)));
    }

    private ValueModel unjudged() {
        return carried.orElseThrow().unjudged(new PurchaseTrainer(set, churn, fits, seed).train());
    }

    private Horizons outlook() {
        progress.accept("value by horizon");
        return new HorizonTrainer(set, churn, fits).train();
    }

    private Optional<ValueModel> standIn(Rows rows, Contest contest) {
        ValueModel model = contest.model();
        List<Judged> others = contest.judged().stream()
                .filter(one -> !one.recipe().id().equals(model.family()) && !grows(one.recipe(), rows))
                .toList();
        String verdict =
                "the best naive rule beside " + model.family() + ", there to stand in for it when it is killed";
        return contest.judging()
                .best(others, true, false)
                .map(rule -> new Choice(rule, floor(contest.judging(), contest.judged()), model.candidates(), verdict))
                .map(choice -> refitted(rows, contest.judging(), choice, model.purchases()));
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
            return new LineUp(unjudged().with(outlook()), entrants, Optional.empty());
        }
        Contest contest = contest(rows);
        ValueModel model = contest.model().with(outlook());
        if (set.plan().isServedWindowClosed()) {
            for (Judged one : contest.judged()) {
                if (!one.asItStands()) {
                    progress.accept("value candidate " + one.recipe().id() + " refitted");
                    entrants.add(ValueEntrant.of(
                            one.recipe(), levelled(rows, one.recipe()).ifRetained()));
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

    /** One of them, the best naive rule, and what is told of it. */
    private record Choice(Judged one, Judged floor, List<ValueCandidate> candidates, String verdict) {}

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
            Judged served = calibrated(judged, NbdValue.ID).orElse(champion);
            return carried.get()
                    .judged(
                            new PurchaseTrainer(set, churn, fits, seed).train(),
                            candidates,
                            judging.split().sentence(),
                            judging.interval(served),
                            judging.median(served),
                            habit(rows, judging, judged));
        }
        progress.accept("value champion " + champion.recipe().id() + ", refitted on " + rows.size() + " rows");
        String verdict = beaten
                ? champion.recipe().id() + " beats " + floor.recipe().id()
                        + ", the naive rule that did best where the choice was made, by Poisson deviance"
                : "no learned model beats the naive rule " + floor.recipe().id() + " beyond chance, so "
                        + champion.recipe().id() + " is used, calibrated";
        String later = laterPeriod(judging.split(), champion, candidates)
                + total(judging.split(), judging.candidate(champion, floor), judging.candidate(floor, floor));
        return refitted(
                rows,
                judging,
                new Choice(champion, floor, candidates, verdict + later),
                new PurchaseTrainer(set, churn, fits, seed).train());
    }

    /** The gate of totals: says so where, on the later period, the champion's is further off than the floor's. */
    private static String total(Split split, ValueCandidate champion, ValueCandidate floor) {
        double own = Math.abs(champion.judged().sumRatio() - 1);
        double other = Math.abs(floor.judged().sumRatio() - 1);
        return split.temporal() && own > other
                ? String.format(
                        Locale.ROOT,
                        "; its total there is %.2f of what came, further off than the %.2f of %s",
                        champion.judged().sumRatio(),
                        floor.judged().sumRatio(),
                        called(floor))
                : "";
    }

    /** Last year's rate of spend, where its mean with the family's value is better than that beyond chance. */
    private Optional<Learned> habit(Rows rows, ValueJudging judging, List<Judged> judged) {
        Optional<Judged> family = calibrated(judged, NbdValue.ID);
        Optional<Judged> rate = calibrated(judged, NaiveValue.YEAR_RATE);
        boolean better = family.isPresent()
                && rate.isPresent()
                && judging.gapOfMean(family.get(), rate.get()).isBelowZero();
        return better ? Optional.of(new ValueFits(set, seed).fit(rate.get().recipe(), rows)) : Optional.empty();
    }

    private static Optional<Judged> calibrated(List<Judged> judged, String id) {
        return judged.stream()
                .filter(one -> !one.asItStands() && one.recipe().id().equals(id))
                .findFirst();
    }

    /** A rule stands in the table twice: with a level and the churn model in front, and as it stands. */
    private static String called(ValueCandidate one) {
        return one.id() + (one.asItStands() ? " as it stands" : "");
    }

    /** Says so where, on the later period, a naive rule other than the champion did better. */
    private static String laterPeriod(Split split, Judged champion, List<ValueCandidate> candidates) {
        if (!split.temporal()) {
            return "";
        }
        double own = candidates.stream()
                .filter(one ->
                        !one.asItStands() && one.id().equals(champion.recipe().id()))
                .mapToDouble(one -> one.judged().rmse())
                .findFirst()
                .orElse(Double.NaN);
        Map<String, Double> rules = candidates.stream()
                .filter(one -> one.naive() && one.judged() != null)
                .collect(Collectors.toMap(
                        ValueTrainer::called, one -> one.judged().rmse()));
        return LaterPeriod.note(own, rules);
    }

    /**
     * One candidate refitted on all closed windows, and the factor that makes its total right.
     *
     * @param learned    what was learned, before its level
     * @param level      the factor on the window learned on
     * @param carry      the factor from there to the served window, 1 where they are one
     * @param worth      for each row its value if retained by a model that did not see its user, before its level
     * @param held       the same times the chance of staying
     * @param season     the windows the level is of
     */
    @SuppressWarnings("ArrayRecordComponent") // Columns over the rows, never compared.
    private record Levelled(
            Learned learned, double level, double carry, double[] worth, double[] held, SeasonLevel season) {

        Learned ifRetained() {
            return Numbers.scaled(learned, level * carry, 0);
        }
    }

    private Levelled levelled(Rows rows, ValueRecipe recipe) {
        ValueFits fits = new ValueFits(set, seed);
        SeasonLevel season = SeasonLevel.of(set, rows);
        double[] worth = fits.outOfFold(recipe, rows);
        double[] held = times(stay(rows), worth);
        double level = season.of(part -> level(rows.pick(held, part), set.values(part), part.weights()));
        double carry = longer.growth() * level(times(longer.stay(rows), worth), held, rows.weights());
        return new Levelled(fits.fit(recipe, rows), level, carry, worth, held, season);
    }

    /** The chance of staying of each row by models that did not see its user. */
    private double[] stay(Rows rows) {
        return rows.of(i -> 1 - churn.heldOut()[rows.row(i)]);
    }

    private ValueModel refitted(Rows rows, ValueJudging judging, Choice choice, Purchases purchases) {
        Judged champion = choice.one();
        Levelled refit = levelled(rows, champion.recipe());
        double[] came = set.values(rows);
        double level = level(refit.held(), came, rows.weights());
        return new ValueModel(
                champion.recipe().id(),
                champion.recipe().isNaive(),
                refit.ifRetained(),
                purchases,
                alive(),
                ValueInterval.of(scaled(refit.held(), level), came, rows.weights())
                        .times(longer.growth()),
                ValueMedian.of(stay(rows), scaled(refit.worth(), level), came, rows.weights()),
                refit.learned(),
                choice.candidates(),
                judging.split().sentence(),
                judging.deciles(champion),
                judging.slices(champion, choice.floor()),
                judging.coverage(champion),
                choice.verdict(),
                Stream.concat(longer.note().stream(), Stream.of(refit.season().note(), purchases.note()))
                        .toList(),
                1 / refit.level(),
                rows.spread(scaled(refit.held(), refit.level())));
    }

    /** P(alive) of today's users, where purchases are all that staying means and dropout is identified. */
    private Optional<Learned> alive() {
        return fits.newest().flatMap(process -> process.alive(set.plan().served()));
    }
}
