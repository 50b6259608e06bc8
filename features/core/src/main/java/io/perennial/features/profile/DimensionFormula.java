package io.perennial.features.profile;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.FeatureCatalogue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The fixed formulas of the dimension scores. This is the only place that knows them; they hold no population statistic,
 * so a user's score changes only when the user does.
 *
 * <p>A score is the mean of its parts, each 0 to 100; a part whose feature is missing is left out. A change against the
 * user's own baseline scores 100 where nothing was lost and 0 where all was.
 */
final class DimensionFormula {

    private static final Map<Dimension, List<Part>> PARTS = parts();

    private DimensionFormula() {}

    /** A feature read as 0 to 100. */
    private interface Part {
        /** NaN where the feature is missing. */
        double of(double[] vector);
    }

    static OptionalDouble score(Dimension dimension, double[] vector) {
        return PARTS.getOrDefault(dimension, List.of()).stream()
                .mapToDouble(part -> part.of(vector))
                .filter(score -> !Double.isNaN(score))
                .average();
    }

    private static Map<Dimension, List<Part>> parts() {
        Map<Dimension, List<Part>> parts = new EnumMap<>(Dimension.class);
        parts.put(Dimension.SILENCE, List.of(linear("silence_days", 90, 0), linear("silence_vs_own_gap", 5, 1)));
        parts.put(
                Dimension.CORE,
                List.of(
                        linear("core_share_84", 0, 1),
                        filling("core_28", 4),
                        kept("core_change_28"),
                        linear("item_repertoire_84", 0, 1)));
        parts.put(
                Dimension.FREQUENCY,
                List.of(
                        filling("active_days_28", 4),
                        kept("visits_change_28"),
                        kept("active_days_change_28"),
                        kept("occasions_change_84")));
        parts.put(
                Dimension.DEPTH,
                List.of(
                        filling("minutes_per_visit_84", 5),
                        filling("actions_per_visit_84", 2),
                        filling("actions_per_active_day_84", 2),
                        kept("minutes_per_visit_change_28"),
                        kept("actions_per_visit_change_28")));
        parts.put(
                Dimension.VALUE,
                List.of(
                        filling("occasions_365", 3),
                        linear("repeat_buyer", 0, 1),
                        kept("spend_change_84"),
                        kept("basket_change_84"),
                        linear("refund_share_365", 0.5, 0)));
        parts.put(
                Dimension.SOCIAL,
                List.of(
                        filling("interactions_28", 4),
                        filling("content_84", 2),
                        filling("invites_84", 1),
                        kept("social_change_28")));
        parts.put(
                Dimension.RESPONSE,
                List.of(
                        linear("open_rate_84", 0, 0.5),
                        linear("click_rate_84", 0, 0.2),
                        linear("unanswered_touches", 12, 0),
                        linear("complaints_84", 3, 0),
                        linear("nps_last", 0, 10),
                        linear("sentiment_84", -1, 1)));
        return parts;
    }

    /** 0 at {@code zero}, 100 at {@code full}, straight between, flat beyond. */
    private static Part linear(String id, double zero, double full) {
        int column = FeatureCatalogue.index(id);
        return vector -> {
            double share = (vector[column] - zero) / (full - zero);
            return 100 * Math.min(1, Math.max(0, share));
        };
    }

    /** 0 at 0, 50 at {@code half}, nearing 100 as the value grows: for counts without a natural top. */
    private static Part filling(String id, double half) {
        int column = FeatureCatalogue.index(id);
        return vector -> 100 * vector[column] / (vector[column] + half);
    }

    /** 100 where the change is 0 or a gain, 0 where all is lost. */
    private static Part kept(String id) {
        return linear(id, -1, 0);
    }
}
