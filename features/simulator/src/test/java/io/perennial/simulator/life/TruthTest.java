package io.perennial.simulator.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.simulator.world.Archetype;
import io.perennial.simulator.world.Calendar;
import io.perennial.simulator.world.Campaign;
import io.perennial.simulator.world.CampaignPlan;
import io.perennial.simulator.world.OutreachEffect;
import io.perennial.simulator.world.Source;
import io.perennial.simulator.world.Traits;
import io.perennial.simulator.world.Users;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected values in the truth are the means of what happens when users live on. */
class TruthTest {

    private static final int DAYS = 300;
    private static final long SEED = 5;
    private static final Calendar CALENDAR = new Calendar(LocalDate.of(2026, 10, 31), DAYS, Truth.BEYOND);

    /** Spend less refunds of one user after the end of the logs, in currency units, by the day since. */
    private static final class Future implements DeedSink {
        private final long[] minor = new long[Truth.BEYOND];

        @Override
        public void record(Deed deed) {
            if (deed.day() >= DAYS && deed.act() == Act.ORDER) {
                minor[deed.day() - DAYS] += deed.amountMinor();
            }
            if (deed.day() >= DAYS && deed.act() == Act.REFUND) {
                minor[deed.day() - DAYS] -= deed.amountMinor();
            }
        }

        double value(int days) {
            long sum = 0;
            for (int day = 0; day < days; day++) {
                sum += minor[day];
            }
            return sum / 100.0;
        }
    }

    /** Sums of promise and outcome with the spread of their difference. */
    private static final class Ledger {
        private double promised;
        private double happened;
        private double squares;

        void add(double promise, double outcome) {
            promised += promise;
            happened += outcome;
            squares += (outcome - promise) * (outcome - promise);
        }

        void assertKept(String what) {
            double spread = Math.sqrt(squares);
            assertTrue(promised > 10 * spread / 4, what + " says too little to test: " + promised + " +- " + spread);
            assertEquals(promised, happened, 3.5 * spread, what);
        }
    }

    @Test
    void expected_values_are_the_means_of_what_happens() {
        CampaignPlan plan = new CampaignPlan(SEED, DAYS);
        Users users = new Users(SEED, DAYS);
        Ledger in90 = new Ledger();
        Ledger in180 = new Ledger();
        for (int user = 0; user < 20_000; user++) {
            Future future = new Future();
            Life life = new Life(users.user(user), SEED, CALENDAR, plan, future);
            Truth truth = endOfLogs(life);
            liveOn(life);
            in90.add(truth.value90(), future.value(90));
            in180.add(truth.value180(), future.value(180));
        }
        in90.assertKept("value of 90 days");
        in180.assertKept("value of 180 days");
    }

    @Test
    void the_effect_of_outreach_is_what_outreach_does() {
        for (OutreachEffect effect : OutreachEffect.values()) {
            Traits user = buyer(effect);
            Campaign campaign = new Campaign(0, "c1-push", "push", DAYS);
            CampaignPlan plan = new CampaignPlan(DAYS + Truth.BEYOND, List.of(campaign));
            Ledger touched = new Ledger();
            double gain = 0;
            for (long seed = 0; seed < 20_000; seed++) {
                if (campaign.arm(seed, user.id()) == Campaign.Arm.SENT) {
                    Future future = new Future();
                    Life life = new Life(user, seed, CALENDAR, plan, future);
                    Truth truth = endOfLogs(life);
                    liveOn(life);
                    touched.add(truth.value90() + truth.touch90(), future.value(90));
                    gain += truth.touch90();
                }
            }
            touched.assertKept("value of 90 days after outreach to " + effect);
            assertEquals(Math.signum(effect.lift() - 1), Math.signum(gain), "direction of " + effect);
        }
    }

    @Test
    void who_has_gone_is_worth_nothing_but_the_refunds_due() {
        Users users = new Users(SEED, DAYS);
        CampaignPlan plan = new CampaignPlan(SEED, DAYS);
        int gone = 0;
        for (int user = 0; user < 500; user++) {
            Life life = new Life(users.user(user), SEED, CALENDAR, plan, deed -> {});
            Truth truth = endOfLogs(life);
            if (!life.stage().isAlive()) {
                gone++;
                assertEquals(-life.orders().dueMinor(DAYS - 1 + 90) / 100.0, truth.value90(), 1e-9, "user " + user);
                assertEquals(0, truth.touch90(), "user " + user);
            }
        }
        assertTrue(gone > 50, gone + " gone");
    }

    private static Truth endOfLogs(Life life) {
        for (int day = 0; day < DAYS; day++) {
            life.live(day);
        }
        return Truth.of(life, CALENDAR);
    }

    private static void liveOn(Life life) {
        for (int day = DAYS; day < DAYS + Truth.BEYOND; day++) {
            life.live(day);
        }
    }

    /** Buys often and leaves often, so that every path of the chain weighs in. */
    private static Traits buyer(OutreachEffect effect) {
        return new Traits(
                17,
                Archetype.REGULAR,
                Source.ORGANIC,
                0,
                new Traits.Visiting(0.1, 100, 0.2, 3, 0.1, 0),
                new Traits.Buying(0.1, 50, 0.5, 0.2),
                new Traits.Leaving(0.003, 60, 0.01, 0.03),
                new Traits.Contact(true, effect, 0.3, 0.5, false, false));
    }
}
