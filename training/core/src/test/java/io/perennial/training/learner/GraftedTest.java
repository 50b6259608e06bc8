package io.perennial.training.learner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Select;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A model of its own within another says what it says alone, wherever its nodes come to stand. */
final class GraftedTest {

    private static final int WIDTH = 4;

    private static double[][] rows() {
        SplittableRandom random = new SplittableRandom(11);
        double[][] rows = new double[200][WIDTH];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextDouble() < 0.2 ? Double.NaN : random.nextDouble() * 9 - 4);
        }
        return rows;
    }

    private static Graph alone() {
        Preparation preparation = Preparation.of(rows());
        ModelDraft draft = new ModelDraft(WIDTH);
        int logged = preparation.addLogged(draft);
        double[] weights = new double[preparation.width()];
        Arrays.setAll(weights, j -> 0.5 - j);
        draft.output("score", draft.add(new Linear(logged, Doubles.of(weights), 0.25)));
        return draft.build();
    }

    @Test
    void it_says_the_same_behind_other_nodes() {
        Graph graph = alone();
        Learned score = new Grafted(graph, "score", new Learned.Proof(0, 0));
        double[][] rows = rows();
        double[] told = new double[rows.length];
        Arrays.setAll(told, i -> graph.evaluate(Row.of(rows[i]), graph.workspace())[0]);
        assertArrayEquals(told, score.predict(rows));
        Learned behind = draft -> {
            draft.add(new Select(draft.features(), Ints.of(2, 1)));
            return score.addTo(draft);
        };
        assertArrayEquals(told, behind.predict(rows));
    }

    @Test
    void an_output_that_it_lacks_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Grafted(alone(), "value", new Learned.Proof(0, 0)));
    }
}
