package io.perennial.http.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.InactiveBy;
import io.perennial.scoring.score.Outlook;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreColumns;
import io.perennial.scoring.score.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Scores as JSON: the columns of the score, and what it was made from. */
public final class ScoreView {

    /** The member that tells where the trace of an answer is. */
    public static final String TRACE = "trace";

    private static final int ID_BYTES = 16;

    private final ServingState state;
    private final LocalDate today;
    private final UnaryOperator<String> names;

    /**
     * The view of one state, whose ids of predictions tell the ids of users to nobody who knows neither.
     *
     * @param state what scored
     * @param today tells how old the features are
     * @param names what stands for a user in ids of predictions
     */
    public ScoreView(ServingState state, LocalDate today, UnaryOperator<String> names) {
        this.state = state;
        this.today = today;
        this.names = names;
    }

    /** A score with prediction id, models and freshness. */
    public ScoreAnswer answer(Subject subject, Score score) {
        return new ScoreAnswer(this, predictionId(subject), subject, score.withReasons(subject.reasons()), false);
    }

    /** What every answer about a user carries. */
    public ObjectNode head(Subject subject) {
        return Json.object(out -> writeHead(predictionId(subject), subject, out));
    }

    /** The address of a prediction's trace. */
    public static String traceOf(String predictionId) {
        return "/v1/trace/" + predictionId;
    }

    /** The columns of a score, by the names files have. */
    public static ObjectNode columns(Score score) {
        return Json.object(out -> writeColumns(score, out));
    }

    /** Writes the members of an answer. */
    void write(ScoreAnswer answer, JsonGenerator out) throws IOException {
        Score score = answer.score();
        writeHead(answer.predictionId(), answer.subject(), out);
        if (answer.traced()) {
            out.writeStringField(TRACE, traceOf(answer.predictionId()));
        }
        out.writeObjectFieldStart("score");
        writeColumns(score, out);
        out.writeEndObject();
        writeSurvival(score, out);
        writeHorizons(score, out);
        out.writeFieldName("verdicts");
        Json.write(verdicts(score), out);
        ArrayNode notices = notices(answer.subject());
        if (!notices.isEmpty()) {
            out.writeFieldName("notices");
            Json.write(notices, out);
        }
    }

    /** Which cells of a table's row the model can't have learned anything of. */
    private ArrayNode notices(Subject subject) {
        ArrayNode notices = Json.array();
        CellNotices.of(state.requireScorer().schema(), subject.row()).forEach(notice -> notices.addObject()
                .put("id", notice.kind().id())
                .put("en", notice.en())
                .put("zh", notice.zh()));
        return notices;
    }

    private void writeHead(String predictionId, Subject subject, JsonGenerator out) throws IOException {
        LocalDate asOf = LocalDate.ofEpochDay(subject.row().asOf());
        out.writeStringField("predictionId", predictionId);
        out.writeStringField("user", subject.row().user());
        out.writeStringField("asOf", asOf.toString());
        out.writeBooleanField("dayInProgress", subject.inProgress());
        out.writeStringField("arm", state.arm().id());
        out.writeBooleanField("mayAct", state.arm().mayAct());
        writeModels(out);
        out.writeObjectFieldStart("features");
        out.writeStringField("source", subject.source());
        out.writeStringField("asOf", asOf.toString());
        out.writeNumberField("ageDays", age(asOf));
        writeNewestEvent(subject.newestEvent(), out);
        out.writeStringField("schemaFingerprint", state.requireScorer().fingerprint());
        out.writeEndObject();
    }

    /** A live as-of is never old: only the newest event tells that no more come. */
    private void writeNewestEvent(Optional<LocalDate> day, JsonGenerator out) throws IOException {
        if (day.isPresent()) {
            out.writeStringField("newestEvent", day.get().toString());
            out.writeNumberField("eventAgeDays", age(day.get()));
        } else {
            out.writeNullField("newestEvent");
            out.writeNullField("eventAgeDays");
        }
    }

    private long age(LocalDate day) {
        return Math.max(0, ChronoUnit.DAYS.between(day, today));
    }

    private void writeModels(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("models");
        for (LoadedModel model : state.models()) {
            out.writeStartObject();
            out.writeStringField("name", model.id().name());
            out.writeNumberField("version", model.id().version());
            out.writeStringField("digest", model.id().digest());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Writes the columns of a score, by the names files have. */
    public static void writeColumns(Score score, JsonGenerator out) throws IOException {
        for (Column column : ScoreColumns.columns()) {
            out.writeFieldName(column.name());
            writeValue(column.of(score), out);
        }
    }

    private static void writeValue(Optional<Object> value, JsonGenerator out) throws IOException {
        if (value.isEmpty()) {
            out.writeNull();
        } else if (value.get() instanceof Double number) {
            Json.write(number.doubleValue(), out);
        } else if (value.get() instanceof Integer number) {
            out.writeNumber(number.intValue());
        } else if (value.get() instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(value.get().toString());
        }
    }

    /** How likely the user is still away as the outcome window passes; it ends at the churn probability. */
    private static void writeSurvival(Score score, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("survival");
        for (InactiveBy by : score.survival()) {
            out.writeStartObject();
            out.writeNumberField("day", by.day());
            out.writeNumberField("probability", by.probability());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** The value over each horizon, shortest first; nothing where none is told. */
    private static void writeHorizons(Score score, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("horizons");
        for (Outlook.Horizon horizon :
                score.value().map(value -> value.outlook().horizons()).orElse(List.of())) {
            out.writeStartObject();
            out.writeNumberField("days", horizon.days());
            out.writeNumberField("ltv", horizon.ltv());
            out.writeBooleanField("extrapolated", horizon.extrapolated());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Why something is missing, or to be read with care, in both languages. */
    static ArrayNode verdicts(Score score) {
        ArrayNode verdicts = Json.array();
        for (Verdict verdict : score.verdicts()) {
            verdicts.addObject().put("id", verdict.id()).put("en", verdict.en()).put("zh", verdict.zh());
        }
        return verdicts;
    }

    /** The shape of a verdict. */
    public static ObjectNode verdict() {
        return Schema.object()
                .with("id", Schema.text("verdict, or notice"))
                .with("en", Schema.text("in English"))
                .with("zh", Schema.text("in Chinese"))
                .schema();
    }

    /** Equal for equal models, user, as-of and inputs, so that the same prediction always has the same id. */
    private String predictionId(Subject subject) {
        MessageDigest digest = io.perennial.scoring.file.FileStamp.newDigest();
        for (LoadedModel model : state.models()) {
            digest.update(model.id().digest().getBytes(StandardCharsets.UTF_8));
        }
        digest.update(names.apply(subject.row().user()).getBytes(StandardCharsets.UTF_8));
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

    /** The day by which ages are told: of the log's zone, as the days of its events are; of a table in UTC. */
    public static LocalDate today(ServingState state, Clock clock) {
        ZoneId zone = state.scorer()
                .filter(scorer -> scorer.schema() instanceof FeatureSchema)
                .map(scorer -> ((FeatureSchema) scorer.schema()).context().log().zone())
                .orElse(ZoneOffset.UTC);
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
