package io.perennial.training.churn;

import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Hazard;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Shares;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.graph.Tree;
import io.perennial.scoring.graph.Trees;
import io.perennial.scoring.graph.Workspace;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.tribuo.Boosted;
import io.perennial.training.tribuo.OddsTrainer;
import io.perennial.training.tribuo.XgboostTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * When users come back: for each interval of the outcome window the chance of the first active event in it, given that
 * none came before (a discrete-time hazard), by boosted trees that read the features and the interval. The chance of
 * staying away never falls with silence.
 *
 * @param intervals parts of the window
 * @param odds      log-odds of staying away through an interval; its last column is the interval's number
 */
record ReturnHazard(Intervals intervals, Boosted odds) implements ReturnCurve {

    /** Enough for a hazard of a few intervals; each user gives up to six rows. */
    private static final int MOST_ROWS = 12_000;

    /**
     * Learns from rows of which some came back and some did not.
     *
     * @param horizonDays length of the rows' outcome windows
     */
    static ReturnHazard learn(Rows all, int horizonDays, long seed) {
        Rows rows = all.atMost(MOST_ROWS, seed);
        Intervals intervals = Intervals.of(horizonDays);
        PersonPeriods periods = PersonPeriods.of(rows, intervals);
        boolean[] silence = Silence.columns(rows.data().featureIds());
        Boosted odds = OddsTrainer.train(
                periods.vectors(),
                periods.stayed(),
                periods.weights(),
                Arrays.copyOf(silence, silence.length + 1),
                XgboostTrainer.Options.defaults(),
                seed);
        return new ReturnHazard(intervals, odds);
    }

    /** The chance of no active event in the whole window. */
    Learned noReturn() {
        return new NoReturn(this);
    }

    /**
     * Who will come back at all is {@code p}'s to say; when they do is the hazard's: with {@code C_j} the chance that it
     * gives a return by the end of interval j, {@code p + (1 - p)(1 - C_j / C_last)}.
     */
    @Override
    public int addCurve(ModelDraft draft, int churn) {
        int returned = addReturned(draft);
        int last = intervals.count() - 1;
        int byLast = draft.add(new Select(returned, lastThenAll(last)));
        int shares = draft.add(new Shares(byLast, 1));
        int timing = draft.add(new Select(shares, Ints.range(1, last + 2)));
        int later = draft.add(new Product(Ints.of(churn, timing), Ints.of(1, 1)));
        return draft.add(new Blend(Ints.of(churn, later), Doubles.of(1, 1), 0));
    }

    /** The curve of each row, given the chance of no active event in the whole window. */
    double[][] curves(Rows rows, double[] churn) {
        ModelDraft draft = new ModelDraft(rows.data().featureIds().size());
        int node = addCurve(draft, draft.input(Input.Source.UPSTREAM, 1));
        draft.output("first", draft.add(new Select(node, Ints.of(0))));
        Graph graph = draft.build();
        Workspace room = graph.workspace();
        double[][] curves = new double[rows.size()][];
        for (int i = 0; i < curves.length; i++) {
            graph.run(Row.of(rows.features(i)).withUpstream(churn[i]), room);
            curves[i] = room.vector(node).clone();
        }
        return curves;
    }

    private static Ints lastThenAll(int last) {
        return Ints.of(IntStream.concat(IntStream.of(last), IntStream.rangeClosed(0, last))
                .toArray());
    }

    /** Adds the node of the chance of an active event by the end of each interval. */
    private int addReturned(ModelDraft draft) {
        int[] odd = addOdds(draft);
        int each = draft.add(new Select(Ints.of(odd), Ints.range(0, odd.length)));
        return draft.add(new Hazard(draft.add(new Sigmoid(each, -1, 0))));
    }

    /** A node of log-odds for each interval: trees that do not ask about it are shared, the others cut down to it. */
    private int[] addOdds(ModelDraft draft) {
        int column = draft.featureCount();
        List<Tree> shared = new ArrayList<>();
        List<Tree> asking = new ArrayList<>();
        odds.trees().forest().trees().forEach(tree -> (asks(tree, column) ? asking : shared).add(tree));
        int common = draft.add(reading(
                draft,
                shared.isEmpty() ? List.of(new Tree.Leaf(0, 1)) : shared,
                odds.trees().base()));
        int[] nodes = new int[intervals.count()];
        Arrays.fill(nodes, common);
        for (int j = 0; j < nodes.length && !asking.isEmpty(); j++) {
            int interval = j;
            List<Tree> cut =
                    asking.stream().map(tree -> within(tree, column, interval)).toList();
            nodes[j] = draft.add(new Blend(Ints.of(common, draft.add(reading(draft, cut, 0))), Doubles.of(1, 1), 0));
        }
        return nodes;
    }

    private Trees reading(ModelDraft draft, List<Tree> trees, double base) {
        return new Trees(
                draft.features(),
                Forest.of(trees),
                odds.trees().comparison(),
                odds.trees().precision(),
                base,
                odds.trees().combine());
    }

    private static boolean asks(Tree tree, int column) {
        return tree instanceof Tree.Split split
                && (split.column() == column || asks(split.left(), column) || asks(split.right(), column));
    }

    /** The tree for rows that hold one value in a column. */
    private static Tree within(Tree tree, int column, double value) {
        if (!(tree instanceof Tree.Split split)) {
            return tree;
        }
        if (split.column() == column) {
            return within(value < split.threshold() ? split.left() : split.right(), column, value);
        }
        return new Tree.Split(
                split.column(),
                split.threshold(),
                split.missingLeft(),
                split.cover(),
                within(split.left(), column, value),
                within(split.right(), column, value));
    }

    /** The end of the curve by itself, as a score of churn. */
    private record NoReturn(ReturnHazard hazard) implements Learned {

        @Override
        public int addTo(ModelDraft draft) {
            int returned = hazard.addReturned(draft);
            int ever = draft.add(new Select(returned, Ints.of(hazard.intervals().count() - 1)));
            return draft.add(new Product(Ints.of(ever), Ints.of(1)));
        }

        @Override
        public Optional<Origin> origin() {
            return hazard.odds()
                    .origin()
                    .map(odds -> new NoReturnOrigin(odds, hazard.intervals().count()));
        }
    }

    /** XGBoost's side of it: its own log-odds of every interval, multiplied up. */
    private record NoReturnOrigin(Learned.Origin odds, int intervals) implements Learned.Origin {

        @Override
        public String fileName() {
            return odds.fileName();
        }

        @Override
        public byte[] bytes() {
            return odds.bytes();
        }

        @Override
        public double[] predict(double[][] features) {
            double[] away = new double[features.length];
            Arrays.fill(away, 1);
            for (int interval = 0; interval < intervals; interval++) {
                int now = interval;
                double[] margins = odds.predict(Arrays.stream(features)
                        .map(row -> PersonPeriods.entering(row, now))
                        .toArray(double[][]::new));
                Arrays.setAll(away, i -> away[i] / (1 + StrictMath.exp(-margins[i])));
            }
            return away;
        }

        @Override
        public double tolerance() {
            return intervals * odds.tolerance();
        }
    }
}
