package io.perennial.http.model;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Part;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.References;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What moves the scores of a version, over the reference rows it was published with: the exact contributions of each
 * row's explanation, weighed by the users behind the row.
 *
 * @param target   which score
 * @param rows     how many rows were explained
 * @param parts    the dimensions, the strongest first
 * @param features single features on the margin, the strongest first; none where the model is not one tree ensemble
 */
public record Importance(Target target, int rows, List<Weight> parts, List<Trend> features) {

    private static final int MOST_FEATURES = 12;
    private static final double CLEAR = 0.3;

    public Importance {
        parts = List.copyOf(parts);
        features = List.copyOf(features);
    }

    /**
     * A dimension.
     *
     * @param part  the dimension
     * @param mean  mean size of its contribution, in the unit of the score
     * @param share of all dimensions together
     */
    public record Weight(Part part, double mean, double share) {}

    /** Which way the margin goes as a feature grows. */
    public enum Way {
        UP,
        DOWN,
        MIXED
    }

    /**
     * A feature.
     *
     * @param feature of the catalogue
     * @param mean    mean size of its contribution to the margin
     * @param way     which way the margin goes as it grows
     */
    public record Trend(Feature feature, double mean, Way way) {}

    private record Explained(UserRow row, double users, Explanation why) {
        double value(int feature) {
            return row.features()[feature];
        }
    }

    /**
     * The importance of what answers; empty where its model has no reference rows, or learned from a table.
     *
     * @param asOf the day rows are scored as of, epoch day
     */
    public static Optional<Importance> of(ServingState state, Target target, int asOf) {
        Optional<References> references = model(state, target).flatMap(LoadedModel::references);
        if (references.isEmpty() || !(state.requireScorer().schema() instanceof FeatureSchema)) {
            return Optional.empty();
        }
        List<Explained> rows = new ArrayList<>();
        for (int i = 0; i < references.get().rows().size(); i++) {
            int users = references.get().users().get(i);
            UserRow row =
                    new UserRow("", asOf, true, false, references.get().rows().get(i), null);
            explain(state, target, row).ifPresent(why -> rows.add(new Explained(row, users, why)));
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(of(target, rows));
    }

    /** The model that gives a score now; empty where none does. */
    public static Optional<LoadedModel> model(ServingState state, Target target) {
        return state.scorer().flatMap(scorer -> switch (target) {
            case CHURN -> Optional.of(scorer.churn());
            case LTV -> scorer.ltv();
            case TREND -> scorer.trend();
        });
    }

    /** Why a row has its score; empty where it has none that can be told. */
    private static Optional<Explanation> explain(ServingState state, Target target, UserRow row) {
        try {
            Score score = state.requireScorer().score(row);
            return state.requireExplainer().explain(row, score, target) instanceof Explanation why
                    ? Optional.of(why)
                    : Optional.empty();
        } catch (IncoherentScoreException e) {
            return Optional.empty();
        }
    }

    private static Importance of(Target target, List<Explained> rows) {
        int dimensions = rows.get(0).why().dimensions().size();
        List<Double> means = IntStream.range(0, dimensions)
                .mapToObj(i -> mean(rows, row -> row.why().dimensions().get(i).value()))
                .toList();
        double all = means.stream().mapToDouble(Double::doubleValue).sum();
        List<Weight> parts = IntStream.range(0, dimensions)
                .mapToObj(i -> new Weight(
                        rows.get(0).why().dimensions().get(i).dimension(),
                        means.get(i),
                        all == 0 ? 0 : means.get(i) / all))
                .sorted(Comparator.comparingDouble((Weight weight) -> -weight.mean()))
                .toList();
        return new Importance(target, rows.size(), parts, features(rows));
    }

    private static List<Trend> features(List<Explained> rows) {
        if (rows.stream().anyMatch(row -> row.why().features().isEmpty())) {
            return List.of();
        }
        return IntStream.range(0, FeatureCatalogue.features().size())
                .mapToObj(i ->
                        new Trend(FeatureCatalogue.features().get(i), mean(rows, row -> worth(row, i)), way(rows, i)))
                .filter(trend -> trend.mean() > 0)
                .sorted(Comparator.comparingDouble((Trend trend) -> -trend.mean()))
                .limit(MOST_FEATURES)
                .toList();
    }

    private static double worth(Explained row, int feature) {
        return row.why().features().orElseThrow().values().get(feature);
    }

    private static double mean(List<Explained> rows, ToDoubleFunction<Explained> contribution) {
        double users = rows.stream().mapToDouble(Explained::users).sum();
        return rows.stream()
                        .mapToDouble(row -> row.users() * Math.abs(contribution.applyAsDouble(row)))
                        .sum()
                / users;
    }

    /** The sign of the correlation of value and contribution, where it is clear. */
    private static Way way(List<Explained> rows, int feature) {
        List<Explained> known =
                rows.stream().filter(row -> !Double.isNaN(row.value(feature))).toList();
        double value =
                known.stream().mapToDouble(row -> row.value(feature)).average().orElse(0);
        double worth =
                known.stream().mapToDouble(row -> worth(row, feature)).average().orElse(0);
        double both = 0;
        double ofValue = 0;
        double ofWorth = 0;
        for (Explained row : known) {
            double x = row.value(feature) - value;
            double y = worth(row, feature) - worth;
            both += x * y;
            ofValue += x * x;
            ofWorth += y * y;
        }
        double correlation = ofValue > 0 && ofWorth > 0 ? both / StrictMath.sqrt(ofValue * ofWorth) : 0;
        return correlation > CLEAR ? Way.UP : correlation < -CLEAR ? Way.DOWN : Way.MIXED;
    }
}
