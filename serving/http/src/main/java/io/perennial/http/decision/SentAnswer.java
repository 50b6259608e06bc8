package io.perennial.http.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.api.Json;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An answer as it was sent, of which a log keeps the numbers and the digest of its bytes. */
sealed interface SentAnswer {

    /** Id of the prediction. */
    String predictionId();

    /** The numbers that were told, by name; NaN where there was none. */
    Map<String, Double> values();

    /** SHA-256 of the bytes that were sent, a pseudonym in the place of the user's id, lower-case hex. */
    String digest(String pseudonym);

    /**
     * A score.
     *
     * @param answer writes itself
     */
    record OfScore(ScoreAnswer answer) implements SentAnswer {

        private static final Set<String> TOLD = Set.of("churn_probability", "ltv", "trend_total");

        private static final List<Column> COLUMNS = ScoreColumns.columns().stream()
                .filter(column -> TOLD.contains(column.name()))
                .toList();

        @Override
        public String predictionId() {
            return answer.predictionId();
        }

        @Override
        public Map<String, Double> values() {
            Score score = answer.score();
            Map<String, Double> values = new LinkedHashMap<>();
            COLUMNS.forEach(column -> values.put(
                    column.name(), column.of(score).map(Double.class::cast).orElse(Double.NaN)));
            return values;
        }

        @Override
        public String digest(String pseudonym) {
            return PseudonymousAnswer.digest(Json.written(answer.named(pseudonym)));
        }
    }

    /**
     * An explanation.
     *
     * @param target what it explains
     * @param tree   not to be changed
     */
    record OfExplanation(Target target, ObjectNode tree) implements SentAnswer {

        @Override
        public String predictionId() {
            return tree.get("predictionId").asText();
        }

        @Override
        public Map<String, Double> values() {
            return Map.of(target.output(), tree.path("value").asDouble(Double.NaN));
        }

        @Override
        public String digest(String pseudonym) {
            return PseudonymousAnswer.digest(Json.bytes(PseudonymousAnswer.of(tree, pseudonym)));
        }
    }
}
