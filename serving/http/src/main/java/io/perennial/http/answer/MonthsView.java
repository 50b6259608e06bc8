package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Language;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.MonthsExplanation;
import java.time.LocalDate;
import java.util.Locale;

/** A trend explained by the months it was read from, as JSON. */
final class MonthsView {

    private final Language language;

    MonthsView(Language language) {
        this.language = language;
    }

    /** Fills an answer: the same members as any explanation, without dimensions, with months. */
    void fill(ObjectNode node, MonthsExplanation explanation, ObjectNode interval) {
        node.put("by", "months");
        node.put("value", explanation.score());
        node.set("interval", interval);
        node.putObject("baseline")
                .put("value", explanation.baseline())
                .put("path", explanation.path().name().toLowerCase(Locale.ROOT));
        node.put("context", explanation.calendar());
        node.putArray("dimensions");
        ArrayNode months = node.putArray("months");
        explanation.months().forEach(month -> months.add(month(month)));
        node.put("other", explanation.other());
        node.putObject("check")
                .put("sum", explanation.sum())
                .put("error", explanation.error())
                .put("bound", Explanation.BOUND);
        node.putArray("reasons");
    }

    private ObjectNode month(MonthsExplanation.Month month) {
        ObjectNode node = Json.object()
                .put("from", LocalDate.ofEpochDay(month.from()).toString())
                .put("to", LocalDate.ofEpochDay(month.to()).toString())
                .put("contribution", month.value());
        Json.put(node, "occasions", month.occasions());
        Json.put(node, "spend", month.spend());
        return node.put("text", text(month));
    }

    private String text(MonthsExplanation.Month month) {
        String last = LocalDate.ofEpochDay(month.to() - 1L).toString();
        String first = LocalDate.ofEpochDay(month.from()).toString();
        return String.format(
                        Locale.ROOT,
                        language.choose("%s to %s: %.0f purchase days, spend %.2f; ", "%s 至 %s：购买 %.0f 天，消费 %.2f；"),
                        first,
                        last,
                        month.occasions(),
                        month.spend())
                + effect(month.value());
    }

    private String effect(double value) {
        String part = String.format(Locale.ROOT, "%.2f", Math.abs(value));
        if (part.equals("0.00")) {
            return language.choose("changes nothing of the spend of the next six blocks", "对未来六期预期消费无影响");
        }
        boolean isUp = value > 0;
        return language.choose(
                (isUp ? "raises" : "lowers") + " the spend of the next six blocks by " + part,
                "使未来六期预期消费" + (isUp ? "上升" : "下降") + " " + part);
    }

    static ObjectNode schema() {
        return Schema.object()
                .with("from", Schema.text("first day"))
                .with("to", Schema.text("the day after the last"))
                .with("contribution", Schema.number("its part of the value"))
                .with("occasions", Schema.number("purchase occasions in it"))
                .with("spend", Schema.number("spend in it, major units"))
                .with("text", Schema.text("the same in words"))
                .schema();
    }
}
