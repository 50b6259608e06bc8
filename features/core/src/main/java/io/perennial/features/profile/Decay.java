package io.perennial.features.profile;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import java.util.OptionalDouble;

/**
 * How far a user has fallen from the own baseline in three respects; -0.3 is 30 % less, a gain is positive.
 *
 * @param behaviour visits of the last 28 days, or active days where the log has no visits
 * @param value     mean basket of the last 84 days, or spend where nothing was bought in them
 * @param social    interactions, content and invites of the last 28 days
 * @param isRuleMet whether the known rule says that the user leaves: active days down by 30 % or more and the mean basket
 *                  by 25 % or more, both known
 */
public record Decay(OptionalDouble behaviour, OptionalDouble value, OptionalDouble social, boolean isRuleMet) {

    /** The limit of the known rule for active days: every log has them, not every log has visits. */
    public static final double ACTIVE_DAYS_LIMIT = -0.30;

    /** The limit of the known rule for the mean basket. */
    public static final double BASKET_LIMIT = -0.25;

    private static final int VISITS = FeatureCatalogue.index("visits_change_28");
    private static final int ACTIVE_DAYS = FeatureCatalogue.index("active_days_change_28");
    private static final int BASKET = FeatureCatalogue.index("basket_change_84");
    private static final int SPEND = FeatureCatalogue.index("spend_change_84");
    private static final int SOCIAL = FeatureCatalogue.index("social_change_28");

    /** The decay of a user with this feature vector. */
    public static Decay of(double[] vector) {
        return new Decay(
                known(vector[behaviour(vector)]),
                known(vector[value(vector)]),
                known(vector[SOCIAL]),
                vector[ACTIVE_DAYS] <= ACTIVE_DAYS_LIMIT && vector[BASKET] <= BASKET_LIMIT);
    }

    /** What {@code behaviour} is the change of, for a user with this feature vector. */
    public static Feature behaviourOf(double[] vector) {
        return FeatureCatalogue.features().get(behaviour(vector));
    }

    /** What {@code value} is the change of, for a user with this feature vector. */
    public static Feature valueOf(double[] vector) {
        return FeatureCatalogue.features().get(value(vector));
    }

    private static int behaviour(double[] vector) {
        return Double.isNaN(vector[VISITS]) ? ACTIVE_DAYS : VISITS;
    }

    private static int value(double[] vector) {
        return Double.isNaN(vector[BASKET]) ? SPEND : BASKET;
    }

    private static OptionalDouble known(double change) {
        return Double.isNaN(change) ? OptionalDouble.empty() : OptionalDouble.of(change);
    }

    /** Whether there is any baseline to compare with. */
    public boolean isKnown() {
        return behaviour.isPresent() || value.isPresent() || social.isPresent();
    }
}
