package io.perennial.scoring.explain;

import io.perennial.features.feature.Schema;
import io.perennial.scoring.explain.Explanation.FeatureBlock;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.References;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** A target's {@link Game} against the references of its model: what every explanation of that target shares. */
final class Chain {

    private static final double[] NOTHING = {};

    private final LoadedModel model;
    private final References references;
    private final Game game;
    private final Optional<MarginBlock> margin;
    private final double baseline;
    private final double[] middle;
    private final ReferenceBootstrap bootstrap;

    private Chain(LoadedModel model, References references, Game game, Optional<MarginBlock> margin) {
        this.model = model;
        this.references = references;
        this.game = game;
        this.margin = margin;
        Game.Whole whole = game.whole();
        double sum = 0;
        for (double[] row : references.rows()) {
            sum += whole.of(row, NOTHING);
        }
        this.baseline = sum / references.rows().size();
        this.middle = Centre.of(references.rows());
        this.bootstrap = new ReferenceBootstrap(references.rows().size());
    }

    /** The chain of a target; empty where its model is not there, was published bare, or is not a game of dimensions. */
    static Optional<Chain> of(Scorer scorer, Target target) {
        return target.model(scorer)
                .filter(model -> Game.isOfDimensions(scorer, target))
                .flatMap(model -> model.references()
                        .or(scorer.churn()::references)
                        .map(references -> new Chain(
                                model,
                                references,
                                Game.of(scorer, target, references.rows()),
                                target == Target.TREND
                                        ? Optional.empty()
                                        : MarginBlock.of(model.graph(), target.output()))));
    }

    ModelId model() {
        return model.id();
    }

    Schema schema() {
        return model.schema();
    }

    References references() {
        return references;
    }

    /** The parts of a user's score. */
    Attribution attribute(UserRow row) {
        return Attribution.of(baseline, game.worth(row), model.schema().parts(), bootstrap);
    }

    /** Single features on the margin, where the model is one tree ensemble. */
    Optional<FeatureBlock> features(UserRow row) {
        return margin.map(block -> block.of(row.features(), row.sequence()));
    }

    /**
     * How much each feature by itself pulls: its part of the margin where the score is a curve over one, else what the
     * score loses when the feature is set to the middle of the references. Value is never a curve over one margin: it
     * moves with the churn probability too.
     */
    IntToDoubleFunction strength(UserRow row, double served, Optional<FeatureBlock> features) {
        if (!game.isChained() && features.isPresent()) {
            return feature -> features.get().values().get(feature);
        }
        Game.Whole whole = game.whole();
        return feature -> {
            double[] changed = row.features().clone();
            changed[feature] = middle[feature];
            return served - whole.of(changed, row.sequence());
        };
    }
}
