package io.perennial.training.learner;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Node;
import java.util.EnumMap;
import java.util.Map;

/** A published model while it is put together: inputs are added once, on first use. */
public final class ModelDraft {

    private final GraphBuilder builder;
    private final Map<Input.Source, Integer> inputs = new EnumMap<>(Input.Source.class);
    private final int featureCount;

    /** A draft whose feature vector has so many columns. */
    public ModelDraft(int featureCount) {
        this(new GraphBuilder(), featureCount);
    }

    private ModelDraft(GraphBuilder builder, int featureCount) {
        this.builder = builder;
        this.featureCount = featureCount;
    }

    /** The same model seen by a part that takes the vector of a node, of this width, for its feature vector. */
    public ModelDraft over(int node, int width) {
        ModelDraft above = new ModelDraft(builder, width);
        above.inputs.put(Input.Source.FEATURES, node);
        return above;
    }

    /** The number of columns of the feature vector. */
    public int featureCount() {
        return featureCount;
    }

    /** The node of the feature vector. */
    public int features() {
        return input(Input.Source.FEATURES, featureCount);
    }

    /** The node of an input; every call for a source states the same width. */
    public int input(Input.Source source, int width) {
        return inputs.computeIfAbsent(source, unseen -> builder.add(new Input(source, width)));
    }

    /** Adds a node and gives its number. */
    public int add(Node node) {
        return builder.add(node);
    }

    /** Names a node of width 1 as an output. */
    public void output(String name, int node) {
        builder.output(name, node);
    }

    /** The model. */
    public Graph build() {
        return builder.build();
    }
}
