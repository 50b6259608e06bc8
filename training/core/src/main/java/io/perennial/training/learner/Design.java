package io.perennial.training.learner;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Workspace;
import java.util.Optional;

/** Columns made of the feature vector for a learner to work on, by nodes of the published form. */
public interface Design {

    /** Adds its nodes to a draft and gives the number of the node that holds the columns. */
    int addTo(ModelDraft draft);

    /** How many columns it makes. */
    int width();

    /** The columns of each row of features, by the nodes that will be published. */
    default double[][] of(double[][] features) {
        double[][] columns = new double[features.length][];
        if (columns.length == 0) {
            return columns;
        }
        ModelDraft draft = new ModelDraft(features[0].length);
        int node = addTo(draft);
        draft.output("first", draft.add(new Select(node, Ints.of(0))));
        Graph graph = draft.build();
        Workspace workspace = graph.workspace();
        for (int i = 0; i < columns.length; i++) {
            graph.run(Row.of(features[i]), workspace);
            columns[i] = workspace.vector(node).clone();
        }
        return columns;
    }

    /** What was learned on the columns, as a number of the feature vector. */
    default Learned under(Learned learned) {
        return new Designed(this, learned);
    }

    /** A number learned on the columns of a design. */
    record Designed(Design design, Learned learned) implements Learned {

        @Override
        public int addTo(ModelDraft draft) {
            return learned.addTo(draft.over(design.addTo(draft), design.width()));
        }

        @Override
        public Optional<Origin> origin() {
            return learned.origin().map(origin -> new DesignedOrigin(design, origin));
        }

        @Override
        public Learned proven() {
            return new Designed(design, learned.proven());
        }
    }

    /** The library's side of it. */
    record DesignedOrigin(Design design, Learned.Origin origin) implements Learned.Origin {

        @Override
        public String fileName() {
            return origin.fileName();
        }

        @Override
        public byte[] bytes() {
            return origin.bytes();
        }

        @Override
        public double[] predict(double[][] features) {
            return origin.predict(design.of(features));
        }

        @Override
        public double tolerance() {
            return origin.tolerance();
        }
    }
}
