package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Ancestry;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Lstm;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.graph.Scale;
import java.util.Arrays;

/**
 * The output of a graph that reads past months for every coalition of {@link PastPath}'s players and one more: what the
 * graph reads beside the months. One thread.
 *
 * <p>A recurrent layer over the months goes through them once for all coalitions that agree so far, as a tree that
 * branches where the next player's blocks begin: half of its steps are the last block's.
 */
final class PathWorth {

    private final Graph graph;
    private final int target;
    private final boolean[] needed;
    private final double[][] values;
    private final double[][] scratch;

    PathWorth(Graph graph, String output) {
        this.graph = graph;
        this.target = graph.outputs().get(output);
        this.needed = Ancestry.of(graph, target);
        this.values = new double[graph.nodes().size()][];
        this.scratch = new double[values.length][];
        for (int node = 0; node < values.length; node++) {
            int[] widths = Arrays.stream(graph.nodes().get(node).inputs().toArray())
                    .map(graph::width)
                    .toArray();
            values[node] = new double[graph.width(node)];
            scratch[node] = new double[graph.nodes().get(node).scratch(widths)];
        }
    }

    /** What a graph reads beside the months. */
    @SuppressWarnings("ArrayRecordComponent") // A vector to be read; never compared.
    record Beside(double[] features, double value) {}

    /**
     * The worth of every coalition; the bit after those of the months is that of what is read beside them.
     *
     * @param user      the user's past
     * @param reference the past compared with
     */
    double[] of(double[] user, double[] reference, Beside users, Beside references) {
        double[][][] layers = new double[values.length][][];
        for (int node = 0; node <= target; node++) {
            if (needed[node] && graph.nodes().get(node) instanceof Lstm lstm && isShared(lstm)) {
                layers[node] = new Layer(lstm, user, reference).hidden();
            }
        }
        double[] worth = new double[1 << (PastPath.PLAYERS + 1)];
        int months = 1 << PastPath.PLAYERS;
        for (int coalition = 0; coalition < months; coalition++) {
            double[] path = PastPath.mixed(user, reference, coalition);
            worth[coalition] = run(path, references, layers, coalition);
            worth[coalition | months] = readsBeside() ? run(path, users, layers, coalition) : worth[coalition];
        }
        return worth;
    }

    /** The output of a whole row. */
    double whole(double[] path, Beside beside) {
        return run(path, beside, new double[values.length][][], 0);
    }

    private boolean readsBeside() {
        return graph.width(Input.Source.FEATURES) > 0 || graph.width(Input.Source.UPSTREAM) > 0;
    }

    /** Whether a layer reads the months themselves, scaled or not, and gives its last state. */
    private boolean isShared(Lstm lstm) {
        Node read = graph.nodes().get(lstm.input());
        Node source = read instanceof Scale scale ? graph.nodes().get(scale.input()) : read;
        return lstm.emit() == Lstm.Emit.LAST
                && source instanceof Input input
                && input.source() == Input.Source.SEQUENCE;
    }

    private double run(double[] path, Beside beside, double[][][] layers, int coalition) {
        for (int node = 0; node <= target; node++) {
            if (layers[node] != null) {
                System.arraycopy(layers[node][coalition], 0, values[node], 0, values[node].length);
            } else if (needed[node]) {
                make(graph.nodes().get(node), node, path, beside);
            }
        }
        return values[target][0];
    }

    private void make(Node node, int at, double[] path, Beside beside) {
        if (node instanceof Input input) {
            switch (input.source()) {
                case SEQUENCE -> System.arraycopy(path, 0, values[at], 0, path.length);
                case FEATURES -> System.arraycopy(beside.features(), 0, values[at], 0, values[at].length);
                case UPSTREAM -> values[at][0] = beside.value();
            }
        } else {
            node.evaluate(inputs(node.inputs()), scratch[at], values[at]);
        }
    }

    private double[][] inputs(Ints reads) {
        double[][] in = new double[reads.size()][];
        for (int i = 0; i < in.length; i++) {
            in[i] = values[reads.get(i)];
        }
        return in;
    }

    /** The last hidden state of a layer for every coalition of months. */
    private final class Layer {

        private final Lstm lstm;
        private final double[] user;
        private final double[] reference;
        private final double[][] hidden = new double[1 << PastPath.PLAYERS][];

        Layer(Lstm lstm, double[] user, double[] reference) {
            this.lstm = lstm;
            this.user = scaled(lstm, PastPath.mixed(user, reference, -1));
            this.reference = scaled(lstm, PastPath.mixed(user, reference, 0));
        }

        private double[] scaled(Lstm layer, double[] path) {
            Node read = graph.nodes().get(layer.input());
            if (read instanceof Scale) {
                double[] out = new double[path.length];
                read.evaluate(new double[][] {path}, new double[0], out);
                return out;
            }
            return path;
        }

        double[][] hidden() {
            branch(0, 0, lstm.start());
            return hidden;
        }

        private void branch(int player, int coalition, double[] state) {
            if (player == PastPath.PLAYERS) {
                hidden[coalition] = new double[lstm.units()];
                lstm.hidden(state, hidden[coalition]);
                return;
            }
            branch(player + 1, coalition, after(player, reference, state));
            branch(player + 1, coalition | (1 << player), after(player, user, state));
        }

        private double[] after(int player, double[] path, double[] before) {
            double[] state = before.clone();
            for (int step = PastPath.firstStep(player); step < PastPath.firstStep(player + 1); step++) {
                lstm.advance(path, step, state);
            }
            return state;
        }
    }
}
