package io.perennial.http.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.Language;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.answer.Subject;
import io.perennial.http.live.Arm;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.score.UserRow;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A decision as a line of JSON. Numbers are written so that reading gives the same bits, a missing one as null.
 *
 * @param id       prediction id
 * @param at       instant
 * @param kind     of the answer
 * @param target   which score
 * @param lang     language
 * @param user     pseudonym
 * @param asOf     day the answer speaks for
 * @param table    whether the features are cells of a table
 * @param eligible whether models are judged on such users
 * @param never    whether the user was never active
 * @param features numbers of the vector
 * @param unknown  texts of values that the model of a table does not know, by column; left out where there are none
 * @param sequence past months; empty where there are none
 * @param source   where the features came from
 * @param inProgress whether the last day that was seen was not over
 * @param newest   newest day of which events could be seen; left out where nobody knew
 * @param reasons  reason codes that were told
 * @param models   versions
 * @param arm      which of the versions in traffic
 * @param today    day by which ages were told
 * @param grades   where the grades of churn began; left out for the standard ones
 * @param values   numbers told
 * @param digest   of the answer
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DecisionLine(
        String id,
        String at,
        Question.Kind kind,
        Target target,
        Language lang,
        String user,
        String asOf,
        boolean table,
        boolean eligible,
        boolean never,
        List<Double> features,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> unknown,
        List<Double> sequence,
        String source,
        boolean inProgress,
        @JsonInclude(JsonInclude.Include.NON_NULL) String newest,
        List<String> reasons,
        List<ModelId> models,
        Arm arm,
        String today,
        @JsonInclude(JsonInclude.Include.NON_NULL) ChurnGrade.Thresholds grades,
        Map<String, Double> values,
        String digest) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    static DecisionLine of(Decision decision) {
        UserRow row = decision.subject().row();
        return new DecisionLine(
                decision.predictionId(),
                decision.at().toString(),
                decision.question().kind(),
                decision.question().target(),
                decision.question().language(),
                row.user(),
                LocalDate.ofEpochDay(row.asOf()).toString(),
                row.isOfTable(),
                row.eligible(),
                row.neverActive(),
                boxed(row.features()),
                row.unknown(),
                boxed(row.sequence()),
                decision.subject().source(),
                decision.subject().inProgress(),
                decision.subject().newestEvent().map(LocalDate::toString).orElse(null),
                decision.subject().reasons(),
                decision.models(),
                decision.arm(),
                decision.today().toString(),
                decision.grades().equals(ChurnGrade.Thresholds.defaults()) ? null : decision.grades(),
                nulls(decision.values()),
                decision.digest());
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and names can always be written", e);
        }
    }

    /**
     * Reads a line.
     *
     * @throws IOException where it is none, or was written for other features
     */
    static Decision read(byte[] bytes) throws IOException {
        try {
            return JSON.readValue(bytes, DecisionLine.class).decision();
        } catch (RuntimeException e) {
            throw new IOException("a line of the decision log can't be read: " + e.getMessage(), e);
        }
    }

    private Decision decision() {
        Map<String, Double> told = new TreeMap<>();
        values.forEach((name, value) -> told.put(name, value == null ? Double.NaN : value));
        return new Decision(
                id,
                Instant.parse(at),
                new Question(kind, target, lang),
                new Subject(
                        row(), source, inProgress, Optional.ofNullable(newest).map(LocalDate::parse), reasons),
                models,
                arm,
                LocalDate.parse(today),
                Optional.ofNullable(grades).orElseGet(ChurnGrade.Thresholds::defaults),
                told,
                digest);
    }

    private UserRow row() {
        int day = Math.toIntExact(LocalDate.parse(asOf).toEpochDay());
        if (table) {
            return UserRow.ofTable(user, day, unboxed(features), unknown == null ? Map.of() : unknown);
        }
        if (features.size() != FeatureCatalogue.features().size()) {
            throw new IllegalArgumentException(features.size() + " features, this build has "
                    + FeatureCatalogue.features().size());
        }
        return new UserRow(user, day, eligible, never, unboxed(features), unboxed(sequence));
    }

    private static List<Double> boxed(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(Double.isNaN(value) ? null : (Double) value);
        }
        return list;
    }

    private static double[] unboxed(List<Double> values) {
        return values.stream()
                .mapToDouble(value -> value == null ? Double.NaN : value)
                .toArray();
    }

    private static Map<String, Double> nulls(Map<String, Double> values) {
        Map<String, Double> told = new TreeMap<>();
        values.forEach((name, value) -> told.put(name, Double.isNaN(value) ? null : value));
        return told;
    }
}
