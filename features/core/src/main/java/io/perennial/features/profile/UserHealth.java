package io.perennial.features.profile;

import static io.perennial.features.profile.Reading.filling;
import static io.perennial.features.profile.Reading.linear;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.FeatureCatalogue;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The user health index (UHI): activity, contribution and loyalty of a user, each 0 to 100. A part without data is empty,
 * never 0, and the index is the mean of the others.
 *
 * <p>Fixed formulas without population statistics. Activity is the mean of the dimensions last seen, core use, frequency
 * and depth; contribution that of value and social; loyalty that of response and of four habits: how long the user was
 * active, how evenly, whether they bought again, whether they are under contract.
 *
 * @param activity     whether the user is there
 * @param contribution what the user brings
 * @param loyalty      whether the user stays
 */
public record UserHealth(OptionalDouble activity, OptionalDouble contribution, OptionalDouble loyalty) {

    /** The number of parts. */
    public static final int PARTS = 3;

    /** Days in a row below {@link #LINE} that make the alarm. */
    public static final int ALARM_DAYS = 3;

    /** An index below this is low. A convention of ours, not measured. */
    public static final double LINE = 40;

    /** Days of active life at which its reading is half full: half a year. */
    private static final double HALF_LIFE = 180;

    private static final int SILENCE = FeatureCatalogue.index("silence_days");
    private static final int TENURE = FeatureCatalogue.index("tenure_days");
    private static final List<Reading> HABITS = List.of(
            UserHealth::lifeSpan,
            linear("active_gap_cv", 2, 0),
            filling("purchase_occasions", 2),
            linear("under_contract", 0, 1));

    /** The index of a user with this feature vector; of a user who was never active nothing is known. */
    public static UserHealth of(double[] vector) {
        return of(Health.of(vector), vector);
    }

    /** The same where the health in the seven dimensions is known already. */
    public static UserHealth of(Health health, double[] vector) {
        boolean known = !health.scores().isEmpty();
        return new UserHealth(
                mean(health, Dimension.SILENCE, Dimension.CORE, Dimension.FREQUENCY, Dimension.DEPTH),
                mean(health, Dimension.VALUE, Dimension.SOCIAL),
                known ? loyalty(health, vector) : OptionalDouble.empty());
    }

    private static OptionalDouble mean(Health health, Dimension... dimensions) {
        return Stream.of(dimensions)
                .map(health::score)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    private static OptionalDouble loyalty(Health health, double[] vector) {
        return Stream.of(health.score(Dimension.RESPONSE), Reading.mean(HABITS, vector))
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    /** Days from the first to the last activity: being away makes nobody more loyal. */
    private static double lifeSpan(double... vector) {
        double days = Math.max(0, vector[TENURE] - vector[SILENCE]);
        return 100 * days / (days + HALF_LIFE);
    }

    /** The mean of the parts with data; empty where there is none. */
    public OptionalDouble overall() {
        return parts().average();
    }

    /** How many of {@link #PARTS} have data. */
    public int known() {
        return (int) parts().count();
    }

    private DoubleStream parts() {
        return Stream.of(activity, contribution, loyalty).flatMapToDouble(OptionalDouble::stream);
    }

    /** Whether the index is known and low. */
    public boolean isLow() {
        return overall().orElse(LINE) < LINE;
    }
}
