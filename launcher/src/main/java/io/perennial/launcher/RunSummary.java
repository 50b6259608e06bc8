package io.perennial.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LogDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run came to, in a few lines: who was scored, how it was learned, what is at stake, where the files are. */
final class RunSummary {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunFolder folder;
    private final Path registry;
    private final JsonNode log;
    private final JsonNode scores;
    private final JsonNode plan;
    private final Quality quality;

    private RunSummary(RunFolder folder, Path registry, JsonNode log, JsonNode scores, JsonNode plan, Quality quality) {
        this.folder = folder;
        this.registry = registry;
        this.log = log;
        this.scores = scores;
        this.plan = plan;
        this.quality = quality;
    }

    /** Reads what the steps of a finished run left. */
    static RunSummary read(RunFolder folder, Path registry) throws IOException {
        return new RunSummary(
                folder,
                registry,
                JSON.readTree(folder.log().resolve("log.json").toFile()),
                JSON.readTree(folder.scoresSummary().toFile()),
                JSON.readTree(folder.snapshots().resolve("plan.json").toFile()),
                new Quality(JSON.readTree(
                        folder.training().resolve("evaluation.json").toFile())));
    }

    /** The user with the most money at stake. */
    private String mostAtStake() {
        return scores.path("most_at_stake").path(0).path("user_id").asText();
    }

    /** What to ask a server on this port about it. */
    Invitation invitation(int port) throws IOException {
        Set<EventKind> active = FeatureSchema.parse(
                        Files.readString(folder.snapshots().resolve("schema.txt")))
                .context()
                .churn()
                .active();
        EventKind kind = active.contains(EventKind.PURCHASE) ? EventKind.PURCHASE : Collections.min(active);
        return new Invitation(
                port, mostAtStake(), LocalDate.parse(scores.path("as_of").asText()), kind.id());
    }

    /** The summary as lines. */
    String text() {
        String stray = log.path("stray_days").asText();
        String shortage = plan.path("shortage").asText();
        return quarantined().map(text -> line("read", text)).orElse("")
                + line("scored", who())
                + line("outcome", outcome())
                + line("rung", plan.path("rung").asText())
                + (stray.isEmpty() ? "" : line("stray", stray))
                + (shortage.isEmpty() ? "" : line("history", shortage))
                + line("judged", quality.sentences())
                + quality.churn().map(text -> line("churn", text)).orElse("")
                + quality.unseenSeason().map(text -> line("season", text)).orElse("")
                + quality.released().map(text -> line("released", text)).orElse("")
                + line("verdicts", counts(scores.path("verdicts")))
                + line("grades", counts(scores.path("grades")))
                + line("at stake", atStake())
                + line("reasons", reasons())
                + line("scores", folder.scores() + (Files.exists(folder.scoresCsv()) ? " and scores.csv" : ""))
                + line("report", folder.report().resolve("index.html").toString())
                + line("models", registry.toString());
    }

    /** How many rows are in quarantine, and most of them for what; empty where none is. */
    private Optional<String> quarantined() {
        long rows = log.path("rows").asLong();
        long quarantined = log.path("quarantined").asLong();
        return log.path("quarantined_by_reason").properties().stream()
                .max(Comparator.comparingLong(reason -> reason.getValue().asLong()))
                .map(most -> String.format(
                        Locale.ROOT,
                        "%,d rows, %,d of them (%.2f %%) in quarantine, most because: %s (%,d)",
                        rows,
                        quarantined,
                        100.0 * quarantined / rows,
                        most.getKey(),
                        most.getValue().asLong()));
    }

    private String who() {
        return String.format(
                Locale.ROOT,
                "%,d users as of %s, %,d of them eligible, %,d never active",
                scores.path("users").asLong(),
                scores.path("as_of").asText(),
                scores.path("eligible").asLong(),
                scores.path("never_active").asLong());
    }

    private String outcome() {
        return scores.path("horizon_days").asInt() + " days, starting "
                + scores.path("gap_days").asInt() + " days after the as-of";
    }

    private String atStake() {
        if (scores.path("value_if_retained").asDouble() == 0) {
            return "nothing: no eligible user has a value";
        }
        return String.format(
                Locale.ROOT,
                "%s %s expected loss, of %s if every eligible user stayed; lifetime value %s",
                scores.path("currency").asText(),
                money("expected_loss"),
                money("value_if_retained"),
                money("ltv"));
    }

    private String money(String total) {
        return LogDefinition.written(
                scores.path(total).asDouble(), scores.path("currency").asText());
    }

    private String reasons() {
        long explained = scores.path("explained").asLong();
        String given = explained == 0
                ? "nobody explained"
                : String.format(
                        Locale.ROOT,
                        "%,d users explained, every sum checked, largest difference %.1e",
                        explained,
                        scores.path("largest_difference").asDouble());
        JsonNode withheld = scores.path("withheld");
        return withheld.isEmpty() ? given : given + "; withheld: " + counts(withheld) + remedy(withheld);
    }

    private static String remedy(JsonNode withheld) {
        return withheld.has("no_references") ? " (a reason needs 20 eligible users to compare with)" : "";
    }

    private static String counts(JsonNode counts) {
        if (counts.isEmpty()) {
            return "none";
        }
        return counts.properties().stream()
                .map(entry -> String.format(
                        Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue().asLong()))
                .collect(Collectors.joining(", "));
    }

    private static String line(String name, String text) {
        return String.format(Locale.ROOT, "%-9s %s%n", name, text);
    }
}
