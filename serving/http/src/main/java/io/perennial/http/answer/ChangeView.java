package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Language;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Schema;
import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.ChangeResult;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Withheld;

/** The difference of two scores as JSON: from, the parts that add up, to. */
public final class ChangeView {

    private final Language language;

    /** The view in a language. */
    public ChangeView(Language language) {
        this.language = language;
    }

    /** The change, or the problem it stands for. */
    public static Change require(ChangeResult result) {
        if (result instanceof Change change) {
            return change;
        }
        throw problem((Withheld) result);
    }

    /** The problem that something withheld stands for. */
    static Problem problem(Withheld withheld) {
        return switch (withheld.cause()) {
            case NO_SCORE -> Problem.of(Problem.Kind.NO_SCORE, withheld.words());
            case NO_REFERENCES, NOT_COMPARABLE -> Problem.of(Problem.Kind.CONFLICT, withheld.words());
            case SUM_FAILED -> Problem.of(Problem.Kind.WITHHELD, withheld.words());
        };
    }

    /** The change and its parts. */
    public ObjectNode change(Change change) {
        ObjectNode node = Json.object()
                .put("from", change.from())
                .put("to", change.to())
                .put("data", change.data())
                .put("model", change.model())
                .put("calibration", change.calibration())
                .put("context", change.context());
        ArrayNode dimensions = node.putArray("byDimension");
        change.dimensions().forEach(part -> dimensions
                .addObject()
                .put("id", part.dimension().id())
                .put("name", part.dimension().name(language))
                .put("delta", part.value()));
        node.putObject("check")
                .put("sum", change.sum())
                .put("error", change.error())
                .put("bound", Explanation.BOUND);
        return node;
    }

    /** The shape of a change; more members may be added. */
    public static Schema.Members schema() {
        ObjectNode dimension = Schema.object()
                .with("id", Schema.text("dimension"))
                .with("name", Schema.text("its name"))
                .with("delta", Schema.number("its part of the difference"))
                .schema();
        return Schema.object()
                .with("from", Schema.number("the value before"))
                .with("to", Schema.number("the value after: from + data + model + calibration"))
                .with("data", Schema.number("what the user's own data did: context and dimensions"))
                .with("model", Schema.number("what other models made of the same data, before calibration"))
                .with("calibration", Schema.number("what another calibration did"))
                .with("context", Schema.number("what tenure, calendar and static attributes did"))
                .with("byDimension", Schema.list(dimension))
                .with(
                        "check",
                        Schema.object()
                                .with("sum", Schema.number("from and all parts"))
                                .with("error", Schema.number("how far the sum misses to"))
                                .with("bound", Schema.number("how far it may, of a value of 1"))
                                .schema());
    }
}
