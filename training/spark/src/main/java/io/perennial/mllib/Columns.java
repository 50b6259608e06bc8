package io.perennial.mllib;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.Design;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Preparation;
import java.util.Arrays;

/**
 * The columns a family learns on, made of the feature vector by the nodes that will be published: by a task from the
 * graph, and once more without it, to prove the graph on.
 *
 * @param preparation fills, flags and scales learned from rows
 * @param scale       standardisation of logged columns; null where they are only filled and flagged
 */
record Columns(Preparation preparation, Scale scale) implements Design {

    /** Filled and flagged: for trees. */
    static Columns filled(double[][] rows) {
        return new Columns(Preparation.of(rows), null);
    }

    /** Filled, flagged, logged and standardised: for sums of columns. */
    static Columns standardised(double[][] rows) {
        Preparation preparation = Preparation.of(rows);
        return new Columns(preparation, Preparation.scale(0, preparation.logged(rows)));
    }

    @Override
    public int addTo(ModelDraft draft) {
        if (scale == null) {
            return preparation.addImputed(draft);
        }
        return draft.add(new Scale(preparation.addLogged(draft), scale.mean(), scale.sd()));
    }

    @Override
    public int width() {
        return preparation.width();
    }

    /** The columns of rows without the published nodes. */
    double[][] plain(double[][] rows) {
        return scale == null
                ? preparation.imputed(rows)
                : Arrays.stream(preparation.logged(rows)).map(this::scaled).toArray(double[][]::new);
    }

    private double[] scaled(double[] logged) {
        double[] scaled = new double[logged.length];
        scale.evaluate(new double[][] {logged}, new double[0], scaled);
        return scaled;
    }

    /** The published nodes as a task reads them: the vector of the last node but one is that of the columns. */
    byte[] graph(int featureCount) {
        ModelDraft draft = new ModelDraft(featureCount);
        int node = addTo(draft);
        draft.output("first", draft.add(new Select(node, Ints.of(0))));
        Graph graph = draft.build();
        return GraphWriter.write(graph);
    }
}
