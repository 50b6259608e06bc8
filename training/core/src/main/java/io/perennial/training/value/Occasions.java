package io.perennial.training.value;

import io.perennial.features.event.EventKind;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import java.util.EnumSet;

/**
 * Expected purchase occasions of a user who stays. Where buying is the only way to stay there is at least one, so that
 * expected purchases are never fewer than the chance of staying.
 */
final class Occasions {

    private final TrainingSet set;
    private final long seed;

    Occasions(TrainingSet set, long seed) {
        this.set = set;
        this.seed = seed;
    }

    /** Learns from rows of retained users: occasions beyond the one that staying implies. */
    Learned fit(Rows retained) {
        boolean implied = set.schema().context().churn().active().equals(EnumSet.of(EventKind.PURCHASE));
        int least = implied ? 1 : 0;
        if (retained.isEmpty()) {
            return Numbers.constant(least);
        }
        Learned beyond = LearnedValue.TWEEDIE.obstacle(retained).isEmpty()
                ? LearnedValue.TWEEDIE.fit(retained, i -> Math.max(0, retained.occasions(i) - least), seed)
                : Numbers.constant(mean(retained, least));
        return Numbers.scaled(beyond, level(retained, beyond, least), least);
    }

    private static double mean(Rows retained, int least) {
        double[] weights = retained.weights();
        double sum = 0;
        double total = 0;
        for (int i = 0; i < retained.size(); i++) {
            sum += weights[i] * Math.max(0, retained.occasions(i) - least);
            total += weights[i];
        }
        return sum / total;
    }

    /** The factor that makes the total of the latest window right. */
    private static double level(Rows retained, Learned beyond, int least) {
        Rows newest = retained.newest();
        double predicted = 0;
        for (double value : beyond.predict(newest.features())) {
            predicted += value;
        }
        double actual = 0;
        for (int i = 0; i < newest.size(); i++) {
            actual += Math.max(0, newest.occasions(i) - least);
        }
        return actual > 0 && predicted > 0 ? actual / predicted : 1;
    }
}
