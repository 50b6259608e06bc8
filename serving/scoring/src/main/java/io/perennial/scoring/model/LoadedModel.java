package io.perennial.scoring.model;

import io.perennial.features.feature.Schema;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import java.util.Optional;

/**
 * A model ready to answer. Immutable, for any number of threads.
 *
 * @param id         which version
 * @param schema     what its scores mean
 * @param graph      how they are computed
 * @param references what its explanations compare with; empty where it explains nothing
 * @param verdict    what judging said, one sentence; empty where nothing was said
 * @param rung       how much history decided how it learned, as its manifest says; empty where nothing was said
 */
public record LoadedModel(
        ModelId id, Schema schema, Graph graph, Optional<References> references, String verdict, String rung) {

    public LoadedModel {
        int wanted = graph.width(Input.Source.FEATURES);
        int there = schema.width();
        if (wanted != 0 && wanted != there) {
            throw new IllegalArgumentException(id.named() + " reads " + wanted + " features, its schema has " + there);
        }
        references.ifPresent(reference -> {
            if (reference.width() != there) {
                throw new IllegalArgumentException("references of " + id.named() + " have " + reference.width()
                        + " features, its schema has " + there);
            }
        });
    }

    /** A model of which nobody says how much history it learned from. */
    public LoadedModel(ModelId id, Schema schema, Graph graph, Optional<References> references, String verdict) {
        this(id, schema, graph, references, verdict, "");
    }

    /** Whether it speaks of a window of which none had closed when it learned. */
    public boolean isExtrapolated() {
        return rung.equals(Rung.EXTRAPOLATED.name()) || rung.equals(Rung.NONE.name());
    }

    /** Whether it gives an output of this name. */
    public boolean gives(String output) {
        return graph.outputs().containsKey(output);
    }
}
