package io.perennial.http.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.config.TrafficConfig;
import io.perennial.http.live.Arm;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The split of users: fair, sticky, and watched. */
class ArmsTest {

    private static final int USERS = 100_000;

    private static Arms arms(double holdout, double challenger) {
        return new Arms(new TrafficConfig("s", holdout, challenger, false));
    }

    private static Arm arm(Arms arms, String user) {
        return arms.of(arms.draw(user), true);
    }

    @Test
    void arms_get_the_shares_that_are_configured() {
        Arms arms = arms(10, 20);
        Map<Arm, Integer> counts = new EnumMap<>(Arm.class);
        for (int i = 0; i < USERS; i++) {
            counts.merge(arm(arms, "user-" + i), 1, Integer::sum);
        }
        assertEquals(Map.of(Arm.CHAMPION, 0.72, Arm.CHALLENGER, 0.18, Arm.HOLDOUT, 0.1), rounded(arms));
        SampleRatio ratio = SampleRatio.of(counts, arms.shares(true));
        assertEquals(USERS, ratio.users());
        assertFalse(ratio.isSuspicious(), counts + " " + ratio);
    }

    private static Map<Arm, Double> rounded(Arms arms) {
        Map<Arm, Double> shares = new EnumMap<>(Arm.class);
        arms.shares(true).forEach((arm, share) -> shares.put(arm, Math.round(share * 1e9) / 1e9));
        return shares;
    }

    @Test
    void whoever_is_in_an_arm_stays_in_it_when_it_grows() {
        for (int percent = 0; percent <= 100; percent += 10) {
            Arms now = arms(10, percent);
            Arms grown = arms(10, Math.min(100, percent + 10));
            for (int i = 0; i < 2_000; i++) {
                String user = "user-" + i;
                if (arm(now, user) != Arm.CHAMPION) {
                    assertEquals(arm(now, user), arm(grown, user), user + " at " + percent);
                }
            }
        }
        for (int i = 0; i < 2_000; i++) {
            assertTrue(arm(arms(5, 20), "" + i) != Arm.HOLDOUT || arm(arms(10, 20), "" + i) == Arm.HOLDOUT);
        }
    }

    @Test
    void an_arm_is_worked_out_from_salt_and_id_alone() {
        // Recomputed by hand: first 53 bits of SHA-256("s" 0x00 "user-1") as a fraction.
        assertEquals(0.44423, arms(10, 10).draw("user-1").holdout(), 5e-6);
        Arms other = new Arms(new TrafficConfig("t", 10, 10, false));
        assertNotEquals(arms(10, 10).draw("user-1"), other.draw("user-1"));
    }

    @Test
    void without_a_challenger_its_users_are_the_champions() {
        Arms arms = arms(0, 100);
        assertEquals(Arm.CHAMPION, arms.of(arms.draw("u"), false));
        assertEquals(Map.of(Arm.CHAMPION, 1.0), arms.shares(false));
    }

    @Test
    void a_split_that_lost_a_tenth_of_an_arm_is_noticed() {
        Arms arms = arms(10, 50);
        Map<Arm, Integer> counts = new EnumMap<>(Arm.class);
        Random random = new Random(1);
        for (int i = 0; i < USERS; i++) {
            Arm arm = arm(arms, "user-" + i);
            if (arm != Arm.CHALLENGER || random.nextInt(10) > 0) {
                counts.merge(arm, 1, Integer::sum);
            }
        }
        assertTrue(SampleRatio.of(counts, arms.shares(true)).isSuspicious());
        assertTrue(SampleRatio.of(Map.of(Arm.HOLDOUT, 1), Map.of(Arm.CHAMPION, 1.0))
                .isSuspicious());
        assertFalse(SampleRatio.of(Map.of(), arms.shares(true)).isSuspicious());
    }

    @Test
    void of_few_users_no_split_is_suspicious() {
        Map<Arm, Double> shares = Map.of(Arm.CHAMPION, 0.95, Arm.CHALLENGER, 0.05);
        assertFalse(SampleRatio.of(Map.of(Arm.CHALLENGER, 1), shares).isSuspicious(), "the first user of a small arm");
        assertFalse(SampleRatio.of(Map.of(Arm.CHALLENGER, 99), shares).isSuspicious());
        assertTrue(SampleRatio.of(Map.of(Arm.CHALLENGER, 100), shares).isSuspicious(), "five were to be expected");
    }

    @Test
    void honest_splits_are_suspected_about_once_in_a_thousand() {
        int suspected = 0;
        for (int salt = 0; salt < 1_000; salt++) {
            Arms arms = new Arms(new TrafficConfig("salt-" + salt, 20, 50, false));
            Map<Arm, Integer> counts = new EnumMap<>(Arm.class);
            for (int i = 0; i < 500; i++) {
                counts.merge(arm(arms, "user-" + i), 1, Integer::sum);
            }
            suspected += SampleRatio.of(counts, arms.shares(true)).isSuspicious() ? 1 : 0;
        }
        // Seven or more of 1,000 at 1 in 1,000 happens once in 12,000 times, and the salts never change.
        assertTrue(suspected < 7, suspected + " of 1,000 honest splits were suspected");
    }

    @Test
    void a_tally_counts_users_once_and_stays_small() {
        Arms arms = arms(10, 50);
        ArmTally tally = new ArmTally();
        for (int i = 0; i < 3 * USERS; i++) {
            Arms.Draw draw = arms.draw("user-" + i % (3 * USERS / 2));
            tally.count(draw.sample(), arms.of(draw, true));
        }
        int counted =
                tally.users().values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(counted <= ArmTally.MOST && counted > ArmTally.MOST / 4, counted + " users");
        assertEquals(1.5 * USERS, (double) counted * tally.oneIn(), 0.05 * USERS);
        assertFalse(SampleRatio.of(tally.users(), arms.shares(true)).isSuspicious());
    }
}
