package io.perennial.simulator.world;

/**
 * What one simulated user is like, fixed for life.
 *
 * @param id        number of the user, from 0
 * @param archetype sort of user
 * @param source    how the user was acquired
 * @param joined    the day of the first activity; negative for who came before the logs begin
 * @param visiting  how the user visits
 * @param buying    how the user buys
 * @param leaving   how the user pauses and leaves
 * @param contact   how the user can be reached and feels
 */
public record Traits(
        int id,
        Archetype archetype,
        Source source,
        int joined,
        Visiting visiting,
        Buying buying,
        Leaving leaving,
        Contact contact) {

    /**
     * How a user visits while engaged.
     *
     * @param perDay  rate of visits
     * @param seconds median duration of a visit
     * @param core    probability of one more use of a core feature in a visit
     * @param breadth number of core features the user knows
     * @param social  probability of one more interaction in a visit
     * @param posts   probability of publishing in a visit
     */
    public record Visiting(double perDay, double seconds, double core, int breadth, double social, double posts) {}

    /**
     * How a user buys while engaged.
     *
     * @param perDay      probability of buying on an average day; 0 for who never buys
     * @param basket      median amount of an order in currency units
     * @param couponShare share of orders with a coupon
     * @param refundShare share of orders given back, wholly or by half
     */
    public record Buying(double perDay, double basket, double couponShare, double refundShare) {

        /** Spread of the log amounts of a user's orders. */
        public static final double SPREAD = 0.6;

        /** What a coupon takes off an order. */
        public static final double COUPON_OFF = 0.15;

        /** Probability of a second order on a day with one. */
        public static final double SECOND_ORDER = 0.08;

        /** The longest a refund takes, in days; every lag from 1 to this is as likely. */
        public static final int REFUND_DAYS = 20;

        /** Part of its order that an average refund gives back: one half is whole, the other is by half. */
        public static final double REFUNDED = 0.75;

        /** Expected spend of a day with a purchase, before refunds, in currency units. */
        public double occasion() {
            double mean = basket * StrictMath.exp(SPREAD * SPREAD / 2);
            return mean * (1 + SECOND_ORDER) * (1 - COUPON_OFF * couponShare);
        }
    }

    /**
     * How a user pauses and leaves; all rates are probabilities a day.
     *
     * @param decline     an engaged user begins to leave
     * @param declineDays days from there to the drop-out, with ever less activity; 0 leaves at once
     * @param pause       an engaged user goes silent for a while
     * @param resume      a silent user comes back
     */
    public record Leaving(double decline, int declineDays, double pause, double resume) {

        /** What is left of the rates this many days into the decline: 1 at its start, 0 at its end. */
        public double fade(int age) {
            double left = 1 - (double) age / declineDays;
            return left * Math.sqrt(left);
        }
    }

    /**
     * How a user can be reached and feels.
     *
     * @param reachable    whether outreach may be sent
     * @param effect       what outreach truly does
     * @param opens        probability of opening an outreach while engaged
     * @param satisfaction 0 (unhappy) to 1
     * @param device       whether part of the app events carries a device instead of the user
     * @param phone        whether part of the orders carries a phone number instead of the user
     */
    public record Contact(
            boolean reachable,
            OutreachEffect effect,
            double opens,
            double satisfaction,
            boolean device,
            boolean phone) {}
}
