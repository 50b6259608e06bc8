package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.Score;
import java.io.IOException;
import java.util.List;

/** Scores as the predictions of KServe V1 and MLflow: an object of named score columns for each row. */
final class Predictions {

    private Predictions() {}

    /** Writes the member {@code predictions}. */
    static void write(List<Column> outputs, List<Score> scores, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("predictions");
        for (Score score : scores) {
            out.writeStartObject();
            for (Column output : outputs) {
                out.writeFieldName(output.name());
                Json.write(Inference.value(output, score), out);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** The member's schema. */
    static ObjectNode schema() {
        ObjectNode row = Json.object().put("type", "object");
        row.set("additionalProperties", Schema.number("a score column, null where the score has none"));
        return Schema.list(row);
    }
}
