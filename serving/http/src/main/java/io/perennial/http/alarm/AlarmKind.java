package io.perennial.http.alarm;

import java.util.Locale;

/** What alarms watch. The set is closed, so that it can label metrics. */
public enum AlarmKind {
    /** Standard deviation of the LTV of eligible users over its mean; measured at each load. */
    LTV_DISPERSION,
    /** By which share the mean LTV of a value tier fell since the load before; the tier that is worst is told. */
    TIER_VALUE,
    /** By which share fewer users were active on a day than on the same weekday a week before. */
    ACTIVE_USERS,
    /** Share of users first active in 28 days who were active on the next day; measured each week. */
    NEXT_DAY_RETENTION,
    /** Share of users active in 28 days who complained in them; measured each week. */
    COMPLAINTS,
    /** By which share fewer of the users active in 28 days used a core feature than in the 84 days before; each week. */
    PENETRATION;

    /** The name in files, JSON and metrics. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The most measurements in a row that a rule may ask for: there are no more of them. */
    public int mostInARow() {
        return switch (this) {
            case LTV_DISPERSION -> 3;
            case TIER_VALUE -> 2;
            case ACTIVE_USERS, NEXT_DAY_RETENTION, COMPLAINTS, PENETRATION -> 7;
        };
    }

    /** Whether little of it is bad; of all others much is. */
    public boolean isBadWhenLow() {
        return this == NEXT_DAY_RETENTION;
    }
}
