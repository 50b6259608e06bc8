package io.perennial.http.survey;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyCompany.Batch;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What contacting achieved, by arm: planted outcomes are found, intervals cover, and little is called little. */
class ContactEffectTest {

    private static final int USERS = 500;
    private static final TrafficConfig SPLIT = new TrafficConfig("spring", 40, 0, false);
    private static final long SPEND = 2_500;

    @TempDir
    private Path root;

    @Test
    void newcombes_own_example_comes_out() {
        // 56 of 70 against 48 of 80 at 95 %: Newcombe (1998), Statistics in Medicine 17:873-890, table II, method 10.
        Difference difference = Difference.ofShares(56, 70, 48, 80, 1.959963985);
        assertEquals(0.2, difference.estimate(), 1e-12);
        assertEquals(0.0524, difference.low(), 5e-5);
        assertEquals(0.3339, difference.high(), 5e-5);
    }

    @Test
    void intervals_of_churn_and_of_value_hold_the_truth_nine_times_in_ten() {
        int worlds = 400;
        int churn = 0;
        int value = 0;
        for (long seed = 0; seed < worlds; seed++) {
            ContactEffect effect = world(new SplittableRandom(seed), 1_800, 0.3, 200, 0.4);
            churn += holds(effect.churn().orElseThrow(), 0.3 - 0.4) ? 1 : 0;
            // Those who stay bring 0 to 40, 20 in the mean.
            value += holds(effect.value().orElseThrow(), 20 * (0.7 - 0.6)) ? 1 : 0;
        }
        // Of 400 worlds 90 % is 360, with a standard deviation of 6.
        assertTrue(churn >= 340 && churn <= 380, churn + " of " + worlds + " hold the churn");
        assertTrue(value >= 340 && value <= 380, value + " of " + worlds + " hold the value");
    }

    @Test
    void values_of_more_users_than_groups_have_the_interval_of_all_of_them() {
        SplittableRandom random = new SplittableRandom(3);
        ContactEffect effect = world(random, 90_000, 0.3, 30_000, 0.3);
        Difference value = effect.value().orElseThrow();
        // A user brings 0 with chance 0.3, else evenly 0 to 40: the variance is 0.7 * 533.3 - 14^2 = 177.3.
        double half = 1.645 * Math.sqrt(177.3 / 90_000 + 177.3 / 30_000);
        assertEquals(2 * half, value.high() - value.low(), 0.15 * half);
    }

    @Test
    void of_few_users_or_few_who_pay_nothing_is_said() {
        ContactEffect few = world(new SplittableRandom(1), 1_000, 0.3, ContactEffect.LEAST_USERS - 1, 0.3);
        assertEquals(Optional.empty(), few.churn());
        assertEquals(Optional.empty(), few.value());
        ContactEffect poor = world(new SplittableRandom(1), 1_000, 0.3, 100, 0.99);
        assertTrue(poor.holdout().paying() < ContactEffect.LEAST_PAYING, poor.toString());
        assertTrue(poor.churn().isPresent());
        assertEquals(Optional.empty(), poor.value());
    }

    @Test
    void what_was_planted_is_told_over_http_and_on_the_page() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(
                root,
                USERS,
                ConfigBuilder.of(ServerConfig.defaults()).traffic(SPLIT).build())) {
            JsonNode before = json(server.get("/v1/arms/effect"));
            assertEquals(0, before.get("groups").size());
            assertEquals(
                    TinyCompany.AS_OF.plusDays(93).toString(),
                    before.get("closes").asText());
            TinyCompany.passTime(server, root, planted(true));
            JsonNode told = json(server.get("/v1/arms/effect"));
            assertEquals(TinyCompany.AS_OF.toString(), told.get("asOf").asText());
            JsonNode eligible = told.get("groups").get(1);
            assertEquals("eligible", eligible.get("of").asText());
            isPlanted(eligible.get("mayAct"), 4);
            isPlanted(eligible.get("holdout"), 2);
            assertEquals(
                    eligible.at("/mayAct/paying").asInt(),
                    eligible.at("/mayAct/contacted").asInt());
            assertEquals(0, eligible.at("/holdout/contacted").asInt(-1));
            JsonNode churn = eligible.get("churnDifference");
            assertTrue(churn.get("clear").asBoolean() && churn.get("high").asDouble() < 0, churn.toString());
            assertTrue(eligible.get("valueDifference").get("low").asDouble() > 0, eligible.toString());
            JsonNode risk = told.get("groups").get(0);
            assertTrue(risk.get("mayAct").get("users").asInt()
                    < eligible.get("mayAct").get("users").asInt());
            String page = server.get("/users?lang=en").body();
            assertTrue(page.contains("id=\"effect\"") && page.contains("All active, held out"), page);
            assertTrue(server.get("/users?lang=zh").body().contains("个百分点"));
        }
    }

    @Test
    void where_the_log_shows_that_nobody_was_contacted_no_effect_is_told() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(
                root,
                USERS,
                ConfigBuilder.of(ServerConfig.defaults()).traffic(SPLIT).build())) {
            TinyCompany.passTime(server, root, planted(false));
            JsonNode eligible =
                    json(server.get("/v1/arms/effect")).get("groups").get(1);
            assertEquals(0, eligible.at("/mayAct/contacted").asInt(-1));
            assertTrue(eligible.has("churnDifference"), "the arms differ, by chance as far as anybody knows");
            String page = server.get("/users?lang=en").body();
            assertTrue(page.contains("By the log nobody of these users was contacted"), page);
            assertFalse(page.contains("All active, held out"), page);
            assertTrue(server.get("/users?lang=zh").body().contains("未触达其中任何用户"));
        }
    }

    @Test
    void contacted_is_who_was_sent_anything_from_the_as_of_to_the_last_day_of_the_window() throws Exception {
        List<Integer> days = List.of(-1, 0, 92, 93);
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            List<UserLedger> later = new ArrayList<>();
            int sent = 0;
            for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
                boolean isSent = isEligible(ledger) && sent < days.size();
                later.add(isSent ? ledger.plus(List.of(touch(days.get(sent++)))) : ledger);
            }
            TinyCompany.passTime(server, root, later);
            JsonNode eligible =
                    json(server.get("/v1/arms/effect")).get("groups").get(1);
            assertEquals(2, eligible.at("/mayAct/contacted").asInt(), eligible.toString());
        }
    }

    @Test
    void where_nobody_is_held_out_the_page_says_so() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompanyTwice(root, 120)) {
            JsonNode group = json(server.get("/v1/arms/effect")).get("groups").get(1);
            assertEquals(0, group.get("holdout").get("users").asInt());
            assertTrue(group.get("holdout").get("churnedShare").isNull(), group.toString());
            assertFalse(group.has("churnDifference"));
            assertTrue(server.get("/users?lang=en").body().contains("Nobody was held out"));
        }
    }

    @Test
    void the_list_that_is_told_of_lies_as_many_nightly_loads_back_as_its_window_is_long() throws Exception {
        int users = 12;
        int nights = 65;
        try (RunningServer server = RunningServer.ofTinyCompanyTwice(root, users)) {
            Registry registry = Registry.at(root.resolve("registry"));
            for (int night = 1; night <= nights; night++) {
                publish(server, registry, users, TinyCompany.AS_OF.plusDays(night));
                if (night == nights - 1) {
                    // Loaded late: it is neither the latest list nor the one before today's.
                    publish(server, registry, users, TinyCompany.EARLIER.minusDays(30));
                }
            }
            server.server().refresh();
            JsonNode told = json(server.get("/v1/arms/effect"));
            assertEquals(TinyCompany.EARLIER.toString(), told.path("asOf").asText(), told.toString());
        }
    }

    private void publish(RunningServer server, Registry registry, int users, LocalDate asOf) {
        TinyCompany.publishPopulation(
                registry,
                server.server().state().requireScorer(),
                root.resolve(asOf.toString()),
                new Batch(asOf, "data", TinyCompany.before(TinyCompany.ledgers(users), asOf), Map.of()));
    }

    /** In the window four of five who might be contacted buy, and two of five of the others; those who might be are contacted, or nobody. */
    private static List<UserLedger> planted(boolean contacted) {
        List<UserLedger> later = new ArrayList<>();
        try (Traffic traffic = Traffic.of(SPLIT, ModelCalls.UNCOUNTED)) {
            int[] seen = new int[2];
            for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
                boolean mayAct = traffic.arm(ledger.user(), false).mayAct();
                boolean buys = isEligible(ledger) && seen[mayAct ? 1 : 0]++ % 5 < (mayAct ? 4 : 2);
                later.add(buys ? buying(ledger, mayAct && contacted) : ledger);
            }
        }
        return later;
    }

    private static boolean isEligible(UserLedger ledger) {
        double silence = TinyCompany.vector(ledger)[FeatureCatalogue.index("silence_days")];
        return TinyCompany.SCHEMA.context().churn().isEligible(silence);
    }

    private static UserLedger buying(UserLedger ledger, boolean contacted) {
        int[] counts = new int[EventKind.COUNT];
        counts[EventKind.PURCHASE.index()] = 1;
        counts[EventKind.TOUCH.index()] = contacted ? 1 : 0;
        List<LedgerDay> days = new ArrayList<>(ledger.days());
        int day = (int) TinyCompany.AS_OF.toEpochDay() + 20;
        days.add(new LedgerDay(day, counts, SPEND, 0, 60, 0, 0, new int[0], new int[0]));
        return new UserLedger(ledger.user(), days);
    }

    private static LedgerDay touch(int daysAfterAsOf) {
        int[] counts = new int[EventKind.COUNT];
        counts[EventKind.TOUCH.index()] = 1;
        int day = (int) TinyCompany.AS_OF.toEpochDay() + daysAfterAsOf;
        return new LedgerDay(day, counts, 0, 0, 0, 0, 0, new int[0], new int[0]);
    }

    private static void isPlanted(JsonNode arm, int ofFive) {
        int users = arm.get("users").asInt();
        long buyers = IntStream.range(0, users).filter(i -> i % 5 < ofFive).count();
        assertTrue(users >= ContactEffect.LEAST_USERS, arm.toString());
        assertEquals(users - buyers, arm.get("churned").asInt());
        assertEquals(buyers, arm.get("paying").asInt());
        assertEquals(buyers * SPEND / 100.0 / users, arm.get("meanValue").asDouble(), 1e-9);
    }

    private static ContactEffect world(
            SplittableRandom random, int mayAct, double churn, int holdout, double holdoutChurn) {
        ContactEffectCount count = new ContactEffectCount(true, true);
        for (int i = 0; i < mayAct + holdout; i++) {
            boolean isHeldOut = i >= mayAct;
            boolean hasChurned = random.nextDouble() < (isHeldOut ? holdoutChurn : churn);
            count.add(isHeldOut, 0.3, hasChurned, hasChurned ? 0 : 40 * random.nextDouble(), !isHeldOut);
        }
        return count.count();
    }

    private static boolean holds(Difference difference, double truth) {
        return difference.low() <= truth && truth <= difference.high();
    }
}
