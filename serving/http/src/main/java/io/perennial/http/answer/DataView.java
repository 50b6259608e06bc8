package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.population.LogAccount;
import io.perennial.scoring.population.LogAccount.Rows;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * The data behind what answers, as JSON: where the rows of the logs went, how fresh they are, which conditions hold.
 *
 * @param served the population that answers
 * @param day    what scores made now speak for
 * @param today  the day by which age is told
 */
public record DataView(ServedPopulation served, ScoringDay day, LocalDate today) {

    /** What is known where the bundle brought an account of its log. */
    public ObjectNode told(LogAccount account, List<DataGates.Gate> gates) {
        ObjectNode node = head().put("told", true);
        node.set("rows", rows(account.rows()));
        node.put("users", account.users()).put("aliasesResolved", account.aliases());
        node.set("carried", Json.tree(account.carried()));
        ArrayNode quarantined = node.putArray("quarantined");
        account.quarantined().forEach(cause -> {
            ObjectNode one =
                    quarantined.addObject().put("reason", cause.reason()).put("rows", cause.rows());
            one.set("examples", Json.tree(cause.examples()));
        });
        ArrayNode files = node.putArray("files");
        account.files()
                .forEach(file -> files.addObject().put("name", file.name()).setAll(rows(file.rows())));
        ArrayNode logs = node.putArray("logs");
        account.logs().forEach(log -> logs.add(log(log)));
        node.putObject("explaining")
                .put("explained", account.explaining().explained())
                .put("largestDifference", account.explaining().largestDifference())
                .set("withheld", Json.tree(account.explaining().withheld()));
        ArrayNode shown = node.putArray("gates");
        gates.forEach(gate -> shown.add(gate(gate)));
        return node;
    }

    /** What is known of a bundle that brought none, and how one gets it. */
    public ObjectNode untold() {
        return head().put("told", false)
                .put(
                        "reason",
                        "this population was made by a release that kept no account of its log;"
                                + " score and load again: perennial run, or perennial score and perennial load");
    }

    private ObjectNode head() {
        ObjectNode node = Json.object()
                .put("population", served.id().toString())
                .put("asOf", served.population().header().asOf().toString())
                .put("firstDay", served.population().header().firstDay().toString())
                .put("ageDays", Math.max(0, days(served.population().header().asOf())))
                .put("scoredUsers", served.population().header().users())
                .put("dataHash", served.population().header().dataHash())
                .put("live", day.inProgress());
        day.newestEvent().ifPresent(newest -> node.put("newestEvent", newest.toString())
                .put("eventAgeDays", Math.max(0, days(newest))));
        return node;
    }

    private static ObjectNode rows(Rows rows) {
        return Json.object()
                .put("read", rows.read())
                .put("kept", rows.kept())
                .put("ignored", rows.ignored())
                .put("duplicates", rows.duplicates())
                .put("quarantined", rows.quarantined())
                .put("events", rows.events());
    }

    private ObjectNode log(LogAccount.LogDays log) {
        return Json.object()
                .put("mapping", log.mapping())
                .put("firstDay", log.firstDay().toString())
                .put("lastDay", log.lastDay().toString())
                .put("completeThrough", log.completeThrough().toString())
                .put("ageDays", Math.max(0, days(log.lastDay())));
    }

    private long days(LocalDate since) {
        return ChronoUnit.DAYS.between(since, today);
    }

    private static ObjectNode gate(DataGates.Gate gate) {
        ObjectNode node = Json.object().put("id", gate.id().id()).put("passed", gate.passed());
        Json.put(node, "found", gate.found());
        return node.put("limit", gate.limit());
    }

    /** The shape of an answer. */
    public static ObjectNode schema() {
        return Schema.object()
                .with("population", Schema.text("name@version"))
                .with("asOf", Schema.text("ISO day").put("format", "date"))
                .with("firstDay", Schema.text("first day with events"))
                .with("ageDays", Schema.integer(0, Integer.MAX_VALUE))
                .with("scoredUsers", Schema.integer(0, Integer.MAX_VALUE))
                .with("dataHash", Schema.text("hash of the visible ledger content"))
                .with("live", Schema.truth())
                .optional(
                        "newestEvent",
                        Schema.text("newest day of which events came").put("format", "date"))
                .optional("eventAgeDays", Schema.integer(0, Integer.MAX_VALUE))
                .with("told", Schema.truth())
                .optional("reason", Schema.text("why nothing is told of the log"))
                .optional("rows", rows().schema())
                .optional("users", count())
                .optional("aliasesResolved", count())
                .optional("carried", Schema.list(Schema.text("event kind")))
                .optional("quarantined", Schema.list(cause()))
                .optional(
                        "files",
                        Schema.list(rows().with("name", Schema.text("file")).schema()))
                .optional("logs", Schema.list(log()))
                .optional(
                        "explaining", Schema.object().with("explained", count()).schema())
                .optional("gates", Schema.list(gate()))
                .schema();
    }

    private static Schema.Members rows() {
        return Schema.object()
                .with("read", count())
                .with("kept", count())
                .with("ignored", count())
                .with("duplicates", count())
                .with("quarantined", count())
                .with("events", count());
    }

    private static ObjectNode cause() {
        return Schema.object()
                .with("reason", Schema.text("why rows could not be used"))
                .with("rows", count())
                .with("examples", Schema.list(Schema.text("form of such a row, letters and digits made equal")))
                .schema();
    }

    private static ObjectNode log() {
        return Schema.object()
                .with("mapping", Schema.text("name of its mapping"))
                .with("firstDay", Schema.text("first day with events"))
                .with("lastDay", Schema.text("last day with events"))
                .with("completeThrough", Schema.text("the day through which it is complete"))
                .with("ageDays", Schema.integer(0, Integer.MAX_VALUE))
                .schema();
    }

    private static ObjectNode gate() {
        List<String> ids =
                Arrays.stream(DataGates.Id.values()).map(DataGates.Id::id).toList();
        ObjectNode id = Schema.oneOf(ids);
        id.remove("default");
        return Schema.object()
                .with("id", id)
                .with("passed", Schema.truth())
                .with("found", Schema.number("what was measured; null where an explanation was withheld"))
                .with("limit", Schema.number("the largest that passes"))
                .schema();
    }

    private static ObjectNode count() {
        return Json.object().put("type", "integer").put("minimum", 0);
    }
}
