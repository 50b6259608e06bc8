package io.perennial.features.profile;

import static io.perennial.features.profile.Reading.filling;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a user gives that no order shows, each 0 to 100 by a fixed formula; empty where the log does not carry it.
 *
 * @param content    pieces published in 84 days; two are 50
 * @param referral   invites ever sent; two are 50
 * @param coCreation days of the last 84 with an interaction, content or an invite; six are 50
 */
public record HiddenValue(OptionalDouble content, OptionalDouble referral, OptionalDouble coCreation) {

    private static final Reading CONTENT = filling("content_84", 2);
    private static final Reading REFERRAL = filling("invites_lifetime", 2);
    private static final Reading CO_CREATION = filling("social_days_84", 6);

    /** The hidden value of a user with this feature vector. */
    public static HiddenValue of(double[] vector) {
        return new HiddenValue(
                Reading.mean(List.of(CONTENT), vector),
                Reading.mean(List.of(REFERRAL), vector),
                Reading.mean(List.of(CO_CREATION), vector));
    }
}
