package io.perennial.training.churn;

import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.training.churn.Judging.Judged;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.rate.CarriedRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares churn candidates with the naive rules, chooses one, and refits it on all closed windows. A learned model
 * wins only where its log loss lies below that of the best naive rule with its whole interval, and a blend only where
 * it so beats the best single model; else the rule is published under its own name.
 */
public final class ChurnTrainer {

    private final TrainingSet set;
    private final List<ChurnRecipe> fitted;
    private final long seed;
    private final Consumer<String> progress;
    private final Optional<CarriedRate> rate;

    /**
     * A trainer.
     *
     * @param set      what to learn from
     * @param seed     everything drawn depends on it alone
     * @param progress told what is being done
     */
    public ChurnTrainer(TrainingSet set, long seed, Consumer<String> progress) {
        this(set, List.of(), seed, progress);
    }

    /**
     * A trainer with candidates beside its own.
     *
     * @param fitted fitted by another process to these very rows
     */
    public ChurnTrainer(TrainingSet set, List<ChurnRecipe> fitted, long seed, Consumer<String> progress) {
        this.set = set;
        this.fitted = List.copyOf(fitted);
        this.seed = seed;
        this.progress = progress;
        this.rate = CarriedRate.of(set, seed);
    }

    /** The candidates and naive rules, always in this order. */
    public List<ChurnRecipe> recipes() {
        List<ChurnRecipe> recipes = new ArrayList<>();
        recipes.add(NaiveRecipe.baseRate());
        recipes.add(NaiveRecipe.hiatus());
        recipes.add(NaiveRecipe.lastPeriod(set.plan().learned().horizonDays()));
        recipes.add(NaiveRecipe.decline());
        recipes.add(new NbdRecipe(set));
        ChurnRecipe line = new Remembered(LearnedRecipe.LOGISTIC);
        ChurnRecipe trees = new Remembered(LearnedRecipe.XGBOOST);
        recipes.addAll(List.of(line, LearnedRecipe.FOREST, trees));
        recipes.add(new MonotoneRecipe());
        recipes.add(hazard());
        recipes.addAll(fitted);
        recipes.add(new BlendedRecipe(trees, line));
        return recipes;
    }

    private HazardRecipe hazard() {
        return new HazardRecipe(set.plan().learned().horizonDays());
    }

    /** The model; never fails for want of data, the verdict says what was lacking. */
    public ChurnModel train() {
        Rows rows = set.labelled().eligibleRows();
        return rows.isEmpty() ? unlearned() : contest(rows).model();
    }

    /**
     * The model, and each candidate and rule as it would be served in the model's place.
     *
     * @param model    what {@link #train} gives
     * @param entrants in the order tried; none where nothing could be judged
     * @param trial    the champion's score under other calibrators; empty where what is calibrated is not what is served, since
     *                 no window of the horizon has closed
     */
    public record LineUp(ChurnModel model, List<Entrant> entrants, Optional<CalibratorTrial> trial) {}

    /**
     * A candidate refitted on all closed windows and calibrated as the champion is.
     *
     * @param id          its id
     * @param naive       whether it is a naive rule
     * @param probability the calibrated probability over the served window
     */
    public record Entrant(String id, boolean naive, Learned probability) {}

    /** Everybody who could be served, for a back-test: costs a refit of every candidate. */
    public LineUp lineUp() {
        Rows rows = set.labelled().eligibleRows();
        if (rows.isEmpty()) {
            return new LineUp(unlearned(), List.of(), Optional.empty());
        }
        Contest contest = contest(rows);
        List<Entrant> entrants = new ArrayList<>();
        Optional<CalibratorTrial> trial = Optional.empty();
        for (Judged one : contest.judged()) {
            progress.accept("churn candidate " + one.recipe().id() + " refitted");
            Refit refit = refit(rows, one);
            entrants.add(entrant(one, refit));
            boolean isChampion = one.recipe().id().equals(contest.model().family());
            if (isChampion && isWindowClosed()) {
                trial = Optional.of(refit.level().trial(refit.score()));
            }
        }
        return new LineUp(contest.model(), entrants, trial);
    }

    /** One candidate as it would be served; empty where it can't be learned. */
    public Optional<Entrant> entrant(String id) {
        Rows rows = set.labelled().eligibleRows();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Judging judging = new Judging(Split.of(rows, set.plan().rung()));
        return recipes().stream()
                .filter(recipe -> recipe.id().equals(id)
                        && recipe.obstacle(judging.split().learn()).isEmpty())
                .findFirst()
                .map(recipe -> judging.judge(recipe, seed))
                .map(judged -> entrant(judged, refit(rows, judged)));
    }

    private Entrant entrant(Judged one, Refit refit) {
        return new Entrant(
                one.recipe().id(),
                one.recipe().isNaive(),
                carried(refit).map(Extrapolation::probability).orElseGet(refit::learned));
    }

    /** The model chosen and those it was chosen from. */
    private record Contest(ChurnModel model, List<Judged> judged) {}

    private Contest contest(Rows rows) {
        Judging judging = new Judging(Split.of(rows, set.plan().rung()));
        List<ChurnRecipe> able = new ArrayList<>();
        List<Candidate> obstructed = new ArrayList<>();
        for (ChurnRecipe recipe : recipes()) {
            Optional<String> obstacle = recipe.obstacle(judging.split().learn());
            obstacle.ifPresentOrElse(why -> obstructed.add(Candidate.obstructed(recipe, why)), () -> able.add(recipe));
        }
        List<Judged> judged = judged(judging, able);
        return new Contest(chosen(rows, judging, judged, obstructed), judged);
    }

    /** All candidates at once, as far as there are cores; blends last, when what they are made of is known. */
    private List<Judged> judged(Judging judging, List<ChurnRecipe> recipes) {
        progress.accept(recipes.size() + " churn candidates learn from "
                + judging.split().learn().size() + " rows");
        List<Judged> judged = new ArrayList<>(recipes.parallelStream()
                .filter(recipe -> !recipe.isBlend())
                .map(recipe -> judged(judging, recipe))
                .toList());
        recipes.stream()
                .filter(ChurnRecipe::isBlend)
                .map(recipe -> judged(judging, recipe))
                .forEach(judged::add);
        return judged;
    }

    private Judged judged(Judging judging, ChurnRecipe recipe) {
        Judged judged = judging.judge(recipe, seed);
        progress.accept("churn candidate " + recipe.id() + " judged");
        return judged;
    }

    private ChurnModel chosen(Rows rows, Judging judging, List<Judged> judged, List<Candidate> obstructed) {
        Judged floor = best(judging, judged, true).orElseThrow();
        Optional<Judged> learned = learned(judging, judged);
        boolean beaten =
                learned.isPresent() && judging.gap(learned.get(), floor, seed).isBelowZero();
        Judged champion = beaten ? learned.get() : floor;
        List<Candidate> candidates = new ArrayList<>();
        judged.forEach(one -> candidates.add(judging.candidate(one, floor, seed)));
        candidates.addAll(obstructed);
        progress.accept("churn champion " + champion.recipe().id() + ", refitted on " + rows.size() + " rows");
        return refitted(
                rows,
                judging,
                champion,
                candidates,
                verdict(champion, floor, learned, beaten) + laterPeriod(judging.split(), champion, candidates));
    }

    private static String verdict(Judged champion, Judged floor, Optional<Judged> learned, boolean beaten) {
        if (beaten) {
            return champion.recipe().id() + " beats " + floor.recipe().id()
                    + ", the naive rule that did best where the choice was made";
        }
        return learned.isPresent()
                ? "no learned model beats the naive rule " + floor.recipe().id() + " beyond chance, so the rule is used"
                : "nothing could be learned, so the naive rule "
                        + floor.recipe().id() + " is used";
    }

    /** Says so where, on the later period, a naive rule other than the champion did better. */
    private static String laterPeriod(Split split, Judged champion, List<Candidate> candidates) {
        if (!split.temporal()) {
            return "";
        }
        double own = candidates.stream()
                .filter(one -> one.id().equals(champion.recipe().id()))
                .mapToDouble(one -> one.judged().logLoss())
                .findFirst()
                .orElse(Double.NaN);
        return candidates.stream()
                .filter(one ->
                        one.naive() && one.judged() != null && one.judged().logLoss() < own)
                .min(Comparator.comparingDouble(one -> one.judged().logLoss()))
                .map(one -> "; on the later period it is judged on, the naive rule " + one.id() + " does better")
                .orElse("");
    }

    /** The best single model, or a blend whose loss lies below its with the whole interval. */
    private Optional<Judged> learned(Judging judging, List<Judged> judged) {
        Optional<Judged> single = best(judging, judged, false);
        return judged.stream()
                .filter(one -> one.recipe().isBlend() && single.isPresent())
                .filter(one -> judging.gap(one, single.get(), seed).isBelowZero())
                .findFirst()
                .or(() -> single);
    }

    private Optional<Judged> best(Judging judging, List<Judged> judged, boolean naive) {
        double[] weights = judging.split().choose().weights();
        return judged.stream()
                .filter(one -> one.recipe().isNaive() == naive && !one.recipe().isBlend())
                .min(Comparator.comparingDouble(one -> weightedMean(one.losses(), weights)));
    }

    private static double weightedMean(double[] values, double[] weights) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum / Arrays.stream(weights).sum();
    }

    /** One candidate refitted on all closed windows, with its out-of-fold scores and its level. */
    @SuppressWarnings("ArrayRecordComponent") // A column over the rows, never compared.
    private record Refit(ChurnScore score, double[] scores, Level level) {

        Learned learned() {
            Calibrator calibrator = level.calibrator();
            return (ModelDraft draft) -> score.addTo(draft, calibrator);
        }
    }

    private Optional<Extrapolation> carried(Refit refit) {
        boolean extrapolated = set.plan().rung() == Rung.EXTRAPOLATED;
        return extrapolated ? Optional.of(Extrapolation.of(set, refit.learned(), rate)) : Optional.empty();
    }

    private Refit refit(Rows rows, Judged one) {
        double[] scores = CrossFit.scores(one.recipe(), rows, seed);
        ChurnScore score = one.recipe().fit(rows, seed);
        return new Refit(score, scores, new Level(set, rows, scores, one.kind(), seed));
    }

    private ChurnModel refitted(
            Rows rows, Judging judging, Judged champion, List<Candidate> candidates, String verdict) {
        Refit refit = refit(rows, champion);
        Level level = refit.level();
        Optional<Extrapolation> carried = carried(refit);
        Timing timing = timing(rows, judging.split(), champion);
        return new ChurnModel(
                champion.recipe().id(),
                champion.recipe().isNaive(),
                carried.map(Extrapolation::probability).orElseGet(refit::learned),
                carried.map(Extrapolation::band).orElseGet(level::band),
                refit.score().learned().origin(),
                refit.score().learned(),
                candidates,
                judging.split().sentence(),
                CalibrationBin.of(
                        champion.reported(),
                        judging.split().report().churned(),
                        judging.split().report().weights(),
                        10),
                Decile.of(
                        champion.reported(),
                        judging.split().report().churned(),
                        judging.split().report().weights()),
                verdict,
                notes(carried.map(wider -> List.of(wider.note())).orElseGet(level::notes), timing),
                rows.spread(Arrays.stream(refit.scores())
                        .map(level.calibrator()::of)
                        .toArray()),
                backtested(judging, champion),
                Optional.of(timing.curve()),
                rate);
    }

    private static List<String> notes(List<String> level, Timing timing) {
        List<String> notes = new ArrayList<>(level);
        notes.add(timing.note());
        return notes;
    }

    /** Whether and how the champion says when users come back, chosen where the champion itself was. */
    private Timing timing(Rows rows, Split split, Judged champion) {
        if (!isWindowClosed()) {
            return constantRate();
        }
        if (split.temporal()) {
            return Timing.chosen(hazard(), split.learn(), split.choose(), champion.chosenBy(), rows, seed);
        }
        int[] folds = rows.folds(CrossFit.MODEL_FOLDS, seed);
        Rows judge = rows.where(i -> folds[i] == 0);
        double[] churn = rows.pick(champion.chosenBy(), judge);
        return Timing.chosen(hazard(), rows.where(i -> folds[i] != 0), judge, churn, rows, seed);
    }

    private Timing constantRate() {
        return Timing.constant(
                set.plan().served().horizonDays(),
                "no window of the horizon has closed, so nobody knows when in it users come back");
    }

    /** Whether a window of the horizon that is served has closed, so that what is learned is what is served. */
    private boolean isWindowClosed() {
        return set.plan().rung() != Rung.EXTRAPOLATED;
    }

    private double[] backtested(Judging judging, Judged champion) {
        double[] probabilities = judging.split().report().spread(champion.reported());
        for (int i = 0; i < champion.chosenBy().length; i++) {
            probabilities[judging.split().choose().row(i)] = champion.chosenBy()[i];
        }
        return probabilities;
    }

    /** Without one closed outcome window of an eligible user: the NBD family, else even odds at full width. */
    private ChurnModel unlearned() {
        Optional<Extrapolation> family = Extrapolation.familyAlone(set);
        Learned probability = family.map(Extrapolation::probability).orElseGet(() -> NaiveRecipe.constant(0.5));
        double[] none = new double[set.labelled().size()];
        Arrays.fill(none, Double.NaN);
        return new ChurnModel(
                family.isPresent() ? "nbd" : "naive:even_odds",
                true,
                probability,
                family.map(Extrapolation::band).orElseGet(Band::unknown),
                Optional.empty(),
                probability,
                List.of(),
                "nothing: no eligible user has a closed outcome window",
                List.of(),
                List.of(),
                "no eligible user has a closed outcome window, so "
                        + (family.isPresent()
                                ? "the NBD family alone is used, unchecked"
                                : "every user gets even odds, which say nothing"),
                List.of(
                        family.map(Extrapolation::note).orElse("nothing is known of the level"),
                        "give a longer log or a shorter horizon to learn from"),
                none,
                none,
                Optional.of(constantRate().curve()),
                rate);
    }
}
