package io.perennial.features.profile;

import io.perennial.features.outcome.ChurnRule;
import java.util.Optional;

/**
 * What can be said of a user without a model: stage, RFM and health. All of it follows from the feature vector.
 *
 * @param stage  where the user stands in the life of a user
 * @param rfm    scores relative to the population, empty where the user never bought or the population has no cuts
 * @param health scores in the seven dimensions
 */
public record Profile(LifecycleStage stage, Optional<Rfm> rfm, Health health) {

    /** The profile of a user with this feature vector. */
    public static Profile of(double[] vector, ChurnRule churn, Optional<RfmCuts> cuts) {
        return new Profile(LifecycleStage.of(vector, churn), cuts.flatMap(of -> of.score(vector)), Health.of(vector));
    }
}
