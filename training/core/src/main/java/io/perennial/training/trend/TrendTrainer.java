package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.publish.Equality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chooses how spend runs over the coming six blocks: the value path stands unless the log shows {@value
 * TrendSequence#STEPS} past blocks, of enough users a year ago too, and a rival beats it with an interval that excludes zero.
 */
public final class TrendTrainer {

    /** Fewer users than this teach a network nothing, on however many days each was seen. */
    private static final int LEAST_USERS = 60;

    private final TrainingSet set;
    private final TrendRecipes recipes;
    private final double[] heldOutValue;
    private final long seed;
    private final Consumer<String> progress;

    /**
     * A trainer.
     *
     * @param set          what to learn from
     * @param heldOutValue for each labelled row its value by a model that did not see the user; NaN where none
     * @param seed         equal seeds and rows give equal models
     * @param progress     told what is being done
     */
    public TrendTrainer(TrainingSet set, double[] heldOutValue, long seed, Consumer<String> progress) {
        this.set = set;
        this.recipes = new TrendRecipes(set, seed);
        this.heldOutValue = heldOutValue;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * The model, and what a back-test judges beside it.
     *
     * @param model    as {@link #train} gives it
     * @param entrants the value path and its rivals, learned from the same rows
     */
    public record LineUp(TrendModel model, List<TrendEntrant> entrants) {}

    /**
     * What can be learned from.
     *
     * @param isSeasonSeen whether the rows a rival is levelled on were a year before: else it would be served at the level
     *                     of another season than the coming one
     */
    private record Lesson(BlockRows rows, List<TrendRecipe> rivals, boolean isSeasonSeen, Optional<String> obstacle) {

        /** Whether the log covers the past of enough users. */
        boolean isCovered() {
            return rivals.stream().anyMatch(TrendRecipe::readsPast);
        }
    }

    /** The model. */
    public TrendModel train() {
        return trainBoth().model();
    }

    /**
     * The model, and what there is when it is taken away.
     *
     * @param model   what {@link #train} gives
     * @param standIn the value path where a rival won, else the best rule beside it; empty where nothing could be judged
     */
    public record Trained(TrendModel model, Optional<TrendModel> standIn) {}

    /** The model with its stand-in. */
    public Trained trainBoth() {
        Lesson lesson = lesson();
        return lesson.obstacle()
                .map(why -> new Trained(unlearned(why), Optional.empty()))
                .orElseGet(() -> judged(lesson));
    }

    /** The model and everybody it stood against, each as it would be served. */
    public LineUp lineUp() {
        Lesson lesson = lesson();
        List<TrendEntrant> entrants = new ArrayList<>(List.of(TrendEntrant.of(valuePath(), false)));
        for (TrendRecipe rival : lesson.rivals()) {
            TrendPath path = rival.isNaive()
                    ? rival.learner().learn(lesson.rows(), set.plan().asOf())
                    : recipes.served(rival, lesson.rows(), set.plan().asOf());
            entrants.add(TrendEntrant.of(path, rival.isNaive()));
        }
        return new LineUp(
                lesson.obstacle().map(this::unlearned).orElseGet(() -> judged(lesson)
                        .model()),
                entrants);
    }

    private SeasonalPath valuePath() {
        return SeasonalPath.of(set, set.labelled().eligibleRows(), set.plan().asOf());
    }

    /** Rules that read little history stand wherever blocks have closed, the others where the past is covered too. */
    private Lesson lesson() {
        Rows eligible = set.labelled().eligibleRows();
        BlockRows closed = BlockRows.of(set, eligible.where(i -> !Double.isNaN(heldOutValue[eligible.row(i)])));
        BlockRows covered = closed.withPast();
        boolean readable = covered.userCount() >= LEAST_USERS;
        BlockRows rows = readable ? covered : closed;
        progress.accept("trend on " + rows.size() + " rows with six closed coming blocks, " + covered.size()
                + " of them with " + TrendSequence.STEPS + " past ones");
        List<TrendRecipe> rivals = recipes.rivals().stream()
                .filter(rival -> readable || !rival.readsPast())
                .toList();
        boolean isSeasonSeen =
                TrendSeason.of(set, rows.rows(), set.plan().asOf()).ofYear();
        return new Lesson(rows, rivals, isSeasonSeen, obstacle(rows));
    }

    private Optional<String> obstacle(BlockRows rows) {
        if (!set.plan().isServedWindowClosed()) {
            return Optional.of("no outcome window of the full horizon has closed");
        }
        if (rows.userCount() < LEAST_USERS) {
            return Optional.of("the log shows " + rows.userCount()
                    + " eligible users with six closed blocks after a snapshot, fewer than " + LEAST_USERS);
        }
        boolean nothing =
                Arrays.stream(rows.spend()).noneMatch(row -> Arrays.stream(row).sum() > 0);
        return nothing ? Optional.of("nobody spends anything in the coming blocks") : Optional.empty();
    }

    private TrendModel unlearned(String obstacle) {
        SeasonalPath path = valuePath();
        return new TrendModel(
                new Chosen(
                        path.id(),
                        false,
                        obstacle + ", so it is " + path.description(),
                        path.closed() + " rows",
                        notes(path, false)),
                draft -> TrendIntervals.addTotal(draft, path.addTo(draft)),
                Optional.empty(),
                new Equality(0, 0),
                List.of(),
                Optional.empty());
    }

    private static List<String> notes(SeasonalPath path, boolean covered) {
        List<String> notes = new ArrayList<>();
        notes.add(season(path));
        if (!covered) {
            notes.add("the log does not show " + TrendSequence.STEPS + " blocks before and six after a snapshot of "
                    + LEAST_USERS + " users, so smoothing and the LSTM could not be learned");
        }
        return List.copyOf(notes);
    }

    private List<String> notes(Lesson lesson, TrendSplit split) {
        List<String> notes = new ArrayList<>(notes(valuePath(), lesson.isCovered()));
        closed(lesson, split)
                .filter(why -> lesson.isCovered())
                .ifPresent(why -> notes.add("no path contests the value spread by season: " + why));
        return notes;
    }

    private static String season(SeasonalPath path) {
        if (path.closed() == 0) {
            return "season unseen: too few windows have closed to count an index";
        }
        return path.ofYear()
                ? "seasonal index of the window one year before the as-of"
                : "season unseen: the index is of the windows that have closed";
    }

    private Trained judged(Lesson lesson) {
        TrendSplit split = TrendSplit.of(lesson.rows(), set.plan().learned().days(), seed, LEAST_USERS);
        progress.accept("trend: rivals learn from " + split.learned().size() + " rows, judged on "
                + split.judged().size());
        List<TrendPath> rivals = lesson.rivals().stream()
                .filter(recipes::canServe)
                .map(rival -> recipes.served(rival, split.learned(), split.day()))
                .toList();
        TrendContest.Result result = new TrendContest(split.judged(), split.valueKnown(set, heldOutValue), seed)
                .hold(SeasonalPath.of(set, split.learned().rows(), split.day()), rivals, closed(lesson, split));
        String winner = result.winner().path().id();
        String verdict = "stands in for " + winner + " when it is killed";
        return new Trained(
                published(lesson, split, result.winner(), new Found(result.candidates(), result.verdict())),
                result.standIn().map(path -> published(lesson, split, path, new Found(result.candidates(), verdict))));
    }

    /** Why no rival may be chosen; empty where one may. */
    private static Optional<String> closed(Lesson lesson, TrendSplit split) {
        if (!lesson.isCovered()) {
            return Optional.of("months enough to choose another are not seen");
        }
        int users = split.judged().userCount();
        if (users < Split.LEAST_USERS) {
            return Optional.of("another is not chosen by " + users + " users, " + Split.LEAST_USERS + " are needed");
        }
        return lesson.isSeasonSeen()
                ? Optional.empty()
                : Optional.of("fewer than " + TrendSeason.LEAST_ROWS
                        + " users show months enough of a year before to tell another's season");
    }

    /** What is told of a path beside what it says. */
    private record Found(List<TrendCandidate> candidates, String verdict) {}

    private TrendModel published(Lesson lesson, TrendSplit split, TrendContest.Judged judged, Found found) {
        BlockRows rows = split.judged();
        TrendIntervals intervals =
                TrendIntervals.of(judged.predicted(), rows.spend(), rows.rows().weights());
        TrendPath path = refitted(lesson, judged.path().id());
        return new TrendModel(
                new Chosen(
                        path.id(),
                        judged.path().isNaive(),
                        found.verdict(),
                        split.described()
                                + (closed(lesson, split).isEmpty()
                                        ? "; the path was chosen on these very users, and its"
                                        : "; its")
                                + " intervals are read off them",
                        notes(lesson, split)),
                draft -> addTo(draft, path, intervals),
                path.origin(),
                path.prove(lesson.rows()),
                found.candidates(),
                TrendIntervals.coverage(judged.predicted(), rows, seed));
    }

    private static void addTo(ModelDraft draft, TrendPath path, TrendIntervals intervals) {
        int blocks = path.addTo(draft);
        intervals.addTo(draft, blocks, TrendIntervals.addTotal(draft, blocks));
    }

    /** The path that won, learned again from every row and for the as-of. */
    private TrendPath refitted(Lesson lesson, String id) {
        return lesson.rivals().stream()
                .filter(rival -> rival.id().equals(id))
                .findFirst()
                .map(rival -> recipes.served(rival, lesson.rows(), set.plan().asOf()))
                .orElseGet(this::valuePath);
    }
}
