package io.perennial.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** How well a run's models did beside the naive rules, out of its {@code evaluation.json}. */
record Quality(JsonNode evaluation) {

    /** What judging said of churn, value and trend, a sentence each. */
    String sentences() {
        return StreamSupport.stream(evaluation.path("sentences").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("\n          "));
    }

    /** What became of the versions where they are no champions, so that the scores are those of others. */
    Optional<String> released() {
        String held = evaluation.path("held").asText();
        return switch (evaluation.path("release").asText()) {
            case "challenger" -> Optional.of("as challengers, tried beside the champions, whose scores these are");
            case "published" ->
                Optional.of((held.isEmpty() ? "published, not promoted" : held) + "; these scores are the champions'");
            default -> Optional.empty();
        };
    }

    /** Models whose coming season the log has not shown, in words; empty where it has shown them all. */
    Optional<String> unseenSeason() {
        String models = Stream.of("churn", "ltv", "trend")
                .filter(model -> StreamSupport.stream(
                                evaluation.path(model).path("notes").spliterator(), false)
                        .anyMatch(note -> note.asText().startsWith("season unseen")))
                .collect(Collectors.joining(", "));
        return models.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "unseen: no closed outcome window of enough users one year before the as-of for " + models);
    }

    /** The log loss of the churn model beside that of the best naive rule; empty where nothing could be judged. */
    Optional<String> churn() {
        String family = evaluation.path("churn").path("family").asText();
        Optional<JsonNode> model =
                best(candidate -> candidate.path("id").asText().equals(family));
        Optional<JsonNode> naive = best(candidate -> candidate.path("naive").asBoolean());
        return model.flatMap(mine -> naive.map(rule -> compared(mine, rule)));
    }

    private static String compared(JsonNode model, JsonNode naive) {
        return "log loss " + told(model) + (model.equals(naive) ? "" : "; best naive rule " + told(naive));
    }

    /** Without an AUC where everybody stayed or everybody left. */
    private static String told(JsonNode candidate) {
        JsonNode auc = candidate.path("judged").path("auc");
        return String.format(
                        Locale.ROOT,
                        "%.4f (%s)",
                        logLoss(candidate),
                        candidate.path("id").asText())
                + (auc.isNumber() ? String.format(Locale.ROOT, ", AUC %.3f", auc.asDouble()) : "");
    }

    private Optional<JsonNode> best(Predicate<JsonNode> which) {
        Stream<JsonNode> candidates =
                StreamSupport.stream(evaluation.path("churn").path("candidates").spliterator(), false);
        return candidates
                .filter(which)
                .filter(candidate -> candidate.path("judged").path("log_loss").isNumber())
                .min(Comparator.comparingDouble(Quality::logLoss));
    }

    private static double logLoss(JsonNode candidate) {
        return candidate.path("judged").path("log_loss").asDouble();
    }
}
