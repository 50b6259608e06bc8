package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.toml.Nearest;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.Language;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.counterfactual.Lever;
import io.perennial.scoring.counterfactual.Levers;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.model.PeerGroup;
import io.perennial.scoring.score.Scorer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a score would be if features that a person can act on had other values; nothing is kept. */
public final class WhatIfView {

    private static final List<String> IDS =
            FeatureCatalogue.features().stream().map(Feature::id).toList();

    private final Scorer scorer;
    private final ScoreView scores;
    private final Levers levers;
    private final Language language;

    /**
     * The view of one state.
     *
     * @param scores   gives what every answer carries
     * @param language language of names
     */
    public WhatIfView(ServingState state, ScoreView scores, Language language) {
        this.scorer = state.requireScorer();
        this.scores = scores;
        this.levers = Levers.of(scorer);
        this.language = language;
    }

    /**
     * The score with some features changed, beside the one without.
     *
     * @param features new values by feature id, each one a person can act on
     * @throws Problem naming the feature that may not be changed so
     */
    public ObjectNode whatIf(Subject subject, Fields features, Target target) {
        Map<Lever, Double> values = new LinkedHashMap<>();
        for (String id : features.names()) {
            Lever lever = lever(features, id);
            values.put(lever, value(features, lever, subject.row().features()[lever.column()]));
        }
        if (values.isEmpty()) {
            throw Problem.at(Kind.BAD_FIELD, "features", "'features' changes nothing; give at least one feature");
        }
        WhatIf tried = WhatIf.of(scorer, subject, values, target);
        ObjectNode node = scores.head(tried.other());
        node.put("target", target.id()).put("unit", target.unit());
        ArrayNode changed = node.putArray("changed");
        tried.moves()
                .forEach(move -> changed.add(MoveView.move(move.lever().feature(), move.from(), move.to(), language)));
        node.set("before", ScoreView.columns(tried.before()));
        node.set("after", ScoreView.columns(tried.after()));
        node.set("change", new ChangeView(language).change(tried.change()));
        return MoveView.caution(node, language);
    }

    private Lever lever(Fields features, String id) {
        if (!IDS.contains(id)) {
            throw Problem.at(
                    Kind.UNKNOWN_FIELD,
                    features.path(Request.shown(id)),
                    "no feature is called '" + Request.shown(id) + "'"
                            + Nearest.to(id, IDS)
                                    .map(word -> "; did you mean '" + word + "'?")
                                    .orElse(""));
        }
        return levers.of(id).orElseThrow(() -> features.wrong(id, wanted(id)));
    }

    private String wanted(String id) {
        if (!FeatureCatalogue.features().get(FeatureCatalogue.index(id)).actionable()) {
            return "one that a person can act on; `perennial features --list` tells which are";
        }
        return levers.all().isEmpty()
                ? "of a known range: the model learned from fewer than " + PeerGroup.LEAST_USERS
                        + " users, so that no value can be tried"
                : "known of anybody in this log, so that no value of it can be tried";
    }

    /** The new value: within what the population showed, or as the user has it. */
    private static double value(Fields features, Lever lever, double own) {
        String id = lever.feature().id();
        double value = features.number(id);
        if (!lever.admits(value) && value != own) {
            throw features.wrong(
                    id,
                    "a number from " + lever.least() + " to " + lever.largest()
                            + ", the range that users of the model showed; beyond it the model knows nothing");
        }
        return value;
    }

    /** The shape of a request. */
    public static Schema.Members body() {
        ObjectNode features = Json.object().put("type", "object").put("minProperties", 1);
        features.putObject("additionalProperties").put("type", "number");
        return Schema.object().with("features", features);
    }

    /** The shape of an answer, beginning with what every answer carries. */
    public static ObjectNode schema(Schema.Members head, ObjectNode columns) {
        return MoveView.cautious(head.with("target", Schema.text("which score"))
                        .with("unit", Schema.text("unit of the values"))
                        .with("changed", Schema.list(MoveView.schema()))
                        .with("before", columns)
                        .with("after", columns)
                        .with("change", ChangeView.schema().schema()))
                .schema();
    }
}
