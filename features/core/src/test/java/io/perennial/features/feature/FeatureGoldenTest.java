package io.perennial.features.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Three users whose every feature was worked out by hand; fractions stand as they were worked out.
 *
 * <p>All are seen as of day 1000 (1972-09-27), so that the last visible day is 999 and a window of n days begins on
 * day 1000 - n. The personal baseline reaches back to the first visible day, at most 364 days.
 */
class FeatureGoldenTest {

    private static final int AS_OF = 1_000;

    /** Buys on days 500, 700, 900 and 980, at growing baskets; two of the four with a coupon; one refund. */
    private static final List<LedgerDay> BUYER = List.of(
            money(500, EventKind.PURCHASE, 1_000),
            money(700, EventKind.PURCHASE, 2_000),
            money(700, EventKind.COUPON, 0),
            money(900, EventKind.PURCHASE, 3_000),
            money(980, EventKind.PURCHASE, 4_000),
            money(980, EventKind.COUPON, 0),
            money(985, EventKind.REFUND, 800));

    private static final String BUYER_EXPECTED = """
            silence_days 19
            silence_vs_own_gap 19/160
            silence_vs_longest_gap 19/200
            silence_rank 0
            purchase_silence_days 19
            purchase_silence_vs_own_gap 19/160
            active_days_7 0
            active_days_28 1
            active_days_84 1
            occasions_28 1
            occasions_84 1
            occasions_180 2
            occasions_365 3
            purchase_occasions 4
            active_days_change_28 11/2
            occasions_change_84 7/6
            active_gap_mean 160
            active_gap_cv 0.3535533905932738
            purchase_gap_mean 160
            purchase_gap_cv 0.3535533905932738
            actions_per_active_day_84 2
            spend_28 40
            spend_84 40
            spend_180 70
            spend_365 90
            spend_lifetime 100
            net_spend_84 32
            net_spend_365 82
            mean_basket 25
            mean_repeat_basket 30
            last_basket 40
            basket_84 40
            basket_cv 0.447213595499958
            basket_change_84 3/5
            spend_change_84 37/15
            repeat_buyer 1
            refunds_84 1
            refund_share_365 4/45
            coupons_84 1
            coupon_share_365 2/3
            tenure_days 499
            purchase_tenure_days 499
            first_basket 10
            first_month_active_days 1
            season_sin -0.9976432316860063
            season_cos -0.06861473800213373
            """;

    /** Visits on days 880, 930, 980 and 995, uses the core on three of them, and gives to others. */
    private static final List<LedgerDay> MEMBER = List.of(
            visit(880, 300, "web"),
            visit(880, 300, "web"),
            did(880, EventKind.CORE, "A"),
            did(880, EventKind.CORE, "B"),
            did(880, EventKind.SOCIAL, ""),
            did(880, EventKind.SOCIAL, ""),
            visit(930, 300, ""),
            did(930, EventKind.CONTENT, ""),
            did(930, EventKind.INVITE, ""),
            visit(980, 900, "app"),
            did(980, EventKind.CORE, "A"),
            visit(995, 600, "app"),
            visit(995, 600, "mini"),
            did(995, EventKind.CORE, "A"),
            did(995, EventKind.CORE, "A"),
            did(995, EventKind.CORE, "A"),
            did(995, EventKind.SOCIAL, ""));

    private static final String MEMBER_EXPECTED = """
            silence_days 4
            silence_vs_own_gap 12/115
            silence_vs_longest_gap 4/50
            silence_rank 0
            visit_silence_days 4
            core_silence_days 4
            core_28 4
            core_84 4
            core_share_28 1
            core_share_84 2/3
            core_change_28 39/7
            core_share_shift_28 1/2
            items_28 1
            items_84 1
            item_repertoire_84 1/2
            visits_7 2
            visits_28 3
            visits_84 4
            active_days_7 1
            active_days_28 2
            active_days_84 3
            visits_change_28 16/7
            active_days_change_28 16/7
            active_gap_mean 115/3
            active_gap_cv 0.430412823330942
            minutes_28 35
            minutes_84 40
            minutes_per_visit_28 35/3
            minutes_per_visit_84 10
            minutes_per_visit_change_28 4/3
            actions_per_visit_28 5/3
            actions_per_visit_84 7/4
            actions_per_visit_change_28 -1/6
            actions_per_active_day_84 7/3
            channels_84 2
            interactions_28 1
            interactions_84 1
            content_28 0
            content_84 1
            invites_84 1
            invites_lifetime 1
            social_days_84 2
            social_silence_days 4
            social_change_28 -5/28
            tenure_days 119
            first_month_active_days 1
            """;

    /** Never visits; is touched, answers, complains, rates, publishes; holds a contract after cancelling one. */
    private static final List<LedgerDay> LISTENER = List.of(
            did(400, EventKind.COMPLAINT, ""),
            did(600, EventKind.SUBSCRIBE, ""),
            did(650, EventKind.CANCEL, ""),
            did(700, EventKind.SUBSCRIBE, ""),
            did(700, EventKind.CONTENT, ""),
            did(700, EventKind.CONTENT, ""),
            scored(800, EventKind.NPS, 9),
            scored(920, EventKind.SENTIMENT, -500),
            did(950, EventKind.COMPLAINT, ""),
            did(960, EventKind.TOUCH, ""),
            did(960, EventKind.OPEN, ""),
            did(961, EventKind.TOUCH, ""),
            scored(970, EventKind.NPS, 3),
            scored(970, EventKind.NPS, 6),
            did(975, EventKind.TOUCH, ""),
            scored(980, EventKind.SENTIMENT, 300),
            scored(980, EventKind.SENTIMENT, 100),
            did(980, EventKind.CONTENT, ""),
            did(990, EventKind.TOUCH, ""),
            did(990, EventKind.OPEN, ""),
            did(990, EventKind.CLICK, ""),
            did(996, EventKind.TOUCH, ""));

    private static final String LISTENER_EXPECTED = """
            touches_28 3
            touches_84 5
            open_rate_84 2/5
            click_rate_84 1/5
            open_rate_shift_28 -1/6
            unanswered_touches 1
            answer_silence_days 9
            complaints_84 1
            complaint_age_days 49
            nps_last 9/2
            nps_mean_365 6
            sentiment_84 -1/30
            sentiment_shift_28 7/10
            content_28 1
            content_84 1
            social_days_84 1
            social_silence_days 19
            social_change_28 11/2
            content_change_84 7/6
            under_contract 1
            contract_days 299
            cancels_lifetime 1
            tenure_days 599
            first_month_active_days 0
            """;

    @Test
    void the_buyer_has_the_values_worked_out_by_hand() {
        assertGolden(BUYER_EXPECTED, BUYER, EventKind.PURCHASE, EventKind.REFUND, EventKind.COUPON);
    }

    @Test
    void the_member_has_the_values_worked_out_by_hand() {
        assertGolden(
                MEMBER_EXPECTED,
                MEMBER,
                EventKind.VISIT,
                EventKind.CORE,
                EventKind.SOCIAL,
                EventKind.CONTENT,
                EventKind.INVITE);
    }

    @Test
    void the_listener_has_the_values_worked_out_by_hand() {
        assertGolden(
                LISTENER_EXPECTED,
                LISTENER,
                EventKind.TOUCH,
                EventKind.OPEN,
                EventKind.CLICK,
                EventKind.COMPLAINT,
                EventKind.NPS,
                EventKind.SENTIMENT,
                EventKind.CONTENT,
                EventKind.SUBSCRIBE,
                EventKind.CANCEL);
    }

    @Test
    void every_feature_was_worked_out_by_hand_for_somebody() {
        Set<String> worked = new HashSet<>();
        for (String expected : List.of(BUYER_EXPECTED, MEMBER_EXPECTED, LISTENER_EXPECTED)) {
            worked.addAll(values(expected).keySet());
        }
        List<String> forgotten = FeatureCatalogue.features().stream()
                .map(Feature::id)
                .filter(id -> !worked.contains(id))
                .toList();
        assertEquals(List.of(), forgotten);
    }

    /** Compares what the text names; what it does not name must be missing or 0. */
    private static void assertGolden(String expected, List<LedgerDay> days, EventKind... carried) {
        Set<EventKind> kinds = EnumSet.copyOf(List.of(carried));
        Set<EventKind> active =
                kinds.contains(EventKind.PURCHASE) ? EnumSet.of(EventKind.PURCHASE) : EnumSet.of(EventKind.VISIT);
        FeatureContext context =
                new FeatureContext(new LogDefinition(ZoneId.of("UTC"), "CNY", kinds), new ChurnRule(active, 180));
        UserView user =
                new UserView(History.timeline(UserLedger.merge("u", days)).asOf(AS_OF), context);
        Map<String, Double> values = values(expected);
        List<String> wrong = new ArrayList<>();
        for (Feature feature : FeatureCatalogue.features()) {
            double value = feature.value(user);
            Double hand = values.remove(feature.id());
            boolean right = hand == null
                    ? Double.isNaN(value) || value == 0 || feature.missing() == Missing.NEVER
                    : Math.abs(value - hand) <= 1e-14 * Math.max(1, Math.abs(hand));
            if (!right) {
                wrong.add(feature.id() + " is " + value + ", by hand " + hand);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(values.isEmpty(), "no features are called " + values.keySet());
    }

    private static Map<String, Double> values(String text) {
        return text.lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(part -> part[0], part -> number(part[1]), (a, b) -> b, LinkedHashMap::new));
    }

    private static double number(String text) {
        String[] fraction = text.split("/", 2);
        double numerator = Double.parseDouble(fraction[0]);
        return fraction.length == 1 ? numerator : numerator / Double.parseDouble(fraction[1]);
    }

    private static LedgerDay money(int day, EventKind kind, long minor) {
        return LedgerDay.of(day, Event.money("u", Instant.EPOCH, kind, minor));
    }

    private static LedgerDay visit(int day, int seconds, String channel) {
        return LedgerDay.of(day, new Event("u", Instant.EPOCH, EventKind.VISIT, 0, seconds, 0, "", channel, "", ""));
    }

    private static LedgerDay did(int day, EventKind kind, String item) {
        return LedgerDay.of(day, new Event("u", Instant.EPOCH, kind, 0, 0, 0, item, "", "", ""));
    }

    private static LedgerDay scored(int day, EventKind kind, int score) {
        return LedgerDay.of(day, new Event("u", Instant.EPOCH, kind, 0, 0, score, "", "", "", ""));
    }
}
