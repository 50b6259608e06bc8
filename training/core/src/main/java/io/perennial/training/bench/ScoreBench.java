package io.perennial.training.bench;

import io.perennial.command.Machine;
import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Scores of single rows: our evaluation of the published form beside the native calls. */
final class ScoreBench {

    /** The most our time may be of XGBoost's. */
    private static final double TREES_BAR = 0.2;

    /** The most our time may be of Deeplearning4j's. */
    private static final double LSTM_BAR = 0.1;

    private static final double TREES_TOLERANCE = 1e-6;
    private static final double LSTM_TOLERANCE = 1e-5;

    private static final long SEED = 1;

    /** How much is measured. */
    record Size(int learned, int trees, int depth, int rows, Pace treesPace, Pace lstmPace) {
        static Size full() {
            return new Size(20_000, 300, 6, 2_000, new Pace(10_000, 100, 100), new Pace(500, 40, 50));
        }
    }

    private final Size size;
    private final Consumer<String> progress;

    ScoreBench(Size size, Consumer<String> progress) {
        this.size = size;
        this.progress = progress;
    }

    Report run() {
        Machine machine = Machine.here();
        ChurnRows labelled = ChurnRows.of(size.learned(), SEED);
        NativeTrees library = NativeTrees.learn(labelled, size.trees(), size.depth(), progress);
        progress.accept("timing trees: " + size.treesPace());
        Finding trees = trees(labelled, library);
        progress.accept("timing LSTM: " + size.lstmPace());
        Finding lstm = lstm();
        return new Report(
                "perennial bench score",
                machine,
                List.of(
                        library + ", learned on " + size.learned() + " rows; one thread, " + size.treesPace(),
                        "LSTM of " + NativeLstm.UNITS + " units over " + TrendSequence.STEPS + " steps of "
                                + TrendSequence.CHANNELS + " channels, then " + TrendSequence.FUTURE_BLOCKS
                                + " outputs; one thread, " + size.lstmPace()),
                List.of(trees, lstm));
    }

    private Finding trees(ChurnRows labelled, NativeTrees library) {
        GraphBuilder builder = new GraphBuilder();
        builder.add(new Input(Input.Source.FEATURES, ChurnRows.WIDTH));
        Graph graph = builder.output("margin", builder.add(library.trees())).build();
        Workspace room = graph.workspace();
        float[][] floats = NativeTrees.floats(labelled.features());
        FloatSum sum = new FloatSum(library.trees());
        double difference = 0;
        for (int i = 0; i < size.rows(); i++) {
            double ours = graph.evaluate(Row.of(labelled.features()[i]), room)[0];
            double asFloats = sum.margin(labelled.features()[i]);
            double rounding = size.trees() * 0x1p-24 * Math.max(1, Math.abs(ours));
            difference = Math.max(difference, Math.abs(asFloats - library.margin(floats[i])));
            difference = Math.max(difference, Math.abs(ours - asFloats) - rounding);
        }
        Duel duel = Duel.run(
                row -> graph.evaluate(Row.of(labelled.features()[row]), room)[0],
                row -> library.margin(floats[row]),
                size.rows(),
                size.treesPace());
        return new Finding(
                "margin of " + size.trees() + " trees of depth " + size.depth(),
                "the published form",
                "a new DMatrix and predict, nthread 1 (compared as sums of floats, as it adds)",
                duel.ours(),
                Optional.of(duel.theirs()),
                TREES_BAR,
                difference,
                TREES_TOLERANCE);
    }

    private Finding lstm() {
        NativeLstm library = new NativeLstm(SEED);
        Graph graph = library.graph();
        Workspace room = graph.workspace();
        double[][] sequences = sequences(Math.min(size.rows(), 200));
        INDArray[] arrays = new INDArray[sequences.length];
        double difference = 0;
        for (int i = 0; i < sequences.length; i++) {
            arrays[i] = NativeLstm.array(sequences[i]);
            double[] ours = graph.evaluate(Row.of().withSequence(sequences[i]), room);
            double[] theirs = library.output(arrays[i]).toDoubleVector();
            for (int block = 0; block < ours.length; block++) {
                difference = Math.max(difference, Math.abs(ours[block] - theirs[block]));
            }
        }
        Duel duel = Duel.run(
                row -> graph.evaluate(Row.of().withSequence(sequences[row]), room)[0],
                row -> library.output(arrays[row]).getDouble(0),
                sequences.length,
                size.lstmPace());
        return new Finding(
                "LSTM, " + TrendSequence.STEPS + " steps, " + NativeLstm.UNITS + " units",
                "the published form",
                "output() on an array made before",
                duel.ours(),
                Optional.of(duel.theirs()),
                LSTM_BAR,
                difference,
                LSTM_TOLERANCE);
    }

    private static double[][] sequences(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] sequences = new double[count][];
        for (int i = 0; i < count; i++) {
            sequences[i] = random.doubles((long) TrendSequence.STEPS * TrendSequence.CHANNELS, -1, 4)
                    .toArray();
        }
        return sequences;
    }
}
