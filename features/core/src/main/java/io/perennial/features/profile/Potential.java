package io.perennial.features.profile;

import static io.perennial.features.profile.Reading.gained;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much more may come of a user, 0 to 100: 50 is as much as before, 100 twice of it.
 *
 * <p>The mean change, against the user's own baseline, of spend, purchase occasions, active days and core use.
 * Where no baseline is known it is 0 for who was silent for {@value #GONE_DAYS} days, and else what the first month
 * showed: 50 at {@value #FIRST_MONTH} active days.
 */
final class Potential {

    private static final int GONE_DAYS = 84;
    private static final int FIRST_MONTH = 6;
    private static final int SILENCE = FeatureCatalogue.index("silence_days");
    private static final List<Reading> CHANGES = List.of(
            gained("spend_change_84"),
            gained("occasions_change_84"),
            gained("active_days_change_28"),
            gained("core_change_28"));
    private static final List<Reading> BEGINNING = List.of(Reading.filling("first_month_active_days", FIRST_MONTH));

    private Potential() {}

    /** The potential of a user with this feature vector; empty for a user who was never active. */
    static OptionalDouble of(double[] vector) {
        if (Double.isNaN(vector[SILENCE])) {
            return OptionalDouble.empty();
        }
        OptionalDouble change = Reading.mean(CHANGES, vector);
        if (change.isPresent()) {
            return change;
        }
        return vector[SILENCE] >= GONE_DAYS ? OptionalDouble.of(0) : Reading.mean(BEGINNING, vector);
    }
}
