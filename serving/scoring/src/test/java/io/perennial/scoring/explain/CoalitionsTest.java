package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.Schema;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Row;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The shared walk of user and reference against 128 plain evaluations of composed rows. */
class CoalitionsTest {

    private static final double[] NONE = {};
    private static final Schema SCHEMA = Graphs.schema();

    @Test
    void the_worth_of_a_coalition_is_the_score_of_its_composed_row() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Graph graph = graph(seed, random);
            List<double[]> rows = Graphs.rows(random, 3);
            Coalitions game = new Coalitions(graph, "churn_probability", SCHEMA, rows.subList(1, 3));
            Coalitions.User user = game.user(rows.get(0), NONE);
            for (int reference = 0; reference < 2; reference++) {
                double[] expected = composed(graph, rows.get(0), rows.get(1 + reference));
                assertArrayEquals(expected, user.worth(reference, NONE), 1e-13, "seed " + seed);
            }
        }
    }

    private static Graph graph(int seed, SplittableRandom random) {
        return switch (seed % 3) {
            case 0 -> Graphs.boosted(random, 12, 6);
            case 1 -> Graphs.rawTrees(random, 12, 7);
            default -> Graphs.logistic(random);
        };
    }

    private static double[] composed(Graph graph, double[] user, double[] reference) {
        double[] worth = new double[1 << SCHEMA.parts().size()];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            double[] row = new double[user.length];
            for (int i = 0; i < row.length; i++) {
                int place = SCHEMA.place(i);
                row[i] = place < 0 || (coalition & (1 << place)) != 0 ? user[i] : reference[i];
            }
            worth[coalition] = graph.evaluate(Row.of(row), graph.workspace())[0];
        }
        return worth;
    }

    @Test
    void a_dimension_without_data_contributes_exactly_nothing() {
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Graph graph = graph(seed, random);
            List<double[]> rows = Graphs.rows(random, 5);
            rows.forEach(row -> forget(row, Dimension.SOCIAL));
            Coalitions game = new Coalitions(graph, "churn_probability", SCHEMA, rows.subList(1, 5));
            Coalitions.User user = game.user(rows.get(0), NONE);
            Shapley shapley = new Shapley(SCHEMA.parts().size());
            for (int reference = 0; reference < 4; reference++) {
                double[] phi = shapley.values(user.worth(reference, NONE));
                assertEquals(0.0, phi[SCHEMA.parts().indexOf(Dimension.SOCIAL)], "seed " + seed);
            }
        }
    }

    private static void forget(double[] row, Dimension dimension) {
        for (int i = 0; i < row.length; i++) {
            if (FeatureCatalogue.features().get(i).dimension() == dimension) {
                row[i] = Double.NaN;
            }
        }
    }

    @Test
    void shapley_values_are_those_of_the_definition_over_orders() {
        SplittableRandom random = new SplittableRandom(7);
        int players = 5;
        double[] worth = new double[1 << players];
        Arrays.setAll(worth, i -> random.nextDouble());
        double[] expected = new double[players];
        int orders = permute(new int[] {0, 1, 2, 3, 4}, 0, worth, expected);
        double[] found = new Shapley(players).values(worth);
        for (int i = 0; i < players; i++) {
            assertEquals(expected[i] / orders, found[i], 1e-15, "player " + i);
        }
    }

    /** Adds every player's gain in every order of arrival; says how many orders there are. */
    private static int permute(int[] order, int from, double[] worth, double[] gains) {
        if (from == order.length) {
            int coalition = 0;
            for (int player : order) {
                gains[player] += worth[coalition | (1 << player)] - worth[coalition];
                coalition |= 1 << player;
            }
            return 1;
        }
        int count = 0;
        for (int i = from; i < order.length; i++) {
            int[] next = order.clone();
            next[from] = order[i];
            next[i] = order[from];
            count += permute(next, from + 1, worth, gains);
        }
        return count;
    }
}
