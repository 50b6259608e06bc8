package io.perennial.batch;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.score.Score;
import java.io.Serializable;

/**
 * Which users of one batch are explained.
 *
 * @param whom      whose scores come with reasons
 * @param leastLoss the least expected loss of the top tenth; only for {@link Explained#AT_RISK}
 */
record Explaining(Explained whom, double leastLoss) implements Serializable {

    /** Whether this score comes with reasons; one that says nothing about churn never does. */
    boolean wants(Score score) {
        if (whom == Explained.NONE || score.churn().isEmpty()) {
            return false;
        }
        return whom == Explained.ALL || isRaised(score) || isDear(score);
    }

    private static boolean isRaised(Score score) {
        return ChurnGrade.valueOf(score.profile().grade()).risk().isRaised();
    }

    private boolean isDear(Score score) {
        return score.value().map(value -> value.expectedLoss() >= leastLoss).orElse(false);
    }
}
