package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.api.ErrorForm;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.ScoreColumns;
import java.util.Arrays;
import java.util.List;

/** JSON Schemas that several routes share. */
final class Shapes {

    /** The member that says what was asked for and is left out. */
    static final String DROPPED = "dropped";

    private Shapes() {}

    static ObjectNode dropped() {
        return Schema.text("why reasons that were asked for are not told");
    }

    /** The members every answer about a user has. */
    static Schema.Members head() {
        ObjectNode model = Schema.object()
                .with("name", Schema.text("model"))
                .with("version", Schema.integer(1, Integer.MAX_VALUE))
                .with("digest", Schema.text("SHA-256 of its manifest"))
                .schema();
        ObjectNode features = Schema.object()
                .with("source", Schema.text("where the features came from"))
                .with("asOf", day())
                .with("ageDays", Schema.integer(0, Integer.MAX_VALUE))
                .with("newestEvent", orNull(day()))
                .with("eventAgeDays", orNull(Schema.integer(0, Integer.MAX_VALUE)))
                .with("schemaFingerprint", Schema.text("SHA-256 of the feature schema"))
                .schema();
        return Schema.object()
                .with(
                        "predictionId",
                        Schema.text(
                                "equal for equal models, user, as-of and inputs, on servers that share a folder of decisions"))
                .with("user", Schema.text("id"))
                .with("asOf", day())
                .with("dayInProgress", Schema.truth())
                .with("arm", Schema.oneOf(List.of("champion", "challenger", "holdout")))
                .with("mayAct", Schema.truth())
                .with("models", Schema.list(model))
                .with("features", features)
                .optional("trace", Schema.text("path of its trace, where decisions are logged"));
    }

    /** A score: head, columns, verdicts. */
    static Schema.Members score() {
        ObjectNode by = Schema.object()
                .with("day", Schema.integer(1, Integer.MAX_VALUE))
                .with("probability", Schema.number("no active event while so many days of the outcome window passed"))
                .schema();
        ObjectNode horizon = Schema.object()
                .with("days", Schema.integer(1, Integer.MAX_VALUE))
                .with(
                        "ltv",
                        Schema.number("expected value over so many days after the gap, never less than over fewer"))
                .with("extrapolated", Schema.truth())
                .schema();
        return head().with("score", columns())
                .with("survival", Schema.list(by))
                .with("horizons", Schema.list(horizon))
                .with("verdicts", Schema.list(ScoreView.verdict()))
                .optional("notices", Schema.list(ScoreView.verdict()));
    }

    /** The columns of a score. */
    static ObjectNode columns() {
        Schema.Members members = Schema.object();
        ScoreColumns.columns().forEach(column -> members.with(column.name(), column(column)));
        return members.schema();
    }

    private static ObjectNode column(Column column) {
        String type =
                switch (column.type()) {
                    case TEXT, DAY -> "string";
                    case NUMBER -> "number";
                    case INTEGER -> "integer";
                    case TRUTH -> "boolean";
                };
        ObjectNode node = Json.object().put("description", column.en());
        node.putArray("type").add(type).add("null");
        return node;
    }

    /** An event; members that only some routes take may be added. */
    static Schema.Members event() {
        return Schema.object()
                .with("at", Schema.text("instant, such as 2026-01-31T12:00:00Z"))
                .with("kind", Schema.text("event kind, such as purchase"))
                .optional("amount", amount())
                .optional("seconds", Schema.integer(0, Integer.MAX_VALUE))
                .optional("score", Schema.integer(-1000, 1000))
                .optional("item", Schema.text("what it was about"))
                .optional("channel", Schema.text("where it happened"))
                .optional("campaign", Schema.text("the campaign it belongs to"));
    }

    /** Where many elements are taken, what else bounds them. */
    static final String BODY_TOO = "at most so many, and no more than the largest body holds (1 MiB unless configured)";

    /** The body of a request for rows; more members may be added. */
    static Schema.Members rows(int mostRows, int mostEvents) {
        ObjectNode event = event().optional("id", Schema.text("the log's id; an event with a repeated id counts once"))
                .closed();
        ObjectNode features = Json.object().put("type", "object");
        features.putObject("additionalProperties")
                .putArray("type")
                .add("number")
                .add("string")
                .add("null");
        ObjectNode row = Schema.object()
                .with("user", Schema.text("id"))
                .optional("asOf", day())
                .optional("features", features)
                .optional("events", Schema.list(event).put("maxItems", mostEvents))
                .closed();
        return Schema.object()
                .with("rows", Schema.list(row).put("maxItems", mostRows).put("description", BODY_TOO))
                .optional("asOf", day());
    }

    /** The answer to a request for rows: a status each, and what the status says. */
    static Schema.Members answers(String name, ObjectNode answer) {
        ObjectNode row = Schema.object()
                .with("status", Schema.integer(200, 599))
                .optional(name, answer)
                .optional("problem", ErrorForm.PROBLEM.schema())
                .schema();
        return Schema.object().with("rows", Schema.list(row));
    }

    static ObjectNode day() {
        return Schema.text("ISO day").put("format", "date");
    }

    /** The same, or null. */
    static ObjectNode orNull(ObjectNode schema) {
        String type = schema.path("type").asText();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    private static ObjectNode amount() {
        ObjectNode node = Json.object().put("description", "major units, not negative");
        Arrays.asList("number", "string").forEach(node.putArray("type")::add);
        return node;
    }
}
