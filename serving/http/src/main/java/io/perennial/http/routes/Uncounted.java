package io.perennial.http.routes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import java.io.IOException;
import java.util.stream.Collectors;

/** Says of events that no score reads them: whoever sends them believes that scores do. */
final class Uncounted {

    /** How many such events came. */
    static final String NOT_COUNTED = "notCounted";

    /** Which kinds are read. */
    static final String NOTE = "note";

    private Uncounted() {}

    /** The members of an answer to rows with events. */
    static Schema.Members in(Schema.Members answer) {
        return answer.optional(NOT_COUNTED, Schema.integer(1, Integer.MAX_VALUE))
                .optional(NOTE, Schema.text("which kinds are read, where events of others came"));
    }

    /** Tells of the events in rows that were read by now. */
    static ObjectNode told(Subjects subjects) {
        ObjectNode told = Json.object();
        if (subjects.notCounted() > 0) {
            told.put(NOT_COUNTED, subjects.notCounted())
                    .put(
                            NOTE,
                            "no score reads these events: "
                                    + carried(subjects.requireLog().context().log()));
        }
        return told;
    }

    /** The same into an answer that is being written. */
    static void write(Subjects subjects, JsonGenerator out) throws IOException {
        if (subjects.notCounted() > 0) {
            out.writeNumberField(NOT_COUNTED, subjects.notCounted());
            out.writeStringField(NOTE, told(subjects).get(NOTE).asText());
        }
    }

    /** What the logs have that the models learned from. */
    static String carried(LogDefinition log) {
        return "the logs the models learned from carry "
                + log.carried().stream().map(EventKind::id).collect(Collectors.joining(", ")) + " alone";
    }
}
