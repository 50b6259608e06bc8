package io.perennial.simulator.life;

import io.perennial.simulator.world.Calendar;
import io.perennial.simulator.world.OutreachEffect;
import io.perennial.simulator.world.Traits;
import io.perennial.simulator.world.Traits.Buying;
import io.perennial.simulator.world.Traits.Leaving;

/**
 * What a user is truly expected to be worth after the logs end, given everything hidden: an exact propagation of the
 * user's Markov chain day by day, not a simulation.
 *
 * <p>The state is the probability of being engaged, paused, or at each age of a decline. A day's expected spend is its
 * mean intensity times the purchase rate, season, mood, lift of the last outreach, and the mean day with a purchase.
 * Refunds are subtracted on the day they are due. No outreach after the logs is assumed but the one asked for.
 */
final class Expectation {

    private final Traits user;
    private final Leaving leaving;
    private double engaged;
    private double paused;
    private double[] declining;

    private Expectation(Life life) {
        user = life.user();
        leaving = user.leaving();
        declining = new double[leaving.declineDays()];
        switch (life.stage()) {
            case ENGAGED -> engaged = 1;
            case PAUSED -> paused = 1;
            case DECLINING -> declining[life.dropOut().age()] = 1;
            case BEFORE, GONE -> {}
        }
    }

    /**
     * Expected purchases less refunds in the {@code horizon} days after {@code today}, in currency units.
     *
     * @param today   the last day lived
     * @param touched whether one outreach is sent on the first day after
     */
    static double value(Life life, Calendar calendar, int today, int horizon, boolean touched) {
        double due = life.orders().dueMinor(today + horizon) / 100.0;
        Buying buying = life.user().buying();
        if (buying.perDay() == 0 || !life.stage().isAlive()) {
            return 0 - due;
        }
        Expectation chain = new Expectation(life);
        double days = 0;
        for (int ahead = 1; ahead <= horizon; ahead++) {
            chain.live();
            if (touched && ahead == 1) {
                chain.touch();
            }
            int day = today + ahead;
            boolean lifted = day < life.liftedUntil() || (touched && ahead <= OutreachEffect.LIFT_DAYS);
            double rate =
                    chain.intensity() * (lifted ? life.user().contact().effect().lift() : 1);
            double kept = 1 - refunded(buying, horizon - ahead);
            days += rate * calendar.buying(day) * life.mood().expected(today, day) * kept;
        }
        return days * buying.perDay() * buying.occasion() - due;
    }

    /** Part of a day's spend that is given back within so many days. */
    private static double refunded(Buying buying, int daysLeft) {
        double inTime = Math.min(1.0, (double) daysLeft / Buying.REFUND_DAYS);
        return buying.refundShare() * Buying.REFUNDED * inTime;
    }

    private void live() {
        double leaves = engaged * leaving.decline();
        double pauses = engaged * leaving.pause();
        double resumes = paused * leaving.resume();
        engaged += resumes - leaves - pauses;
        paused += pauses - resumes;
        if (declining.length > 0) {
            System.arraycopy(declining, 0, declining, 1, declining.length - 1);
            declining[0] = leaves;
        }
    }

    private void touch() {
        OutreachEffect effect = user.contact().effect();
        double back = paused * effect.winBack();
        paused -= back;
        for (int age = 0; age < declining.length; age++) {
            back += declining[age] * effect.winBack();
            declining[age] *= 1 - effect.winBack();
        }
        double annoyed = engaged * effect.annoyance();
        engaged += back - annoyed;
        if (declining.length > 0) {
            declining[0] += annoyed;
        }
    }

    private double intensity() {
        double sum = engaged;
        for (int age = 0; age < declining.length; age++) {
            sum += declining[age] * leaving.fade(age);
        }
        return sum;
    }
}
