package io.perennial.training.learner;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Workspace;
import io.perennial.training.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What a model says of rows in its published form, output by output. */
public final class Served {

    private final List<String> names;
    private final double[][] outputs;

    private Served(List<String> names, double[][] outputs) {
        this.names = names;
        this.outputs = outputs;
    }

    /**
     * Scores rows; all outputs are NaN where the model reads a sequence and a row has none.
     *
     * @param nodes    adds the model's outputs to a draft
     * @param upstream what the model before says of each row; empty for the first
     */
    public static Served of(Consumer<ModelDraft> nodes, Rows rows, double[] upstream) {
        ModelDraft draft = new ModelDraft(rows.data().featureIds().size());
        nodes.accept(draft);
        Graph graph = draft.build();
        Workspace workspace = graph.workspace();
        boolean readsFeatures = graph.width(Input.Source.FEATURES) > 0;
        boolean readsSequence = graph.width(Input.Source.SEQUENCE) > 0;
        boolean readsUpstream = graph.width(Input.Source.UPSTREAM) > 0;
        double[] unknown = new double[graph.outputs().size()];
        Arrays.fill(unknown, Double.NaN);
        double[][] outputs = new double[rows.size()][];
        for (int i = 0; i < outputs.length; i++) {
            double[] sequence = rows.data().sequences()[rows.row(i)];
            if (readsSequence && sequence == null) {
                outputs[i] = unknown;
                continue;
            }
            Row row = readsFeatures ? Row.of(rows.features(i)) : Row.of();
            row = readsSequence ? row.withSequence(sequence) : row;
            outputs[i] = graph.evaluate(readsUpstream ? row.withUpstream(upstream[i]) : row, workspace);
        }
        return new Served(new ArrayList<>(graph.outputs().keySet()), outputs);
    }

    /** Whether the model has an output. */
    public boolean has(String name) {
        return names.contains(name);
    }

    /** An output by its name, by row. */
    public double[] column(String name) {
        int at = names.indexOf(name);
        return Arrays.stream(outputs).mapToDouble(row -> row[at]).toArray();
    }
}
