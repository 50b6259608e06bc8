package io.perennial.scoring.explain;

import io.perennial.features.feature.Schema;
import io.perennial.scoring.explain.Explanation.FeatureBlock;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.References;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * A model with the models before it, as one game: churn alone, or value with the churn probability it reads computed
 * for the very same coalition.
 */
final class Chain {

    private static final double[] NOTHING = {};

    private final LoadedModel model;
    private final References references;
    private final Optional<Coalitions> before;
    private final Coalitions last;
    private final Optional<MarginBlock> margin;
    private final double baseline;
    private final double[] middle;

    private Chain(
            LoadedModel model, References references, Optional<Coalitions> before, Coalitions last, Target target) {
        this.model = model;
        this.references = references;
        this.before = before;
        this.last = last;
        this.margin = MarginBlock.of(model.graph(), target.output());
        Whole whole = new Whole();
        double sum = 0;
        for (double[] row : references.rows()) {
            sum += whole.of(row, NOTHING);
        }
        this.baseline = sum / references.rows().size();
        this.middle = middle(references.rows());
    }

    static Chain churn(LoadedModel churn, References references) {
        Coalitions game = new Coalitions(churn.graph(), Target.CHURN.output(), churn.schema(), references.rows());
        return new Chain(churn, references, Optional.empty(), game, Target.CHURN);
    }

    static Chain ltv(LoadedModel churn, LoadedModel ltv, References references) {
        Coalitions first = new Coalitions(churn.graph(), Target.CHURN.output(), churn.schema(), references.rows());
        Coalitions game = new Coalitions(ltv.graph(), Target.LTV.output(), ltv.schema(), references.rows());
        return new Chain(ltv, references, Optional.of(first), game, Target.LTV);
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
        Optional<Coalitions.User> first = before.map(game -> game.user(row.features(), row.sequence()));
        Coalitions.User user = last.user(row.features(), row.sequence());
        List<double[]> worth = new ArrayList<>();
        for (int r = 0; r < references.rows().size(); r++) {
            int reference = r;
            double[] upstream = first.map(f -> f.worth(reference, NOTHING)).orElse(NOTHING);
            worth.add(user.worth(reference, upstream));
        }
        return Attribution.of(baseline, worth, model.schema().parts());
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
        if (before.isEmpty() && features.isPresent()) {
            return feature -> features.get().values().get(feature);
        }
        Whole whole = new Whole();
        return feature -> {
            double[] changed = row.features().clone();
            changed[feature] = middle[feature];
            return served - whole.of(changed, row.sequence());
        };
    }

    /** The score of whole rows through all models, one thread. */
    private final class Whole {

        private final Optional<Coalitions.Whole> first = before.map(Coalitions::whole);
        private final Coalitions.Whole then = last.whole();

        double of(double[] features, double[] sequence) {
            double[] upstream = first.map(model -> new double[] {model.of(features, sequence)})
                    .orElse(NOTHING);
            return then.of(features, sequence, upstream);
        }
    }

    /** The mean of the reference rows, feature by feature; missing where all of them are. */
    private static double[] middle(List<double[]> rows) {
        double[] middle = new double[rows.get(0).length];
        for (int i = 0; i < middle.length; i++) {
            int feature = i;
            middle[i] = rows.stream()
                    .mapToDouble(row -> row[feature])
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
        }
        return middle;
    }
}
