package io.perennial.http.survey;

import io.perennial.scoring.population.Ordinals;
import java.util.Locale;

/** Orders of a list of users; ties are in the order of ids, and who has no such value comes last. */
public enum Order {
    /** The most to lose first. */
    EXPECTED_LOSS,
    /** The likeliest to leave first. */
    CHURN,
    /** Expected value, the largest first. */
    LTV,
    /** Value if retained, the largest first. */
    VALUE_IF_RETAINED,
    /** Last active, the latest first. */
    LAST_ACTIVE,
    /** Longest silent first. */
    SILENCE,
    /** Last order, the latest first. */
    LAST_ORDER,
    /** By id. */
    USER;

    /** The name in queries. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The order of a name. */
    static Order of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** Users of a roll in this order. */
    int[] of(Roll roll) {
        double[] values = new double[roll.size()];
        for (int user = 0; user < values.length; user++) {
            values[user] = value(roll, user);
        }
        return Ordinals.falling(values);
    }

    /** Falls as the list goes on; NaN for what is not known, which comes last. */
    private double value(Roll roll, int user) {
        return switch (this) {
            case EXPECTED_LOSS -> roll.loss(user);
            case CHURN -> roll.churn(user);
            case LTV -> roll.ltv(user);
            case VALUE_IF_RETAINED -> roll.ifRetained(user);
            case LAST_ACTIVE -> day(roll.lastActive(user));
            case SILENCE -> -day(roll.lastActive(user));
            case LAST_ORDER -> day(roll.lastOrder(user));
            case USER -> -user;
        };
    }

    private static double day(int epochDay) {
        return epochDay == Roll.NEVER ? Double.NaN : epochDay;
    }
}
