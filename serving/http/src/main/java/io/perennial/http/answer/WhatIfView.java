package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Language;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Nearest;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Changes;
import io.perennial.scoring.explain.Lever;
import io.perennial.scoring.explain.Levers;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Scorer;
import java.util.List;

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
        double[] moved = subject.row().features().clone();
        ArrayNode changed = Json.array();
        for (String id : features.names()) {
            Lever lever = lever(features, id);
            double value = value(features, lever, moved[lever.column()]);
            changed.add(MoveView.move(lever.feature(), moved[lever.column()], value, language));
            moved[lever.column()] = value;
        }
        if (changed.isEmpty()) {
            throw Problem.at(Kind.BAD_FIELD, "features", "'features' changes nothing; give at least one feature");
        }
        Subject other = subject.moved(moved, (FeatureSchema) scorer.schema());
        ObjectNode node = scores.head(other);
        node.put("target", target.id()).put("unit", target.unit());
        node.set("changed", changed);
        node.set("before", ScoreView.columns(scorer.score(subject.row()).withReasons(subject.reasons())));
        node.set("after", ScoreView.columns(scorer.score(other.row())));
        node.set(
                "change",
                new ChangeView(language)
                        .change(ChangeView.require(Changes.between(
                                new Changes.Moment(scorer, subject.row()),
                                new Changes.Moment(scorer, other.row()),
                                target))));
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
        return levers.of(id)
                .orElseThrow(() -> features.wrong(
                        id,
                        FeatureCatalogue.features()
                                        .get(FeatureCatalogue.index(id))
                                        .actionable()
                                ? "known of anybody in this log, so that no value of it can be tried"
                                : "one that a person can act on; `perennial features --list` tells which are"));
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
