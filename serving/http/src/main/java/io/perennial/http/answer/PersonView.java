package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.http.ledger.KnownUser;
import io.perennial.scoring.score.Score;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of one user, as JSON: where they stand, what they did, and where to ask for more.
 *
 * @param log whose days and money they are
 */
public record PersonView(LogDefinition log) {

    /** The JSON Schema of {@link #person}. */
    public static ObjectNode schema() {
        ObjectNode counts = Json.object().put("type", "object");
        counts.set("additionalProperties", Schema.integer(1, Integer.MAX_VALUE));
        ObjectNode ledger = Schema.object()
                .with("days", Schema.integer(0, Integer.MAX_VALUE))
                .with("firstDay", day())
                .with("lastDay", day())
                .with("events", counts)
                .with("spend", Schema.number("purchases, major units"))
                .with("refunds", Schema.number("refunds, major units"))
                .with("currency", Schema.text("ISO 4217"))
                .with("liveEvents", Schema.integer(0, Integer.MAX_VALUE))
                .schema();
        ObjectNode links = Schema.object()
                .with("score", Schema.text("path of the score"))
                .with("explanation", Schema.text("path of the reasons"))
                .schema();
        return PortraitView.addedTo(Condition.addedTo(Schema.object()))
                .with("user", Schema.text("id"))
                .with("aliases", Schema.list(Schema.text("other id of the same user")))
                .with("asOf", Schema.text("ISO day").put("format", "date"))
                .with("dayInProgress", Schema.truth())
                .with("source", Schema.text("where the ledger comes from"))
                .with("stage", Schema.oneOf(stages()))
                .with("eligible", Schema.truth())
                .with("lastActive", day())
                .with("ledger", ledger)
                .with("contact", Advice.schema())
                .with(ActionView.ACTION, ActionView.schema())
                .with("links", links)
                .schema();
    }

    /** A user, with the score, the condition and the portrait that were made of what is known. */
    public ObjectNode person(KnownUser known, Score score, Condition condition, Portrait portrait, Advice advice) {
        UserLedger ledger = known.everything();
        History history =
                History.timeline(ledger).asOf(Math.toIntExact(known.day().asOf().toEpochDay()));
        ObjectNode node = Json.object();
        node.put("user", ledger.user());
        node.set("aliases", Json.tree(known.ids().subList(1, known.ids().size())));
        node.put("asOf", known.day().asOf().toString());
        node.put("dayInProgress", known.day().inProgress());
        node.put("source", known.source());
        node.put("stage", score.profile().stage());
        node.put("eligible", score.eligible());
        put(node, "lastActive", score.lastActive().orElse(History.NONE));
        condition.addTo(node);
        PortraitView.add(portrait, node);
        node.set("ledger", ledger(known, history));
        node.set("contact", advice.json());
        node.set(ActionView.ACTION, ActionView.json(advice.what()));
        String address = "/v1/users/"
                + URLEncoder.encode(ledger.user(), StandardCharsets.UTF_8).replace("+", "%20");
        node.putObject("links").put("score", address + "/score").put("explanation", address + "/explanation");
        return node;
    }

    private ObjectNode ledger(KnownUser known, History history) {
        ObjectNode node = Json.object();
        int last = history.days().isEmpty()
                ? History.NONE
                : history.days().get(history.days().size() - 1).day();
        node.put("days", history.days().size());
        put(node, "firstDay", history.firstDay());
        put(node, "lastDay", last);
        ObjectNode events = node.putObject("events");
        for (EventKind kind : EventKind.values()) {
            if (history.count(kind) > 0) {
                events.put(kind.id(), history.count(kind));
            }
        }
        node.put(
                "spend",
                log.major(
                        history.days().stream().mapToLong(LedgerDay::spendMinor).sum()));
        node.put(
                "refunds",
                log.major(history.days().stream()
                        .mapToLong(LedgerDay::refundMinor)
                        .sum()));
        return node.put("currency", log.currency()).put("liveEvents", known.liveEvents());
    }

    static void put(ObjectNode node, String name, int epochDay) {
        if (epochDay == History.NONE) {
            node.putNull(name);
        } else {
            node.put(name, LocalDate.ofEpochDay(epochDay).toString());
        }
    }

    static ObjectNode day() {
        ObjectNode node = Json.object().put("description", "ISO day");
        node.putArray("type").add("string").add("null");
        return node;
    }

    private static List<String> stages() {
        return Arrays.stream(LifecycleStage.values()).map(LifecycleStage::id).toList();
    }
}
