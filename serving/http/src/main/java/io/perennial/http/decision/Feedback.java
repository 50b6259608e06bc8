package io.perennial.http.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a person said of a prediction, or did about its user.
 *
 * @param at         when
 * @param prediction id of the prediction; empty where it is of the user alone
 * @param user       pseudonym of the user
 * @param models     versions that made the prediction, such as {@code churn@2}
 * @param kind       what is said
 * @param reason     code of the reason it is about; empty for none
 * @param text       in the person's own words, at most {@value #LONGEST_TEXT} characters; may be empty
 * @param by         who, as journals call them
 */
public record Feedback(
        Instant at,
        String prediction,
        String user,
        List<String> models,
        Kind kind,
        String reason,
        String text,
        String by) {

    public Feedback {
        models = List.copyOf(models);
    }

    /** Most characters of the text. */
    public static final int LONGEST_TEXT = 500;

    private static final String USER = "user";
    private static final String MODELS = "models";

    /** What can be said. */
    public enum Kind {
        /** A reason does not hold. */
        REASON_WRONG,
        /** The user was contacted already, elsewhere. */
        ALREADY_CONTACTED,
        /** The user was contacted, and that was recorded here; nobody says it, it is kept of each recorded contact. */
        CONTACTED;

        /** Ids of what a person may say. */
        public static final List<String> SAID = List.of(REASON_WRONG.id(), ALREADY_CONTACTED.id());

        /** The name in JSON: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of an id. */
        public static Kind of(String id) {
            return Arrays.stream(values())
                    .filter(kind -> kind.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no feedback is called '" + id + "'"));
        }
    }

    /** As answers show it: without the pseudonym, which stands beside it. */
    public ObjectNode json() {
        ObjectNode node = Json.object().put("at", at.toString()).put("predictionId", prediction);
        models.forEach(node.putArray(MODELS)::add);
        return node.put("kind", kind.id())
                .put("reason", reason)
                .put("text", text)
                .put("by", by);
    }

    /** Whether it says the same of the same, whenever it was said. Each recorded contact is one of its own. */
    boolean repeats(Feedback other) {
        return kind != Kind.CONTACTED
                && new Feedback(other.at, prediction, user, models, kind, reason, text, by).equals(other);
    }

    private static List<String> models(Fields fields) {
        List<String> models = new ArrayList<>();
        fields.value(MODELS).forEach(model -> models.add(model.asText()));
        return models;
    }

    byte[] line() {
        String line = new String(Json.bytes(json().put(USER, user)), StandardCharsets.UTF_8);
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a line.
     *
     * @throws RuntimeException where it is none
     */
    static Feedback read(String line) {
        Fields fields = Json.read(line.getBytes(StandardCharsets.UTF_8));
        return new Feedback(
                Instant.parse(fields.text("at")),
                fields.text("predictionId"),
                fields.text(USER),
                models(fields),
                Kind.of(fields.text("kind")),
                fields.text("reason"),
                fields.text("text"),
                fields.text("by"));
    }
}
