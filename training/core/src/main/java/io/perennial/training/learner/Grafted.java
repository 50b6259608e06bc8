package io.perennial.training.learner;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Node;
import java.util.Arrays;
import java.util.Optional;

/**
 * A number learned in another process, which came as a published model of its own: its nodes become part of another.
 *
 * @param graph  the model
 * @param output the name of its number
 * @param equality how it was found equal to the library that trained it, by the process that held the library
 */
public record Grafted(Graph graph, String output, Proof equality) implements Learned {

    public Grafted {
        if (!graph.outputs().containsKey(output)) {
            throw new IllegalArgumentException(graph + " has no output '" + output + "'");
        }
    }

    @Override
    public int addTo(ModelDraft draft) {
        int[] places = new int[graph.nodes().size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(graph.nodes().get(i), places, draft);
        }
        return places[graph.outputs().get(output)];
    }

    private static int place(Node node, int[] places, ModelDraft draft) {
        if (node instanceof Input input) {
            return draft.input(input.source(), input.width());
        }
        int[] reads =
                Arrays.stream(node.inputs().toArray()).map(from -> places[from]).toArray();
        return draft.add(node.reading(Ints.of(reads)));
    }

    @Override
    public Optional<Proof> proof() {
        return Optional.of(equality);
    }
}
