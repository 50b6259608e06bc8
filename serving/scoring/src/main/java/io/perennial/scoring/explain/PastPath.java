package io.perennial.scoring.explain;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.graph.Scale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Past blocks as players: the latest ones each by itself, all older ones together. Of a block the players own what the
 * user did; its season belongs to the calendar.
 */
final class PastPath {

    /** Blocks that are players of their own. */
    private static final int SINGLE = 8;

    /** All single blocks, and the older ones as one. */
    static final int PLAYERS = SINGLE + 1;

    static final int WIDTH = TrendSequence.STEPS * TrendSequence.CHANNELS;

    private static final int OLDER = TrendSequence.STEPS - SINGLE;

    private PastPath() {}

    /** The first block of a player; with {@link #PLAYERS} the number of blocks. */
    static int firstStep(int player) {
        return player == 0 ? 0 : OLDER + player - 1;
    }

    /** The player a block belongs to. */
    private static int player(int step) {
        return Math.max(0, step - OLDER + 1);
    }

    /** The path of a coalition: its players' blocks from the user, all others' from the reference, seasons the user's. */
    static double[] mixed(double[] user, double[] reference, int coalition) {
        double[] path = user.clone();
        for (int i = 0; i < path.length; i++) {
            int channel = i % TrendSequence.CHANNELS;
            boolean isSeason = channel == TrendSequence.SEASON_SIN || channel == TrendSequence.SEASON_COS;
            boolean isUsers = (coalition & (1 << player(i / TrendSequence.CHANNELS))) != 0;
            path[i] = isSeason || isUsers ? user[i] : reference[i];
        }
        return path;
    }

    /** The mean past that a graph's scaling holds; empty where it scales nothing it reads of the past. */
    static Optional<double[]> mean(Graph graph) {
        int input = IntStream.range(0, graph.nodes().size())
                .filter(i -> graph.nodes().get(i) instanceof Input read && read.source() == Input.Source.SEQUENCE)
                .findFirst()
                .orElse(-1);
        for (Node node : graph.nodes()) {
            if (node instanceof Scale scale && scale.input() == input) {
                return Optional.of(scale.mean().toArray());
            }
        }
        return Optional.empty();
    }
}
