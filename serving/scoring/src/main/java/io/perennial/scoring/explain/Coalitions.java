package io.perennial.scoring.explain;

import io.perennial.features.feature.Schema;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Trees;
import io.perennial.scoring.graph.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One output of a graph for every coalition of the parts of its schema, against fixed reference rows.
 *
 * <p>A node is computed once for all coalitions that agree in the dimensions it depends on and in which user and
 * reference differ. A node whose columns each come from one feature is computed for the two whole rows and then put
 * together as a row is. Tree ensembles on such a node are not computed once a coalition but by {@link PairWalk}. Immutable,
 * for any number of threads.
 */
final class Coalitions {

    private final Graph graph;
    private final int target;
    private final int players;
    private final int[] dimensionOf;
    private final int[] dependsOn;
    private final boolean[] live;
    private final PairWalk[] walks;
    private final int[][] columnwise;
    private final List<double[]> references;
    private final double[][][] referenceVectors;
    private final PairWalk.Answers[] answers;

    /**
     * A game.
     *
     * @param graph      the model
     * @param output     the output explained
     * @param schema     which part each feature of a vector belongs to
     * @param references feature vectors compared with
     */
    Coalitions(Graph graph, String output, Schema schema, List<double[]> references) {
        this.graph = graph;
        this.target = graph.outputs().get(output);
        this.players = schema.parts().size();
        this.dimensionOf = IntStream.range(0, schema.width()).map(schema::place).toArray();
        Provenance provenance = Provenance.of(graph);
        this.walks = walks(graph, provenance, dimensionOf, players);
        this.columnwise = columnwise(graph, provenance, dimensionOf);
        this.dependsOn = dependencies(graph, dimensionOf, (1 << players) - 1);
        this.live = live();
        this.references = references;
        this.referenceVectors = new double[references.size()][][];
        for (int r = 0; r < referenceVectors.length; r++) {
            referenceVectors[r] = leaves(references.get(r), new double[0]);
        }
        this.answers = answers();
    }

    /** What the references answer to each walked ensemble, known before any user comes. */
    private PairWalk.Answers[] answers() {
        PairWalk.Answers[] known = new PairWalk.Answers[walks.length];
        for (int node = 0; node <= target; node++) {
            if (live[node] && walks[node] != null) {
                int at = node;
                known[node] = walks[node].against(Arrays.stream(referenceVectors)
                        .map(vectors -> vectors[at])
                        .toList());
            }
        }
        return known;
    }

    /** For each node whose columns each come from one feature the dimension of each column, null for others. */
    private static int[][] columnwise(Graph graph, Provenance provenance, int[] dimensionOf) {
        int[][] dimensions = new int[graph.nodes().size()][];
        for (int node = 0; node < dimensions.length; node++) {
            if (provenance.isColumnwise(node)) {
                int at = node;
                dimensions[node] = IntStream.range(0, graph.width(node))
                        .map(column -> dimensionOf[provenance.feature(at, column)])
                        .toArray();
            }
        }
        return dimensions;
    }

    private static PairWalk[] walks(Graph graph, Provenance provenance, int[] dimensionOf, int players) {
        PairWalk[] walks = new PairWalk[graph.nodes().size()];
        for (int node = 0; node < walks.length; node++) {
            if (graph.nodes().get(node) instanceof Trees trees) {
                int[] features = TreeColumns.features(trees, provenance);
                if (features.length > 0) {
                    walks[node] = new PairWalk(
                            trees,
                            Arrays.stream(features)
                                    .map(feature -> feature < 0 ? -1 : dimensionOf[feature])
                                    .toArray(),
                            players);
                }
            }
        }
        return walks;
    }

    private static int[] dependencies(Graph graph, int[] dimensionOf, int everybody) {
        int[] masks = new int[graph.nodes().size()];
        for (int node = 0; node < masks.length; node++) {
            if (graph.nodes().get(node) instanceof Input input) {
                masks[node] = maskOf(input.source(), dimensionOf, everybody);
            }
            for (int read : graph.nodes().get(node).inputs().toArray()) {
                masks[node] |= masks[read];
            }
        }
        return masks;
    }

    private static int maskOf(Input.Source source, int[] dimensionOf, int everybody) {
        return switch (source) {
            case FEATURES ->
                Arrays.stream(dimensionOf).filter(d -> d >= 0).map(d -> 1 << d).reduce(0, (a, b) -> a | b);
            case SEQUENCE -> 0;
            case UPSTREAM -> everybody;
        };
    }

    /** Nodes the target needs once walked trees and columnwise nodes are given. */
    private boolean[] live() {
        boolean[] needed = new boolean[graph.nodes().size()];
        needed[target] = true;
        for (int node = target; node >= 0; node--) {
            if (needed[node] && walks[node] == null && columnwise[node] == null) {
                for (int read : graph.nodes().get(node).inputs().toArray()) {
                    needed[read] = true;
                }
            }
        }
        return needed;
    }

    /** What whole rows give once and for all: the vector of each columnwise node, and what walked trees read. */
    private double[][] leaves(double[] features, double[] sequence) {
        double[][] vectors = new double[walks.length][];
        Workspace room = graph.workspace();
        graph.run(row(features, sequence, new double[graph.width(Input.Source.UPSTREAM)]), room);
        for (int node = 0; node <= target; node++) {
            if (live[node] && walks[node] != null) {
                vectors[node] = walks[node].rounded(
                        room.vector(graph.nodes().get(node).inputs().get(0)));
            } else if (live[node] && columnwise[node] != null) {
                vectors[node] = room.vector(node).clone();
            }
        }
        return vectors;
    }

    private Row row(double[] features, double[] sequence, double[] upstream) {
        return Row.of(graph.width(Input.Source.FEATURES) > 0 ? features : new double[0])
                .withSequence(blocks(sequence))
                .withUpstream(upstream);
    }

    /** The sequence where the graph reads one; references have none and count as empty blocks. */
    private double[] blocks(double[] sequence) {
        int width = graph.width(Input.Source.SEQUENCE);
        return sequence.length == width ? sequence : new double[width];
    }

    /** Evaluates whole rows, one thread. */
    Whole whole() {
        return new Whole();
    }

    /** The output for whole rows, one after another. */
    final class Whole {

        private final Workspace room = graph.workspace();

        private Whole() {}

        /** The output for a row; upstream is read only where the graph does. */
        double of(double[] features, double[] sequence, double... upstream) {
            double[] before = graph.width(Input.Source.UPSTREAM) > 0 ? upstream : new double[0];
            graph.run(row(features, sequence, before), room);
            return room.vector(target)[0];
        }
    }

    /** A user to be compared with the references, one thread. */
    User user(double[] features, double[] sequence) {
        return new User(features, sequence);
    }

    /** One user's side of the game and the working memory of its evaluation. */
    final class User {

        private final double[] features;
        private final double[] sequence;
        private final double[][] vectors;
        private final double[][][] memo = new double[live.length][][];
        private final int[][] madeFor = new int[live.length][];
        private final double[][] scratch = new double[live.length][];
        private final double[][][] margins = new double[live.length][][];

        private User(double[] features, double[] sequence) {
            this.features = features;
            this.sequence = blocks(sequence);
            this.vectors = leaves(features, sequence);
            for (int node = 0; node <= target; node++) {
                if (live[node]) {
                    margins[node] = walks[node] == null ? null : walks[node].margins(vectors[node], answers[node]);
                    memo[node] = new double[1 << players][];
                    madeFor[node] = new int[1 << players];
                    scratch[node] = new double[graph.nodes().get(node).scratch(widths(node))];
                }
            }
        }

        private int[] widths(int node) {
            return Arrays.stream(graph.nodes().get(node).inputs().toArray())
                    .map(graph::width)
                    .toArray();
        }

        /**
         * The output of every coalition.
         *
         * @param reference which reference stands for the dimensions outside a coalition
         * @param upstream  for each coalition the output of the model before; empty where the graph reads none
         */
        double[] worth(int reference, double[] upstream) {
            int differing = differing(references.get(reference));
            double[] worth = new double[1 << players];
            for (int coalition = 0; coalition < worth.length; coalition++) {
                int same = coalition & differing;
                worth[coalition] = same == coalition ? worthOf(coalition, reference, upstream) : worth[same];
            }
            return worth;
        }

        /** The dimensions in which the user is not the reference, as a coalition. */
        private int differing(double[] reference) {
            int dimensions = 0;
            for (int i = 0; i < features.length; i++) {
                if (dimensionOf[i] >= 0 && Double.compare(features[i], reference[i]) != 0) {
                    dimensions |= 1 << dimensionOf[i];
                }
            }
            return dimensions;
        }

        private double worthOf(int coalition, int reference, double[] upstream) {
            for (int node = 0; node <= target; node++) {
                if (live[node]) {
                    make(node, coalition, reference, upstream);
                }
            }
            return memo[target][coalition & dependsOn[target]][0];
        }

        private void make(int node, int coalition, int reference, double[] upstream) {
            int key = coalition & dependsOn[node];
            if (madeFor[node][key] == reference + 1) {
                return;
            }
            madeFor[node][key] = reference + 1;
            if (memo[node][key] == null) {
                memo[node][key] = new double[graph.width(node)];
            }
            double[] out = memo[node][key];
            if (margins[node] != null) {
                out[0] = margins[node][reference][coalition];
            } else if (columnwise[node] != null) {
                mix(node, referenceVectors[reference][node], coalition, out);
            } else if (graph.nodes().get(node) instanceof Input input) {
                fill(input, coalition, upstream, out);
            } else {
                compute(node, coalition, out);
            }
        }

        private void fill(Input input, int coalition, double[] upstream, double[] out) {
            if (input.source() == Input.Source.UPSTREAM) {
                out[0] = upstream[coalition];
            } else {
                System.arraycopy(sequence, 0, out, 0, out.length);
            }
        }

        private void mix(int node, double[] reference, int coalition, double[] out) {
            int[] dimensions = columnwise[node];
            for (int i = 0; i < out.length; i++) {
                boolean mine = dimensions[i] < 0 || (coalition & (1 << dimensions[i])) != 0;
                out[i] = mine ? vectors[node][i] : reference[i];
            }
        }

        private void compute(int node, int coalition, double[] out) {
            Node step = graph.nodes().get(node);
            Ints reads = step.inputs();
            double[][] in = new double[reads.size()][];
            for (int k = 0; k < in.length; k++) {
                int read = reads.get(k);
                in[k] = memo[read][coalition & dependsOn[read]];
            }
            step.evaluate(in, scratch[node], out);
        }
    }
}
