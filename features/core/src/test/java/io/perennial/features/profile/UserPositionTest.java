package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Quadrants and traps: what is not known puts nobody anywhere. */
class UserPositionTest {

    private static final Optional<RfmSegment> VALUABLE = Optional.of(RfmSegment.CANNOT_LOSE);
    private static final Optional<RfmSegment> CHEAP = Optional.of(RfmSegment.LOYAL);
    private static final String HERE = "spend_lifetime 90; silence_days 0";
    private static final String AWAY = "spend_lifetime 90; silence_days 60";

    private static UserPosition of(String values, Optional<RfmSegment> segment) {
        return UserPosition.of(Vectors.of(values), segment);
    }

    @Test
    void value_is_that_of_the_monetary_score_and_activity_that_of_health() {
        assertEquals(Optional.of(ActivityQuadrant.PILLAR), of(HERE, VALUABLE).activity());
        assertEquals(
                Optional.of(ActivityQuadrant.SLEEPING_VALUE), of(AWAY, VALUABLE).activity());
        assertEquals(Optional.of(ActivityQuadrant.BUSY), of(HERE, CHEAP).activity());
        assertEquals(Optional.of(ActivityQuadrant.MARGINAL), of(AWAY, CHEAP).activity());
    }

    @Test
    void potential_is_growth_against_the_own_baseline_by_a_fifth_or_more() {
        String grows = "; spend_change_84 0.2";
        String stays = "; spend_change_84 0.1";
        assertEquals(
                Optional.of(PotentialQuadrant.STAR), of(HERE + grows, VALUABLE).potential());
        assertEquals(
                Optional.of(PotentialQuadrant.CASH_COW),
                of(HERE + stays, VALUABLE).potential());
        assertEquals(
                Optional.of(PotentialQuadrant.QUESTION_MARK),
                of(HERE + grows, CHEAP).potential());
        assertEquals(Optional.of(PotentialQuadrant.DOG), of(HERE + stays, CHEAP).potential());
    }

    @Test
    void without_a_baseline_the_first_month_speaks_for_who_is_new_and_nothing_for_who_is_gone() {
        assertEquals(
                Optional.of(PotentialQuadrant.QUESTION_MARK),
                of(HERE + "; first_month_active_days 9", CHEAP).potential());
        assertEquals(
                Optional.of(PotentialQuadrant.DOG),
                of(HERE + "; first_month_active_days 8", CHEAP).potential());
        assertEquals(
                Optional.of(PotentialQuadrant.DOG),
                of("spend_lifetime 90; silence_days 84; first_month_active_days 28", CHEAP)
                        .potential());
    }

    @Test
    void who_never_bought_is_of_low_value_but_a_log_without_purchases_tells_nothing() {
        assertEquals(
                Optional.of(ActivityQuadrant.BUSY),
                of("spend_lifetime 0; silence_days 0", Optional.empty()).activity());
        UserPosition untold = of("silence_days 0; active_days_28 20", Optional.empty());
        assertEquals(new UserPosition(Optional.empty(), Optional.empty(), Optional.empty()), untold);
        assertEquals(untold, of("spend_lifetime 90; silence_days 0", Optional.empty()), "no cuts");
        assertEquals(untold, of("spend_lifetime 0", Optional.empty()), "never active");
    }

    @Test
    void who_often_comes_and_does_nothing_else_only_checks_in() {
        String comes = "silence_days 0; active_days_28 4; spend_lifetime 0; spend_365 0";
        assertEquals(
                Optional.of(Trap.CHECK_IN_ONLY), of(comes, Optional.empty()).trap());
        assertEquals(
                Optional.of(Trap.CHECK_IN_ONLY),
                of(comes + "; core_84 0; invites_84 0", CHEAP).trap());
        for (String deed : new String[] {"core_84 1", "interactions_84 1", "content_84 1", "invites_84 1"}) {
            assertEquals(Optional.empty(), of(comes + "; " + deed, CHEAP).trap(), deed);
        }
        assertEquals(Optional.empty(), of(comes + "; active_days_28 3", CHEAP).trap());
        assertEquals(Optional.empty(), of(comes + "; spend_365 1", CHEAP).trap());
    }

    @Test
    void who_is_hardly_seen_but_goes_on_buying_pays_in_silence() {
        assertEquals(
                Optional.of(Trap.SILENT_PAYER),
                of(AWAY + "; spend_84 1", VALUABLE).trap());
        assertEquals(Optional.empty(), of(AWAY + "; spend_84 0", VALUABLE).trap());
        assertEquals(Optional.empty(), of(AWAY + "; spend_84 1", CHEAP).trap());
        assertEquals(Optional.empty(), of(HERE + "; spend_84 1", VALUABLE).trap());
    }
}
