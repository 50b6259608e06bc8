package io.perennial.features.profile;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Where a user stands between value, activity and potential.
 *
 * <p>Value is high where the monetary score of RFM is: lifetime spend above that of three fifths of the buyers. Activity is
 * high from {@value #ACTIVE} of 100 up, as {@link UserHealth} counts it; potential from {@value #GROWING} of 100 up, a fifth
 * more than the user's own baseline. Both lines are conventions of ours, not measured.
 *
 * @param activity  value against activity; empty where one of them is not known
 * @param potential value against potential; empty where one of them is not known
 * @param trap      empty where the user is in none, or where it can't be told
 */
public record UserPosition(
        Optional<ActivityQuadrant> activity, Optional<PotentialQuadrant> potential, Optional<Trap> trap) {

    /** The least activity that counts as active. */
    public static final double ACTIVE = 50;

    /** The least potential that counts as growing. */
    public static final double GROWING = 60;

    private static final UserPosition UNKNOWN = new UserPosition(Optional.empty(), Optional.empty(), Optional.empty());
    private static final int SPEND = FeatureCatalogue.index("spend_lifetime");

    /**
     * The position of a user with this feature vector.
     *
     * @param segment RFM segment; empty for who never bought, and where the population has no cuts
     */
    public static UserPosition of(double[] vector, Optional<RfmSegment> segment) {
        return of(UserHealth.of(vector), vector, segment);
    }

    /** The same where the health is known already. */
    public static UserPosition of(UserHealth health, double[] vector, Optional<RfmSegment> segment) {
        boolean isKnown = segment.isPresent() || vector[SPEND] == 0;
        OptionalDouble activity = health.activity();
        if (!isKnown || activity.isEmpty()) {
            return UNKNOWN;
        }
        boolean isValuable = segment.map(RfmSegment::isValuable).orElse(false);
        boolean isActive = activity.getAsDouble() >= ACTIVE;
        OptionalDouble potential = Potential.of(vector);
        return new UserPosition(
                Optional.of(ActivityQuadrant.of(isValuable, isActive)),
                potential.isEmpty()
                        ? Optional.empty()
                        : Optional.of(PotentialQuadrant.of(isValuable, potential.getAsDouble() >= GROWING)),
                Trap.of(vector, isValuable, isActive));
    }

    /** The places the user has, of those that are known. */
    public List<Placing> places() {
        return Stream.of(activity, potential, trap)
                .flatMap(Optional::stream)
                .map(Placing.class::cast)
                .toList();
    }
}
