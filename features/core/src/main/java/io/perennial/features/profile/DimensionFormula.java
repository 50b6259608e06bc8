package io.perennial.features.profile;

import static io.perennial.features.profile.Reading.filling;
import static io.perennial.features.profile.Reading.kept;
import static io.perennial.features.profile.Reading.linear;

import io.perennial.features.feature.Dimension;
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

    private static final Map<Dimension, List<Reading>> PARTS = parts();

    private DimensionFormula() {}

    static OptionalDouble score(Dimension dimension, double[] vector) {
        return Reading.mean(PARTS.getOrDefault(dimension, List.of()), vector);
    }

    private static Map<Dimension, List<Reading>> parts() {
        return Map.of(
                Dimension.SILENCE,
                List.of(linear("silence_days", 90, 0), linear("silence_vs_own_gap", 5, 1)),
                Dimension.CORE,
                List.of(
                        linear("core_share_84", 0, 1),
                        filling("core_28", 4),
                        kept("core_change_28"),
                        linear("item_repertoire_84", 0, 1)),
                Dimension.FREQUENCY,
                List.of(
                        filling("active_days_28", 4),
                        kept("visits_change_28"),
                        kept("active_days_change_28"),
                        kept("occasions_change_84")),
                Dimension.DEPTH,
                List.of(
                        filling("minutes_per_visit_84", 5),
                        filling("actions_per_visit_84", 2),
                        filling("actions_per_active_day_84", 2),
                        kept("minutes_per_visit_change_28"),
                        kept("actions_per_visit_change_28")),
                Dimension.VALUE,
                List.of(
                        filling("occasions_365", 3),
                        linear("repeat_buyer", 0, 1),
                        kept("spend_change_84"),
                        kept("basket_change_84"),
                        linear("refund_share_365", 0.5, 0)),
                Dimension.SOCIAL,
                List.of(
                        filling("interactions_28", 4),
                        filling("content_84", 2),
                        filling("invites_84", 1),
                        kept("social_change_28")),
                Dimension.RESPONSE,
                List.of(
                        linear("open_rate_84", 0, 0.5),
                        linear("click_rate_84", 0, 0.2),
                        linear("unanswered_touches", 12, 0),
                        linear("complaints_84", 3, 0),
                        linear("nps_last", 0, 10),
                        linear("sentiment_84", -1, 1)));
    }
}
