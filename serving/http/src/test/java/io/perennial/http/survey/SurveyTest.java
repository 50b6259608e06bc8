package io.perennial.http.survey;

import static io.perennial.http.survey.SurveyedCompany.activeDays;
import static io.perennial.http.survey.SurveyedCompany.counts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.Risk;
import io.perennial.http.TinyCompany;
import io.perennial.http.survey.Activity.Flow;
import io.perennial.scoring.score.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything a survey counts, counted again in the plainest way. */
class SurveyTest {

    private static final int USERS = SurveyedCompany.USERS;
    private static final int LOOKBACK = 180;
    private static final int AS_OF = (int) TinyCompany.AS_OF.toEpochDay();
    private static final int EARLIER = (int) TinyCompany.EARLIER.toEpochDay();

    @TempDir
    static Path root;

    private static Survey survey;
    private static final List<Score> NOW = new ArrayList<>();
    private static final Map<String, Score> THEN = new HashMap<>();

    @BeforeAll
    static void count() {
        SurveyedCompany company = SurveyedCompany.of(root);
        survey = company.survey();
        NOW.addAll(company.now());
        THEN.putAll(company.then());
    }

    @Test
    void every_order_is_that_of_plain_sorting() {
        Map<Order, Comparator<Score>> plainly = Map.of(
                Order.EXPECTED_LOSS, falling(score -> value(score).map(Score.ValueScore::expectedLoss)),
                Order.CHURN, falling(score -> score.churn().map(Score.ChurnScore::probability)),
                Order.LTV, falling(score -> value(score).map(Score.ValueScore::ltv)),
                Order.VALUE_IF_RETAINED, falling(score -> value(score).map(Score.ValueScore::ifRetained)),
                Order.LAST_ACTIVE, falling(score -> active(score)),
                Order.SILENCE, falling(score -> active(score).map(day -> -day)),
                Order.USER, Comparator.comparing(score -> 0));
        plainly.forEach((order, comparator) -> {
            List<String> expected =
                    NOW.stream().sorted(comparator).map(Score::user).toList();
            assertEquals(expected, users(survey.roll().ordered(order)), order.toString());
        });
    }

    @Test
    void choices_take_whom_a_plain_filter_takes() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Optional<Boolean> eligible = maybe(random, random.nextBoolean());
            Set<Risk> risks = random.nextBoolean()
                    ? Set.of()
                    : Set.of(List.of(Risk.values()).get(random.nextInt(4)));
            Optional<Tier> tier = maybe(random, List.of(Tier.values()).get(random.nextInt(Tier.values().length)));
            String prefix = random.nextBoolean() ? "" : "user/" + random.nextInt(50);
            Choice choice = new Choice(
                    risks,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    eligible,
                    tier,
                    Optional.empty(),
                    Optional.empty(),
                    prefix);
            Selection selection =
                    survey.select(new ListQuery(choice, Order.USER, Optional.empty()), new BitSet(), false);
            List<String> expected = IntStream.range(0, USERS)
                    .filter(i -> risks.isEmpty() || risks.contains(survey.roll().risk(i)))
                    .filter(i -> eligible.isEmpty()
                            || eligible.get() == survey.roll().isEligible(i))
                    .filter(i -> tier.isEmpty() || tier.get() == survey.roll().tier(i))
                    .mapToObj(i -> NOW.get(i).user())
                    .filter(user -> user.startsWith(prefix))
                    .toList();
            assertEquals(expected, users(selection.page(0, USERS)), "seed " + seed);
        }
    }

    @Test
    void tiers_hold_a_tenth_a_fifth_three_tenths_and_the_rest_of_eligible_users() {
        Map<Tier, Double> shares = Map.of(Tier.LOW, 0.4, Tier.MIDDLE, 0.3, Tier.HIGH, 0.2, Tier.TOP, 0.1);
        long eligible =
                IntStream.range(0, USERS).filter(survey.roll()::isEligible).count();
        for (Tier tier : List.of(Tier.LOW, Tier.MIDDLE, Tier.HIGH, Tier.TOP)) {
            long users = IntStream.range(0, USERS)
                    .filter(i -> survey.roll().isEligible(i) && survey.roll().tier(i) == tier)
                    .count();
            assertEquals(shares.get(tier) * eligible, (double) users, 1.5, tier.toString());
        }
    }

    @Test
    void a_plan_takes_users_as_long_as_the_next_one_pays() {
        Plan plan = new Plan(OptionalInt.empty(), 1, 0.1);
        Selection selection = survey.select(
                new ListQuery(SurveyedCompany.whose(""), Order.EXPECTED_LOSS, Optional.of(plan)), new BitSet(), false);
        List<Double> losses = NOW.stream()
                .flatMap(score -> value(score).stream())
                .map(Score.ValueScore::expectedLoss)
                .filter(loss -> loss * 0.1 > 1)
                .toList();
        assertTrue(losses.size() > 10, losses.size() + " pay");
        assertEquals(losses.size(), selection.total());
        double profit = losses.stream().mapToDouble(loss -> loss * 0.1 - 1).sum();
        assertEquals(profit, selection.plan().orElseThrow().chosen().profit(), 1e-9 * profit);
        Plan few = new Plan(OptionalInt.of(7), 1, 0.1);
        assertEquals(
                7,
                survey.select(
                                new ListQuery(SurveyedCompany.whose(""), Order.EXPECTED_LOSS, Optional.of(few)),
                                new BitSet(),
                                false)
                        .total());
    }

    @Test
    void masked_users_are_in_no_list() {
        BitSet masked = new BitSet();
        masked.set(3);
        Selection selection =
                survey.select(new ListQuery(SurveyedCompany.whose(""), Order.USER, Optional.empty()), masked, false);
        assertEquals(USERS - 1, selection.total());
        assertTrue(Arrays.stream(selection.page(0, USERS)).noneMatch(user -> user == 3));
    }

    @Test
    void what_became_of_users_in_a_period_is_what_their_days_say() {
        List<Flow> flows = survey.activity().flows();
        assertEquals(12, flows.size());
        for (int k = 1; k < flows.size(); k++) {
            int start = AS_OF - (flows.size() - k) * Activity.DAYS;
            int end = start + Activity.DAYS;
            int[] counts = new int[5];
            for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
                NavigableSet<Integer> days = activeDays(ledger);
                boolean now = !days.subSet(start, end).isEmpty();
                boolean before = !days.subSet(start - Activity.DAYS, start).isEmpty();
                boolean earlier = !days.headSet(start).isEmpty();
                counts[0] += now && !earlier ? 1 : 0;
                counts[1] += now && before ? 1 : 0;
                counts[2] += now && earlier && !before ? 1 : 0;
                counts[3] += !now && before ? 1 : 0;
                boolean isLost = !days.isEmpty() && AS_OF - 1 - days.last() >= LOOKBACK;
                int passed = days.isEmpty() ? 0 : days.last() + LOOKBACK;
                counts[4] += isLost && passed >= start && passed < end ? 1 : 0;
            }
            Flow flow = flows.get(k);
            assertEquals(
                    Arrays.toString(counts),
                    Arrays.toString(
                            new int[] {flow.fresh(), flow.continuing(), flow.returning(), flow.dormant(), flow.lost()}),
                    "period " + k);
        }
    }

    @Test
    void a_cohort_is_who_was_first_active_in_its_period() {
        var cohorts = survey.activity().cohorts();
        for (int k = 0; k < cohorts.size(); k++) {
            int start = cohorts.get(k).start();
            for (int age = 0; age < cohorts.get(k).active().size(); age++) {
                int from = start + age * Activity.DAYS;
                long active = TinyCompany.ledgers(USERS).stream()
                        .map(SurveyedCompany::activeDays)
                        .filter(days ->
                                !days.isEmpty() && days.first() >= start && days.first() < start + Activity.DAYS)
                        .filter(days -> !days.subSet(from, from + Activity.DAYS).isEmpty())
                        .count();
                assertEquals(active, (long) cohorts.get(k).active().get(age), "cohort " + k + " at " + age);
            }
        }
    }

    @Test
    void stickiness_is_mean_active_users_a_day_over_those_of_four_weeks() {
        List<NavigableSet<Integer>> days = TinyCompany.ledgers(USERS).stream()
                .map(SurveyedCompany::activeDays)
                .toList();
        double userDays =
                days.stream().mapToInt(its -> its.tailSet(AS_OF - 28).size()).sum();
        long users =
                days.stream().filter(its -> !its.tailSet(AS_OF - 28).isEmpty()).count();
        assertEquals(userDays / 28 / users, survey.activity().stickiness(), 1e-12);
        assertEquals(
                days.stream().filter(its -> !its.tailSet(AS_OF - 7).isEmpty()).count(),
                survey.activity().weekly());
    }

    @Test
    void of_a_log_shorter_than_four_weeks_active_users_a_day_are_the_mean_of_its_days() {
        int[] counts = new int[EventKind.COUNT];
        counts[EventKind.VISIT.index()] = 1;
        List<LedgerDay> days = IntStream.range(AS_OF - 10, AS_OF)
                .mapToObj(day -> new LedgerDay(day, counts, 0, 0, 0, 0, 0, new int[0], new int[0]))
                .toList();
        ActivityCount count = new ActivityCount(TinyCompany.SCHEMA.context(), AS_OF - 10, AS_OF);
        count.add(new UserLedger("every day", days), true);
        assertEquals(1.0, count.count().daily());
    }

    @Test
    void what_changed_adds_up_and_is_what_both_populations_say() {
        Change change = survey.change().orElseThrow();
        double then = THEN.values().stream().mapToDouble(SurveyTest::atStake).sum();
        double now = NOW.stream().mapToDouble(SurveyTest::atStake).sum();
        assertEquals(then, change.before(), 1e-9 * then);
        assertEquals(now, change.after(), 1e-9 * now);
        double parts = change.joined() - change.left() + change.risk() + change.value();
        assertEquals(now - then, parts, 1e-9 * (now + then));
        double segments = change.segments().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertEquals(now - then, segments, 1e-9 * (now + then));
        long joined = NOW.stream()
                .filter(SurveyedCompany::counts)
                .filter(score -> !THEN.containsKey(score.user()) || !counts(THEN.get(score.user())))
                .count();
        assertEquals(joined, change.users().joined());
        assertTrue(joined > 5, "only " + joined + " joined");
        Score driver = NOW.get(change.drivers().get(0).user());
        double growth = NOW.stream()
                .filter(SurveyedCompany::counts)
                .mapToDouble(score ->
                        atStake(score) - (THEN.containsKey(score.user()) ? atStake(THEN.get(score.user())) : 0))
                .max()
                .orElseThrow();
        assertEquals(growth, change.drivers().get(0).growth(), 1e-9);
        assertTrue(counts(driver));
    }

    @Test
    void an_earlier_list_is_judged_by_what_its_users_did_in_the_outcome_window() {
        PastList past = survey.past().orElseThrow();
        assertEquals(TinyCompany.EARLIER, past.asOf());
        Map<String, NavigableSet<Integer>> days = TinyCompany.ledgers(USERS).stream()
                .collect(Collectors.toMap(UserLedger::user, SurveyedCompany::activeDays));
        List<Score> list = TinyCompany.before(TinyCompany.ledgers(USERS), TinyCompany.EARLIER).stream()
                .map(ledger -> THEN.get(ledger.user()))
                .filter(SurveyedCompany::counts)
                .filter(score ->
                        Set.of("R3", "R4", "R5").contains(score.profile().grade()))
                .sorted(falling(score -> value(score).map(Score.ValueScore::expectedLoss)))
                .limit(10)
                .toList();
        long churned = list.stream()
                .filter(score -> days.get(score.user())
                        .subSet(EARLIER + 3, EARLIER + 3 + 90)
                        .isEmpty())
                .count();
        assertTrue(list.size() > 1, list.size() + " were at risk");
        assertEquals(list.size(), past.heads().get(0).users());
        assertEquals(churned, past.heads().get(0).churned());
        assertEquals(
                list.stream()
                        .mapToDouble(score -> score.churn().orElseThrow().probability())
                        .sum(),
                past.heads().get(0).expected(),
                1e-9);
    }

    private static double atStake(Score score) {
        return counts(score) ? value(score).map(Score.ValueScore::expectedLoss).orElse(0.0) : 0;
    }

    private static Optional<Score.ValueScore> value(Score score) {
        return score.value();
    }

    private static Optional<Double> active(Score score) {
        return score.lastActive().stream().mapToObj(day -> (double) day).findFirst();
    }

    private static Comparator<Score> falling(Function<Score, Optional<Double>> of) {
        return Comparator.comparingDouble(
                score -> of.apply(score).map(value -> -value).orElse(Double.MAX_VALUE));
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value);
    }

    private static List<String> users(int... ordinals) {
        return Arrays.stream(ordinals).mapToObj(i -> NOW.get(i).user()).toList();
    }
}
