package io.perennial.training.learner;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Workspace;
import io.perennial.training.data.Rows;
import java.util.List;
import java.util.Optional;

/** One number learned from features, in the published form; scored here by the code that will serve it. */
public interface Learned {

    /** Adds its nodes to a draft and gives the number of the node of width 1 that holds it. */
    int addTo(ModelDraft draft);

    /** The library's own side of it, for proof of equality; empty where no library is behind it. */
    default Optional<Origin> origin() {
        return Optional.empty();
    }

    /** The learned numbers it is made of, each proven by itself; itself alone where it is made of no others. */
    default List<Learned> members() {
        return List.of(this);
    }

    /** How it was found equal to a library that only another process holds; empty where none is behind it. */
    default Optional<Proof> proof() {
        return Optional.empty();
    }

    /**
     * A comparison of the published form with a library.
     *
     * @param rows  rows compared
     * @param worst largest difference, relative to {@code max(1, |number|)}
     */
    record Proof(int rows, double worst) {}

    /** The number that {@link Origin#predict} speaks of: this one, or the one it was made from by a known function. */
    default Learned proven() {
        return this;
    }

    /** What the library that trained it keeps and says. */
    interface Origin {

        /** File name within {@code origin/}. */
        String fileName();

        /** The library's own file. */
        byte[] bytes();

        /** The number as the library computes it, for each row of features. */
        double[] predict(double[][] features);

        /** The largest difference to the published form, relative to {@code max(1, |number|)}, that its arithmetic explains. */
        double tolerance();
    }

    /** The number for each row to learn from or to judge on. */
    default double[] predict(Rows rows) {
        return predict(rows.features());
    }

    /** The number for each row of features, by the published form. */
    default double[] predict(double[][] features) {
        if (features.length == 0) {
            return new double[0];
        }
        ModelDraft draft = new ModelDraft(features[0].length);
        draft.output("value", addTo(draft));
        Graph graph = draft.build();
        Workspace workspace = graph.workspace();
        double[] values = new double[features.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = graph.evaluate(Row.of(features[i]), workspace)[0];
        }
        return values;
    }
}
