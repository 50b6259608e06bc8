package io.perennial.features.feature;

import io.perennial.features.event.EventKind;

/** The amounts of a user's purchase occasions, one basket a day. */
final class Baskets {

    private Baskets() {}

    /** Amount of the first occasion, major units; NaN without one. */
    static double first(UserView user) {
        return user.occasions() == 0 ? Double.NaN : user.money(minor(user, 0));
    }

    /** Amount of the latest occasion, major units; NaN without one. */
    static double last(UserView user) {
        return user.occasions() == 0 ? Double.NaN : user.money(minor(user, user.occasions() - 1));
    }

    /** Mean amount of the occasions after the first, major units; NaN without a repeat. */
    static double meanRepeat(UserView user) {
        int repeats = user.occasions() - 1;
        if (repeats < 1) {
            return Double.NaN;
        }
        long after = user.history().spendMinor(user.occasion(1), user.asOf());
        return user.money((double) after / repeats);
    }

    /** Standard deviation over mean of all baskets; NaN under two occasions or where all are free. */
    static double variation(UserView user) {
        int baskets = user.occasions();
        long total = user.history().spendMinor(Integer.MIN_VALUE, user.asOf());
        if (baskets < 2 || total == 0) {
            return Double.NaN;
        }
        double mean = (double) total / baskets;
        double squares = 0;
        for (int i = 0; i < baskets; i++) {
            double off = minor(user, i) - mean;
            squares += off * off;
        }
        return Math.sqrt(squares / baskets) / mean;
    }

    /** Share of the occasions of a year on whose day a coupon was redeemed; NaN without an occasion. */
    static double couponShare(UserView user) {
        int occasions = 0;
        int withCoupon = 0;
        for (int i = user.occasions() - 1; i >= 0 && user.occasion(i) >= user.asOf() - 365; i--) {
            occasions++;
            int day = user.occasion(i);
            withCoupon += user.history().count(EventKind.COUPON, day, day + 1) > 0 ? 1 : 0;
        }
        return UserView.share(withCoupon, occasions);
    }

    private static double minor(UserView user, int occasion) {
        int day = user.occasion(occasion);
        return (double) user.history().spendMinor(day, day + 1);
    }
}
