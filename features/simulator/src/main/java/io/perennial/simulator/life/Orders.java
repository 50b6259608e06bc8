package io.perennial.simulator.life;

import io.perennial.simulator.world.Archetype;
import io.perennial.simulator.world.RandomStream;
import io.perennial.simulator.world.Traits.Buying;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a user buys and gives back. */
final class Orders {

    private static final String[] CATEGORIES = {
        "skincare", "snacks", "baby", "shoes", "kitchen", "phones", "books", "pets", "outdoor", "tea", "toys", "bedding"
    };
    private static final String[] CHANNELS = {"app", "app", "app", "mini_program", "web", "store"};
    private static final double UNPAID = 0.04;
    private static final int DAY_SECONDS = 86_400;

    private final Scribe scribe;
    private final RandomStream random;
    private final Buying buying;
    private final boolean byPhone;
    private final Deque<Deed> refunds = new ArrayDeque<>();

    Orders(Scribe scribe, RandomStream random) {
        this.scribe = scribe;
        this.random = random;
        this.buying = scribe.user().buying();
        this.byPhone = scribe.user().archetype() == Archetype.SILENT_PAYER;
    }

    /** A day's orders: one, sometimes two. */
    void order(int day, int second) {
        place(day, second);
        if (random.chance(Buying.SECOND_ORDER)) {
            place(day, second + random.below(DAY_SECONDS - second));
        }
    }

    /** Writes down the refunds due on a day. They come on time whether or not the user is still there. */
    void refund(int day) {
        for (int waiting = refunds.size(); waiting > 0; waiting--) {
            Deed refund = refunds.remove();
            if (refund.day() == day) {
                scribe.write(refund);
            } else {
                refunds.add(refund);
            }
        }
    }

    /** Refunds already decided and due on or before a day, in minor units. */
    long dueMinor(int lastDay) {
        return refunds.stream()
                .filter(refund -> refund.day() <= lastDay)
                .mapToLong(Deed::amountMinor)
                .sum();
    }

    private void place(int day, int second) {
        boolean withCoupon = random.chance(buying.couponShare());
        double amount = random.logNormal(buying.basket(), Buying.SPREAD) * (withCoupon ? 1 - Buying.COUPON_OFF : 1);
        long minor = Math.max(1, (long) (amount * 100));
        String item = CATEGORIES[random.below(CATEGORIES.length)];
        String channel = byPhone ? "phone" : CHANNELS[random.below(CHANNELS.length)];
        String coupon = withCoupon ? "SAVE15" : "";
        if (withCoupon) {
            scribe.write(day, second, Act.COUPON, 0, coupon, channel);
        }
        Deed order = new Deed(scribe.user(), day, second, Act.ORDER, scribe.nextId(), 0, minor, item, channel, coupon);
        scribe.write(order);
        if (random.chance(UNPAID)) {
            scribe.write(
                    new Deed(scribe.user(), day, second, Act.UNPAID, scribe.nextId(), 0, minor, item, channel, coupon));
        }
        if (random.chance(buying.refundShare())) {
            long back = random.chance(0.5) ? minor : Math.max(1, minor / 2);
            refunds.add(refund(order, day + 1 + random.below(Buying.REFUND_DAYS), back));
        }
    }

    private Deed refund(Deed order, int day, long minor) {
        int second = 9 * 3_600 + random.below(9 * 3_600);
        return new Deed(order.user(), day, second, Act.REFUND, order.id(), 0, minor, order.item(), order.channel(), "");
    }
}
