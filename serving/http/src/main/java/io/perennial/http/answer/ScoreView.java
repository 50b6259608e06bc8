package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreColumns;
import io.perennial.scoring.score.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/** Scores as JSON: the columns of the score, and what it was made from. */
public final class ScoreView {

    private static final int ID_BYTES = 16;

    private final ServingState state;
    private final LocalDate today;

    /**
     * The view of one state.
     *
     * @param state what scored
     * @param today tells how old the features are
     */
    public ScoreView(ServingState state, LocalDate today) {
        this.state = state;
        this.today = today;
    }

    /** A score with prediction id, models and freshness. */
    public ObjectNode score(Subject subject, Score score) {
        ObjectNode node = head(subject);
        node.set("score", columns(score.withReasons(subject.reasons())));
        node.set("survival", survival(score));
        node.set("horizons", horizons(score));
        node.set("verdicts", verdicts(score));
        return node;
    }

    /** The value over each horizon, shortest first; nothing where none is told. */
    private static ArrayNode horizons(Score score) {
        ArrayNode horizons = Json.array();
        score.value().ifPresent(value -> value.outlook().horizons().forEach(horizon -> horizons.addObject()
                .put("days", horizon.days())
                .put("ltv", horizon.ltv())
                .put("extrapolated", horizon.extrapolated())));
        return horizons;
    }

    /** What every answer about a user carries. */
    public ObjectNode head(Subject subject) {
        LocalDate asOf = LocalDate.ofEpochDay(subject.row().asOf());
        ObjectNode node = Json.object();
        node.put("predictionId", predictionId(subject));
        node.put("user", subject.row().user());
        node.put("asOf", asOf.toString());
        node.put("dayInProgress", subject.inProgress());
        node.put("arm", state.arm().id());
        node.put("mayAct", state.arm().mayAct());
        node.set("models", models());
        node.putObject("features")
                .put("source", subject.source())
                .put("asOf", asOf.toString())
                .put("ageDays", Math.max(0, ChronoUnit.DAYS.between(asOf, today)))
                .put("schemaFingerprint", state.requireScorer().fingerprint());
        return node;
    }

    /** The columns of a score, by the names files have. */
    public static ObjectNode columns(Score score) {
        ObjectNode node = Json.object();
        for (Column column : ScoreColumns.columns()) {
            put(node, column.name(), column.of(score));
        }
        return node;
    }

    private static void put(ObjectNode node, String name, Optional<Object> value) {
        if (value.isEmpty()) {
            node.putNull(name);
        } else if (value.get() instanceof Double number) {
            Json.put(node, name, number);
        } else if (value.get() instanceof Integer number) {
            node.put(name, number);
        } else if (value.get() instanceof Boolean truth) {
            node.put(name, truth);
        } else {
            node.put(name, value.get().toString());
        }
    }

    /** How likely the user is still away as the outcome window passes; it ends at the churn probability. */
    private static ArrayNode survival(Score score) {
        ArrayNode survival = Json.array();
        score.survival().forEach(by -> survival.addObject().put("day", by.day()).put("probability", by.probability()));
        return survival;
    }

    /** Why something is missing, or to be read with care, in both languages. */
    static ArrayNode verdicts(Score score) {
        ArrayNode verdicts = Json.array();
        for (Verdict verdict : score.verdicts()) {
            verdicts.addObject().put("id", verdict.id()).put("en", verdict.en()).put("zh", verdict.zh());
        }
        return verdicts;
    }

    private ArrayNode models() {
        ArrayNode models = Json.array();
        state.models().forEach(model -> models.addObject()
                .put("name", model.id().name())
                .put("version", model.id().version())
                .put("digest", model.id().digest()));
        return models;
    }

    /** Equal for equal models, user, as-of and inputs, so that the same prediction always has the same id. */
    private String predictionId(Subject subject) {
        MessageDigest digest = io.perennial.scoring.registry.FileStamp.newDigest();
        for (LoadedModel model : state.models()) {
            digest.update(model.id().digest().getBytes(StandardCharsets.UTF_8));
        }
        digest.update(subject.row().user().getBytes(StandardCharsets.UTF_8));
        digest.update(
                ByteBuffer.allocate(Integer.BYTES).putInt(subject.row().asOf()).array());
        update(digest, subject.row().features());
        update(digest, subject.row().sequence());
        return "p-" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    private static void update(MessageDigest digest, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
        for (double value : values) {
            bytes.putDouble(value);
        }
        digest.update(bytes.array());
    }

    /** The day in UTC, which is close enough to tell how old features are. */
    public static LocalDate today(java.time.Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
