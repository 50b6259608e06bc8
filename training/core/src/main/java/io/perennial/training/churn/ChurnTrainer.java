package io.perennial.training.churn;

import io.perennial.training.churn.Judging.Judged;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.evaluation.SliceJudge;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import io.perennial.training.rate.CarriedRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Holds the {@link ChurnContest} of candidates and naive rules and refits who won it on all closed windows; where no
 * learned model wins, the rule is published under its own name.
 */
public final class ChurnTrainer {

    private static final String NO_WINDOW =
            "no window of the horizon has closed, so nobody knows when in it users come back";

    private final TrainingSet set;
    private final List<ChurnRecipe> fitted;
    private final PurchaseFits fits;
    private final long seed;
    private final Consumer<String> progress;
    private final Optional<CarriedRate> rate;

    /**
     * A trainer.
     *
     * @param set      what to learn from
     * @param seed     everything drawn depends on it alone
     * @param progress told what is being done, by several threads; not by a class that is being initialised, which
     *                 they would wait for
     */
    public ChurnTrainer(TrainingSet set, long seed, Consumer<String> progress) {
        this(set, List.of(), new PurchaseFits(set), seed, progress);
    }

    /**
     * A trainer with candidates beside its own.
     *
     * @param fitted fitted by another process to these very rows
     * @param fits   the NBD family, for all who learn from this set
     */
    public ChurnTrainer(
            TrainingSet set, List<ChurnRecipe> fitted, PurchaseFits fits, long seed, Consumer<String> progress) {
        this.set = set;
        this.fitted = List.copyOf(fitted);
        this.fits = fits;
        this.seed = seed;
        this.progress = progress;
        this.rate = CarriedRate.of(set, fits, seed);
    }

    /** The candidates and naive rules, always in this order. */
    public List<ChurnRecipe> recipes() {
        List<ChurnRecipe> recipes = new ArrayList<>();
        recipes.add(NaiveRecipe.baseRate());
        recipes.add(NaiveRecipe.hiatus());
        recipes.add(NaiveRecipe.silence());
        recipes.add(NaiveRecipe.lastPeriod(set.plan().learned().horizonDays()));
        recipes.add(NaiveRecipe.decline());
        recipes.add(new NbdRecipe(set, fits));
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
        return trainBoth().model();
    }

    /**
     * The model, and what there is when it is taken away.
     *
     * @param model   what {@link #train} gives
     * @param standIn the best naive rule beside it, calibrated as it is; empty where no other rule could be judged
     */
    public record Trained(ChurnModel model, Optional<ChurnModel> standIn) {}

    /** The model with its stand-in. */
    public Trained trainBoth() {
        Rows rows = set.labelled().eligibleRows();
        if (rows.isEmpty()) {
            return new Trained(unlearned(), Optional.empty());
        }
        ChurnContest contest = contest(rows);
        progress.accept(
                "churn champion " + contest.champion().recipe().id() + ", refitted on " + rows.size() + " rows");
        List<Candidate> candidates = contest.candidates();
        ChurnModel model = champion(rows, contest, candidates, refit(rows, contest.champion()));
        return new Trained(model, contest.standIn().map(rule -> standIn(rows, contest, candidates, rule)));
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
        ChurnContest contest = contest(rows);
        List<Entrant> entrants = new ArrayList<>();
        Refit champions = null;
        for (Judged one : contest.judged()) {
            progress.accept("churn candidate " + one.recipe().id() + " refitted");
            Refit refit = refit(rows, one);
            entrants.add(entrant(one, refit));
            champions = one.recipe() == contest.champion().recipe() ? refit : champions;
        }
        return new LineUp(champion(rows, contest, contest.candidates(), champions), entrants, trial(champions));
    }

    private Optional<CalibratorTrial> trial(Refit refit) {
        return set.plan().isServedWindowClosed() ? Optional.of(refit.level().trial(refit.score())) : Optional.empty();
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

    private ChurnContest contest(Rows rows) {
        return ChurnContest.hold(new Judging(Split.of(rows, set.plan().rung())), recipes(), seed, progress);
    }

    /** One candidate refitted on all closed windows, with its out-of-fold scores and its level. */
    @SuppressWarnings("ArrayRecordComponent") // A column over the rows, never compared.
    private record Refit(Judged judged, ChurnScore score, double[] scores, Level level) {

        Learned learned() {
            Calibrator calibrator = level.calibrator();
            return (ModelDraft draft) -> score.addTo(draft, calibrator);
        }
    }

    private Optional<Extrapolation> carried(Refit refit) {
        return set.plan().isServedWindowClosed()
                ? Optional.empty()
                : Optional.of(Extrapolation.of(set, refit.learned(), rate));
    }

    private Refit refit(Rows rows, Judged one) {
        double[] scores = CrossFit.scores(one.recipe(), rows, seed);
        ChurnScore score = one.recipe().fit(rows, seed);
        return new Refit(one, score, scores, new Level(set, rows, scores, one.kind(), seed));
    }

    private ChurnModel champion(Rows rows, ChurnContest contest, List<Candidate> candidates, Refit refit) {
        Timing timing = timing(rows, contest.judging().split(), contest.champion());
        return model(
                rows,
                contest.judging(),
                refit,
                new Found(candidates, contest.floor(), contest.verdict(candidates), timing));
    }

    private ChurnModel standIn(Rows rows, ChurnContest contest, List<Candidate> candidates, Judged rule) {
        String verdict = "the best naive rule beside "
                + contest.champion().recipe().id() + ", there to stand in for it when it is killed";
        Timing timing = constantRate("a rule tells no days");
        return model(
                rows, contest.judging(), refit(rows, rule), new Found(candidates, contest.floor(), verdict, timing));
    }

    /** What was found of a model beside what it says; the floor is the best naive rule. */
    private record Found(List<Candidate> candidates, Judged floor, String verdict, Timing timing) {}

    private ChurnModel model(Rows rows, Judging judging, Refit refit, Found found) {
        Judged champion = refit.judged();
        Level level = refit.level();
        Optional<Extrapolation> carried = carried(refit);
        return new ChurnModel(
                new Chosen(
                        champion.recipe().id(),
                        champion.recipe().isNaive(),
                        found.verdict(),
                        judging.split().sentence(set.plan()),
                        notes(carried.map(wider -> List.of(wider.note())).orElseGet(level::notes), found.timing())),
                carried.map(Extrapolation::probability).orElseGet(refit::learned),
                carried.map(Extrapolation::band).orElseGet(level::band),
                refit.score().learned(),
                found.candidates(),
                CalibrationBin.of(
                        champion.reported(),
                        judging.split().report().churned(),
                        judging.split().report().weights(),
                        10),
                Decile.of(
                        champion.reported(),
                        judging.split().report().churned(),
                        judging.split().report().weights()),
                new SliceJudge(judging.split().report(), set.schema().context(), seed)
                        .ofChurn(champion.reported(), found.floor().reported()),
                rows.spread(Arrays.stream(refit.scores())
                        .map(level.calibrator()::of)
                        .toArray()),
                backtested(judging, champion),
                Optional.of(found.timing().curve()),
                rate);
    }

    private List<String> notes(List<String> level, Timing timing) {
        List<String> notes = new ArrayList<>(level);
        notes.add(timing.note());
        notes.addAll(doubts());
        return notes;
    }

    private List<String> doubts() {
        return fits.newest().map(PurchaseProcess::doubts).orElse(List.of());
    }

    /** Whether and how the champion says when users come back, chosen where the champion itself was. */
    private Timing timing(Rows rows, Split split, Judged champion) {
        if (!set.plan().isServedWindowClosed()) {
            return constantRate(NO_WINDOW);
        }
        if (split.temporal()) {
            return Timing.chosen(hazard(), split.learn(), split.choose(), champion.chosenBy(), rows, seed);
        }
        int[] folds = rows.folds(CrossFit.MODEL_FOLDS, seed);
        Rows judge = rows.where(i -> folds[i] == 0);
        double[] churn = rows.pick(champion.chosenBy(), judge);
        return Timing.chosen(hazard(), rows.where(i -> folds[i] != 0), judge, churn, rows, seed);
    }

    private Timing constantRate(String why) {
        return Timing.constant(set.plan().served().horizonDays(), why);
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
        Optional<Extrapolation> alone = Extrapolation.familyAlone(set, fits);
        Learned probability = alone.map(Extrapolation::probability).orElseGet(() -> NaiveRecipe.constant(0.5));
        double[] none = new double[set.labelled().size()];
        Arrays.fill(none, Double.NaN);
        return new ChurnModel(
                new Chosen(
                        alone.isPresent() ? "nbd" : "naive:even_odds",
                        true,
                        "no eligible user has a closed outcome window, so "
                                + (alone.isPresent()
                                        ? "the NBD family alone is used, unchecked"
                                        : "every user gets even odds, which say nothing"),
                        "nothing: no eligible user has a closed outcome window",
                        Stream.concat(
                                        Stream.of(
                                                alone.map(Extrapolation::note).orElse("nothing is known of the level"),
                                                "give a longer log or a shorter horizon to learn from"),
                                        doubts().stream())
                                .toList()),
                probability,
                alone.map(Extrapolation::band).orElseGet(Band::unknown),
                probability,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                none,
                none,
                Optional.of(constantRate(NO_WINDOW).curve()),
                rate);
    }
}
