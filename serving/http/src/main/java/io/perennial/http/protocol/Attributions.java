package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.ExplanationView;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Schema;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.UserRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Explanations over the standard protocols: parts by name that add up to the score, and what they miss it by. */
final class Attributions {

    private final ServedModel model;
    private final Target target;

    /** Explanations of a version, or the problem that its scores are not explained. */
    Attributions(ServedModel model) {
        this.model = model;
        this.target = Stream.of(Target.values())
                .filter(candidate -> candidate.id().equals(model.id().name()))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        Kind.UNKNOWN_MODEL, "scores of model '" + model.id().name() + "' are not explained here"));
        if (target == Target.TREND && Explainer.tellsTrendByMonths(model.scorer())) {
            throw Problem.of(
                    Kind.UNKNOWN_MODEL,
                    "scores of " + model.id().named() + " are not explained here: " + ExplanationView.BY_MONTHS);
        }
    }

    /** Why rows have their scores. */
    List<Explanation> of(Rows rows, List<Score> scores) {
        List<Explanation> explanations = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            requireTime(i);
            explanations.add(of(i, model.row(rows.features(i), rows.sequence(i)), scores.get(i)));
        }
        return explanations;
    }

    /** Why a row has its score. That it has none is wrong of the row, and nothing that is missing at the path. */
    private Explanation of(int position, UserRow row, Score score) {
        try {
            return ExplanationView.require(model.explainer().get().explain(row, score, target));
        } catch (Problem e) {
            throw e.kind() == Kind.NO_SCORE
                    ? Problem.of(
                            Kind.BAD_FIELD, "row " + position + " can't be explained; leave it out: " + e.getMessage())
                    : e;
        }
    }

    /** Ends a task whose caller waits no longer: the pool interrupts it. */
    private static void requireTime(int row) {
        if (Thread.currentThread().isInterrupted()) {
            throw Problem.busy("time ran out before row " + row + "; send fewer rows");
        }
    }

    /** Ids of the parts, in the order of every explanation. */
    List<String> parts() {
        return model.schema().parts().stream().map(part -> part.id()).toList();
    }

    /** Writes the members of an explanation. */
    void write(Explanation explanation, JsonGenerator out) throws IOException {
        out.writeStringField("target", target.output());
        out.writeStringField("unit", target.unit());
        out.writeNumberField("score", explanation.score());
        out.writeNumberField("baseline", explanation.baseline());
        out.writeNumberField("context", explanation.context());
        out.writeObjectFieldStart("contributions");
        for (Explanation.Contribution part : explanation.dimensions()) {
            out.writeNumberField(part.dimension().id(), part.value());
        }
        out.writeEndObject();
        out.writeNumberField("sum", explanation.sum());
        out.writeNumberField("residual", explanation.sum() - explanation.score());
        if (explanation.features().isPresent()) {
            write(explanation.features().get(), out);
        }
    }

    private void write(Explanation.FeatureBlock block, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("features_on_margin");
        out.writeStringField("unit", block.unit());
        out.writeFieldName("baseline");
        Json.write(block.baseline(), out);
        out.writeFieldName("margin");
        Json.write(block.margin(), out);
        out.writeNumberField("residual", block.error());
        out.writeObjectFieldStart("contributions");
        for (int i = 0; i < block.values().size(); i++) {
            out.writeNumberField(model.columns().ids().get(i), block.values().get(i));
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    static ObjectNode schema() {
        ObjectNode parts = Json.object().put("type", "object");
        parts.set("additionalProperties", Schema.number("what a part adds"));
        return Schema.object()
                .with("target", Schema.text("the score column"))
                .with("unit", Schema.text("of score and parts"))
                .with("score", Schema.number("as predicted"))
                .with("baseline", Schema.number("mean over the references"))
                .with("context", Schema.number("what belongs to no part"))
                .with("contributions", parts)
                .with("sum", Schema.number("baseline, context and contributions"))
                .with("residual", Schema.number("sum less score"))
                .optional("features_on_margin", Json.object().put("type", "object"))
                .schema();
    }
}
