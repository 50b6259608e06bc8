package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Language;
import io.perennial.features.feature.Part;
import io.perennial.features.feature.TableSchema;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.InputCheck;
import io.perennial.scoring.explain.MonthsExplanation;
import io.perennial.scoring.explain.Reason;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.score.Score;
import java.util.List;
import java.util.stream.Stream;

/** Explanations as JSON: parts that add up to the served value, reasons in words, single features on the margin. */
public final class ExplanationView {

    /** Where an explanation by dimensions was asked of a trend that has none. */
    public static final String BY_MONTHS =
            "this trend is told by months, not by dimensions; ask GET /v1/users/{id}/explanation?target=trend";

    private final ServingState state;
    private final ScoreView scores;
    private final Language language;

    /**
     * The view of one state.
     *
     * @param scores   gives what every answer carries
     * @param language language of names and reasons
     */
    public ExplanationView(ServingState state, ScoreView scores, Language language) {
        this.state = state;
        this.scores = scores;
        this.language = language;
    }

    /**
     * Why the subject has this score.
     *
     * @throws Problem where there is no such score, or the parts do not add up to it
     */
    public ObjectNode explanation(Subject subject, Target target) {
        Score score = state.requireScorer().score(subject.row());
        return explanation(subject, score, state.requireExplainer().explain(subject.row(), score, target), target);
    }

    /**
     * The same of a score that was explained already.
     *
     * @throws Problem where there is no such score, or the parts do not add up to it
     */
    public ObjectNode explanation(Subject subject, Score score, ExplanationResult result, Target target) {
        ObjectNode node = scores.head(subject);
        node.put("target", target.id()).put("unit", target.unit());
        if (result instanceof MonthsExplanation months) {
            new MonthsView(language).fill(node, months, interval(score, target));
        } else {
            fill(node, require(result), subject, interval(score, target));
        }
        fill(node, InputCheck.of(state.requireScorer(), subject.row(), score, target), subject);
        node.set("verdicts", ScoreView.verdicts(score));
        return node;
    }

    private void fill(ObjectNode node, Explanation explanation, Subject subject, ObjectNode interval) {
        node.put("by", "dimensions");
        node.put("value", explanation.score());
        node.set("interval", interval);
        node.putObject("baseline").put("value", explanation.baseline()).put("references", explanation.references());
        node.put("context", explanation.context());
        node.set("dimensions", dimensions(explanation));
        node.putObject("check")
                .put("sum", explanation.sum())
                .put("error", explanation.error())
                .put("bound", Explanation.BOUND);
        ArrayNode reasons = node.putArray("reasons");
        explanation.reasons().forEach(reason -> reasons.add(reason(reason, subject)));
        explanation.features().ifPresent(block -> node.set("featuresOnMargin", features(block, subject)));
    }

    private void fill(ObjectNode node, InputCheck check, Subject subject) {
        ObjectNode inputs =
                node.putObject("inputs").put("recorded", check.recorded()).put("known", check.known());
        Json.put(inputs, "missingShare", check.missingShare());
        check.outside().forEach(inputs.putArray("outside")::add);
        ArrayNode notices = node.putArray("notices");
        Stream.concat(
                        check.notices().stream(),
                        CellNotices.of(state.requireScorer().schema(), subject.row()).stream())
                .forEach(notice -> notices.addObject()
                        .put("id", notice.kind().id())
                        .put("text", language.choose(notice.en(), notice.zh())));
    }

    /** The explanation, or the problem it stands for. */
    public static Explanation require(ExplanationResult result) {
        if (result instanceof Explanation explanation) {
            return explanation;
        }
        if (result instanceof Withheld withheld) {
            throw ChangeView.problem(withheld);
        }
        throw Problem.of(Problem.Kind.NO_SCORE, BY_MONTHS);
    }

    private static ObjectNode interval(Score score, Target target) {
        ObjectNode node = Json.object();
        switch (target) {
            case CHURN -> {
                node.put("kind", "calibration");
                score.churn().ifPresent(churn -> putRange(node, churn.low(), churn.high()));
            }
            case LTV -> {
                node.put("kind", "prediction").put("level", 0.9);
                score.value().ifPresent(value -> putRange(node, value.low(), value.high()));
            }
            case TREND -> {
                node.put("kind", "prediction").put("level", 0.9);
                // The last of them is that of the sum.
                score.trendRanges().stream()
                        .skip(Score.MONTHS)
                        .forEach(total -> putRange(node, total.low(), total.high()));
            }
        }
        return node;
    }

    private static void putRange(ObjectNode node, double low, double high) {
        Json.put(node, "low", low);
        Json.put(node, "high", high);
    }

    private ArrayNode dimensions(Explanation explanation) {
        ArrayNode dimensions = Json.array();
        explanation.dimensions().forEach(part -> {
            ObjectNode node = dimensions
                    .addObject()
                    .put("id", part.dimension().id())
                    .put("name", name(part.dimension()))
                    .put("contribution", part.value())
                    .put("method", "exact");
            Json.put(node, "low", part.low());
            Json.put(node, "high", part.high());
        });
        return dimensions;
    }

    private String name(Part part) {
        return language == Language.ZH ? part.zh() : part.en();
    }

    private ObjectNode reason(Reason reason, Subject subject) {
        ObjectNode node = Json.object()
                .put("rank", reason.rank())
                .put("code", reason.code())
                .put("dimension", reason.dimension().id())
                .put("feature", reason.feature())
                .put("contribution", reason.contribution());
        putOwn(node, reason, subject);
        if (reason.peer().isKnown()) {
            ObjectNode peer = node.putObject("peer")
                    .put(
                            "group",
                            language == Language.ZH
                                    ? reason.peer().zh()
                                    : reason.peer().en());
            Json.put(peer, "percentile", reason.peer().percentile());
            Json.put(peer, "median", reason.peer().median());
        }
        return node.put("separable", reason.separable())
                .put("text", language == Language.ZH ? reason.zh() : reason.en());
    }

    private ObjectNode features(Explanation.FeatureBlock block, Subject subject) {
        ObjectNode node = Json.object().put("unit", block.unit());
        Json.put(node, "baseline", block.baseline());
        Json.put(node, "margin", block.margin());
        node.put("error", block.error());
        ArrayNode values = node.putArray("values");
        var vector = state.requireScorer().schema();
        List<String> ids = vector.ids();
        for (int i = 0; i < ids.size(); i++) {
            if (block.values().get(i) != 0) {
                ObjectNode value = values.addObject()
                        .put("id", ids.get(i))
                        .put("dimension", vector.part(i).id());
                putOwn(value, subject.row().features()[i], i);
                value.put("contribution", block.values().get(i));
            }
        }
        return node;
    }

    private void putOwn(ObjectNode node, Reason reason, Subject subject) {
        int column = state.requireScorer().schema() instanceof TableSchema table
                ? table.ids().indexOf(reason.feature())
                : -1;
        if (column < 0) {
            Json.put(node, "value", reason.value());
        } else {
            putOwn(node, subject.row().features()[column], column);
        }
    }

    /** The user's own value: a number, or the category a code stands for; null where there is none. */
    private void putOwn(ObjectNode value, double own, int column) {
        if (state.requireScorer().schema() instanceof TableSchema table
                && !table.isOrdered(column)
                && !Double.isNaN(own)) {
            value.put("value", table.columns().get(column).category(own));
        } else {
            Json.put(value, "value", own);
        }
    }

    private static ObjectNode inputs() {
        return Schema.object()
                .with("recorded", Schema.integer(0, Integer.MAX_VALUE))
                .with("known", Schema.integer(0, Integer.MAX_VALUE))
                .with("missingShare", Schema.number("share of the known features without a record"))
                .with("outside", Schema.list(Schema.text("feature beyond what the model's population showed")))
                .schema();
    }

    private static ObjectNode notice() {
        return Schema.object()
                .with(
                        "id",
                        Schema.text("near_threshold, unlike_training, mostly_missing, newly_missing or unknown_value"))
                .with("text", Schema.text("the notice in words"))
                .schema();
    }

    private static ObjectNode peer() {
        return Schema.object()
                .with("group", Schema.text("users like this one"))
                .with("percentile", Schema.number("share of them below the user's value"))
                .with("median", Schema.number("their median"))
                .schema();
    }

    private static ObjectNode featuresOnMargin() {
        ObjectNode own = Json.object().put("description", "the user's own value, or category; null for no record");
        own.putArray("type").add("number").add("string").add("null");
        ObjectNode feature = Schema.object()
                .with("id", Schema.text("feature"))
                .with("dimension", Schema.text("dimension"))
                .with("value", own)
                .with("contribution", Schema.number("its part of the margin"))
                .schema();
        return Schema.object()
                .with("unit", Schema.text("unit of the margin, which the model adds up"))
                .with(
                        "baseline",
                        Schema.number("the margin of whoever nothing is known of: leaves by how many rows they hold"))
                .with("margin", Schema.number("the user's: baseline and all parts"))
                .with("error", Schema.number("how far the sum misses it"))
                .with("values", Schema.list(feature))
                .schema();
    }

    /** The shape of an explanation, beginning with what every answer carries. */
    public static ObjectNode schema(Schema.Members head) {
        return head.with("target", Schema.text("which score"))
                .with("unit", Schema.text("unit of value and parts"))
                .with("by", Schema.oneOf(List.of("dimensions", "months")))
                .with("value", Schema.number("the served value, unrounded"))
                .with("interval", interval())
                .with("baseline", baseline())
                .with(
                        "context",
                        Schema.number("what tenure, calendar and static attributes add; for months the calendar"))
                .with("dimensions", Schema.list(dimension()))
                .with("check", check())
                .with("reasons", Schema.list(reason()))
                .optional("featuresOnMargin", featuresOnMargin())
                .optional("months", Schema.list(MonthsView.schema()))
                .optional("other", Schema.number("what is read beside the months adds"))
                .with("inputs", inputs())
                .with("notices", Schema.list(notice()))
                .with("verdicts", Schema.list(ScoreView.verdict()))
                .optional("change", ComparisonView.schema())
                .schema();
    }

    private static ObjectNode interval() {
        return Schema.object()
                .with("kind", Schema.text("what it covers"))
                .optional("level", Schema.number("share of outcomes it is to hold"))
                .optional("low", Schema.number("lower end"))
                .optional("high", Schema.number("upper end"))
                .schema();
    }

    private static ObjectNode baseline() {
        return Schema.object()
                .with("value", Schema.number("mean over the references"))
                .optional("references", Schema.integer(1, Integer.MAX_VALUE))
                .optional("path", Schema.text("the past it stands for, where parts are months"))
                .schema();
    }

    private static ObjectNode dimension() {
        return Schema.object()
                .with("id", Schema.text("dimension"))
                .with("name", Schema.text("its name"))
                .with("contribution", Schema.number("its part of the value, exactly 0 without data"))
                .with("method", Schema.text("exact"))
                .with("low", Schema.number("lower end of its 90 % interval"))
                .with("high", Schema.number("upper end"))
                .schema();
    }

    private static ObjectNode check() {
        return Schema.object()
                .with("sum", Schema.number("baseline and all parts"))
                .with("error", Schema.number("how far the sum misses the value"))
                .with("bound", Schema.number("how far it may, of a value of 1"))
                .schema();
    }

    private static ObjectNode reason() {
        ObjectNode own = Json.object().put("description", "the user's own value, or category; null for no record");
        own.putArray("type").add("number").add("string").add("null");
        return Schema.object()
                .with("rank", Schema.integer(1, Explanation.MOST_REASONS))
                .with("code", Schema.text("stable id"))
                .with("dimension", Schema.text("dimension"))
                .with(
                        "feature",
                        Schema.text("the feature in words; empty where no single one pulls the dimension's way"))
                .with("contribution", Schema.number("the dimension's part"))
                .with("value", own)
                .optional("peer", peer())
                .with("separable", Schema.truth())
                .with("text", Schema.text("the reason in words"))
                .schema();
    }
}
