package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Workspace;
import io.perennial.training.learner.ModelDraft;
import java.util.Optional;

/** One way of foretelling the six coming blocks, ready to be published: it is judged in its published form. */
interface TrendPath {

    /** The id of its family. */
    String id();

    /** What it is, in words. */
    String description();

    /** Adds the six outputs to a draft. */
    void addTo(ModelDraft draft);

    /** What the library that trained it keeps, if a library is behind it. */
    default Optional<TrendModel.OriginFile> origin() {
        return Optional.empty();
    }

    /**
     * What it says of rows.
     *
     * @param ltv the lifetime value of each row, read by paths that spread it
     */
    default double[][] predict(BlockRows rows, double[] ltv) {
        ModelDraft draft = new ModelDraft(1);
        addTo(draft);
        Graph graph = draft.build();
        Workspace workspace = graph.workspace();
        boolean reads = graph.width(Input.Source.SEQUENCE) > 0;
        boolean spreads = graph.width(Input.Source.UPSTREAM) > 0;
        double[][] predicted = new double[rows.size()][];
        for (int i = 0; i < predicted.length; i++) {
            Row row = reads ? Row.of().withSequence(rows.sequence(i)) : Row.of();
            predicted[i] = graph.evaluate(spreads ? row.withUpstream(ltv[i]) : row, workspace);
        }
        return predicted;
    }

    /** The node of the flattened past. */
    static int past(ModelDraft draft) {
        return draft.input(Input.Source.SEQUENCE, TrendSequence.STEPS * TrendSequence.CHANNELS);
    }
}
