package io.perennial.simulator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.simulator.life.Act;
import io.perennial.simulator.life.Deed;
import io.perennial.simulator.life.Life;
import io.perennial.simulator.world.Calendar;
import io.perennial.simulator.world.CampaignPlan;
import io.perennial.simulator.world.Users;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulated company is one a model can learn from: neither hopeless nor trivial. */
class UserStatisticsTest {

    private static final int USERS = 3_000;
    private static final int DAYS = 800;
    private static final int AS_OF = DAYS - 93;
    private static final long SEED = 1;
    private static final Set<Act> ACTIVE = EnumSet.of(
            Act.REGISTERED,
            Act.SESSION,
            Act.CHECK_IN,
            Act.FEATURE,
            Act.ORDER,
            Act.POST,
            Act.LIKE,
            Act.COMMENT,
            Act.SHARE,
            Act.FOLLOW,
            Act.INVITE);

    private static final List<Person> PEOPLE = new ArrayList<>();

    /** What one user did. */
    private static final class Person {
        private final BitSet days = new BitSet();
        private final List<Long> baskets = new ArrayList<>();
        private int sent;
        private int opened;

        void take(Deed deed) {
            if (ACTIVE.contains(deed.act())) {
                days.set(deed.day());
            }
            if (deed.act() == Act.ORDER) {
                baskets.add(deed.amountMinor());
            }
            sent += deed.act() == Act.SENT ? 1 : 0;
            opened += deed.act() == Act.OPENED ? 1 : 0;
        }

        boolean isEligible() {
            int last = days.previousSetBit(AS_OF - 1);
            return last >= AS_OF - 180;
        }

        boolean churns() {
            int next = days.nextSetBit(AS_OF + 3);
            return next < 0 || next >= AS_OF + 93;
        }

        int silence() {
            return AS_OF - days.previousSetBit(AS_OF - 1);
        }

        long spend() {
            return baskets.stream().mapToLong(Long::longValue).sum();
        }
    }

    @BeforeAll
    static void live() {
        Calendar calendar = new Calendar(LocalDate.of(2026, 10, 31), DAYS, 0);
        CampaignPlan plan = new CampaignPlan(SEED, DAYS);
        Users users = new Users(SEED, DAYS);
        for (int user = 0; user < USERS; user++) {
            Person person = new Person();
            Life life = new Life(users.user(user), SEED, calendar, plan, person::take);
            for (int day = 0; day < DAYS; day++) {
                life.live(day);
            }
            PEOPLE.add(person);
        }
    }

    @Test
    void a_fifth_to_half_of_the_eligible_leave() {
        List<Person> eligible = eligible();
        assertBetween(0.2, 0.45, share(eligible.stream().filter(Person::churns).count(), eligible.size()), "churn");
        assertBetween(0.4, 0.8, share(eligible.size(), PEOPLE.size()), "eligible");
    }

    @Test
    void silence_alone_ranks_leavers_well_but_far_from_perfectly() {
        List<Person> ranked = new ArrayList<>(eligible());
        ranked.sort(Comparator.comparingInt(Person::silence));
        double leavers = 0;
        double rankSum = 0;
        for (int i = 0; i < ranked.size(); i++) {
            if (ranked.get(i).churns()) {
                leavers++;
                rankSum += i + 1;
            }
        }
        double stayers = ranked.size() - leavers;
        assertBetween(0.75, 0.9, (rankSum - leavers * (leavers + 1) / 2) / (leavers * stayers), "AUC of silence");
    }

    @Test
    void spend_is_heavy_tailed_and_about_half_buy() {
        long[] spends = PEOPLE.stream().mapToLong(Person::spend).sorted().toArray();
        double all = Arrays.stream(spends).sum();
        double top = Arrays.stream(spends, USERS - USERS / 10, USERS).sum();
        assertBetween(0.4, 0.75, top / all, "share of the top tenth");
        assertBetween(
                0.35,
                0.6,
                share(Arrays.stream(spends).filter(spend -> spend > 0).count(), USERS),
                "buyers");
    }

    @Test
    void baskets_are_lognormal_within_a_user() {
        double squares = 0;
        double degrees = 0;
        for (Person person : PEOPLE) {
            double[] logs = person.baskets.stream()
                    .mapToDouble(minor -> StrictMath.log(minor))
                    .toArray();
            double mean = Arrays.stream(logs).average().orElse(0);
            squares +=
                    Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
            degrees += Math.max(0, logs.length - 1);
        }
        assertBetween(0.58, 0.63, Math.sqrt(squares / degrees), "spread of the log basket");
    }

    @Test
    void outreach_reaches_and_is_opened_by_some() {
        double sent = PEOPLE.stream().mapToInt(person -> person.sent).sum();
        double opened = PEOPLE.stream().mapToInt(person -> person.opened).sum();
        assertBetween(4, 15, sent / USERS, "messages a user");
        assertBetween(0.05, 0.25, opened / sent, "open rate");
    }

    private static List<Person> eligible() {
        return PEOPLE.stream().filter(Person::isEligible).toList();
    }

    private static double share(long part, double whole) {
        return part / whole;
    }

    private static void assertBetween(double low, double high, double value, String what) {
        assertTrue(value >= low && value <= high, what + " is " + value + ", not " + low + " to " + high);
    }
}
