package io.perennial.http.decision;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Schema;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.UserRow;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Logged decisions as JSON: the trace of a prediction, its replay, and what a user was told. */
public final class TraceView {

    private TraceView() {}

    /**
     * The trace of a prediction: its inputs, the versions and every answer that was given.
     *
     * @param decisions all of one prediction, the newest first, at least one
     * @param schema    names the numbers of the vector; empty where the versions are gone, so that they are counted
     * @param feedback  what people said of it, the newest first
     */
    public static ObjectNode trace(List<Decision> decisions, Optional<Schema> schema, List<Feedback> feedback) {
        Decision newest = decisions.get(0);
        ObjectNode node = head(newest);
        ObjectNode features = node.putObject("features");
        double[] vector = newest.subject().row().features();
        for (int i = 0; i < vector.length; i++) {
            int column = i;
            Json.put(features, schema.map(known -> known.ids().get(column)).orElse("" + i), vector[i]);
        }
        ArrayNode sequence = node.putArray("sequence");
        for (double value : newest.subject().row().sequence()) {
            sequence.add(value);
        }
        node.put("inputsDigest", inputsDigest(newest.subject().row()));
        node.set("grades", Json.tree(newest.grades()));
        ArrayNode answers = node.putArray("answers");
        decisions.forEach(decision -> answers.add(answer(decision)));
        node.set("feedback", feedback(feedback));
        return node.put("replay", ScoreView.traceOf(newest.predictionId()) + "/replay");
    }

    /** SHA-256 of features and sequence as big-endian doubles, every missing value the same one. */
    private static String inputsDigest(UserRow row) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * (row.features().length + row.sequence().length));
        for (double value : row.features()) {
            bytes.putLong(Double.doubleToLongBits(value));
        }
        for (double value : row.sequence()) {
            bytes.putLong(Double.doubleToLongBits(value));
        }
        return PseudonymousAnswer.digest(bytes.array());
    }

    private static ArrayNode feedback(List<Feedback> feedback) {
        ArrayNode said = Json.array();
        feedback.forEach(one -> said.add(one.json()));
        return said;
    }

    private static ObjectNode head(Decision decision) {
        ObjectNode node = Json.object()
                .put("predictionId", decision.predictionId())
                .put("user", decision.user())
                .put(
                        "asOf",
                        LocalDate.ofEpochDay(decision.subject().row().asOf()).toString())
                .put("arm", decision.arm().id())
                .put("source", decision.subject().source());
        node.set("models", models(decision));
        return node;
    }

    private static ArrayNode models(Decision decision) {
        ArrayNode models = Json.array();
        for (ModelId id : decision.models()) {
            models.addObject()
                    .put("name", id.name())
                    .put("version", id.version())
                    .put("digest", id.digest())
                    .put("href", "/v1/registry/" + id.name() + "/versions/" + id.version());
        }
        return models;
    }

    private static ObjectNode answer(Decision decision) {
        ObjectNode node = Json.object()
                .put("at", decision.at().toString())
                .put("kind", decision.question().kind().id())
                .put("target", decision.question().target().id())
                .put("lang", decision.question().language().name().toLowerCase(Locale.ROOT))
                .put("digest", decision.digest());
        node.set("values", values(decision));
        return node;
    }

    private static ObjectNode values(Decision decision) {
        ObjectNode values = Json.object();
        decision.values().forEach((name, value) -> Json.put(values, name, value));
        return values;
    }

    /** Every different answer of a prediction made again, each with whether its bytes are those that were given. */
    public static ObjectNode replay(List<Decision> decisions, Replay replay) {
        Map<String, Decision> different = new LinkedHashMap<>();
        decisions.forEach(decision -> different.putIfAbsent(decision.digest(), decision));
        ObjectNode node = head(decisions.get(0));
        ArrayNode answers = node.putArray("answers");
        boolean isEqual = true;
        for (Decision decision : different.values()) {
            ObjectNode made = replayed(decision, replay);
            isEqual &= made.get("equal").asBoolean();
            answers.add(made);
        }
        return node.put("equal", isEqual);
    }

    private static ObjectNode replayed(Decision decision, Replay replay) {
        ObjectNode node = answer(decision);
        try {
            Replay.Remade made = replay.of(decision);
            node.put("replayed", made.digest()).put("equal", made.digest().equals(decision.digest()));
            node.set("answer", made.answer());
        } catch (RegistryException
                | ModelRefusedException
                | IncoherentScoreException
                | Problem
                | IllegalArgumentException e) {
            node.put("equal", false).put("reason", e.getMessage());
        }
        return node;
    }

    /**
     * What a user was told, prediction by prediction, the newest first; how often each was told between its first and
     * last time.
     *
     * @param feedback what people said of them and did about the user, the newest first
     */
    public static ObjectNode history(String user, ToldHistory history, List<Feedback> feedback) {
        ObjectNode node = Json.object().put("user", user);
        ArrayNode told = node.putArray("predictions");
        history.predictions().forEach(same -> told.add(prediction(same)));
        node.put("truncated", history.isCut());
        node.set("feedback", feedback(feedback));
        return node;
    }

    private static ObjectNode prediction(Told same) {
        ObjectNode node = head(same.newest());
        node.remove("user");
        node.put("last", same.last().toString());
        node.put("first", same.first().toString());
        node.put("times", same.answers().size());
        ObjectNode values = node.putObject("values");
        same.answers().forEach(decision -> values.setAll(values(decision)));
        return node.put(ScoreView.TRACE, ScoreView.traceOf(same.newest().predictionId()));
    }
}
