package io.perennial.features.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.profile.ValueHealth.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Four parts of value, weighed as far as they are known, and the alarm when they fall. */
class ValueHealthTest {

    private static final Weights WEIGHTS = Weights.defaults();
    private static final Optional<Rfm> BEST = Optional.of(new Rfm(5, 5, 5));

    @Test
    void the_parts_weigh_35_25_20_and_20() {
        ValueHealth value = parts(100, 40, 50, 0);
        assertEquals(35 + 10 + 10, value.overall(WEIGHTS).orElseThrow(), 1e-12);
        assertEquals(100, value.overall(new Weights(3, 0, 0, 0)).orElseThrow());
    }

    @Test
    void a_part_without_data_is_left_out_and_the_others_weigh_more() {
        ValueHealth value = new ValueHealth(
                OptionalDouble.of(100), OptionalDouble.empty(), OptionalDouble.of(50), OptionalDouble.empty());
        assertEquals((35 + 10) / 0.55, value.overall(WEIGHTS).orElseThrow(), 1e-12);
        assertEquals(2, value.known());
        assertEquals(OptionalDouble.empty(), value.overall(new Weights(0, 1, 0, 0)));
    }

    @Test
    void direct_value_is_that_of_rfm_and_of_the_spend_that_is_kept() {
        String here = "silence_days 0; spend_lifetime 9";
        assertEquals(
                OptionalDouble.of(100), ValueHealth.of(Vectors.of(here), BEST).direct());
        assertEquals(
                OptionalDouble.of(75),
                ValueHealth.of(Vectors.of(here + "; spend_change_84 -1"), BEST).direct());
        assertEquals(
                OptionalDouble.of(0),
                ValueHealth.of(Vectors.of("silence_days 0; spend_lifetime 0"), Optional.empty())
                        .direct());
        assertEquals(
                OptionalDouble.empty(),
                ValueHealth.of(Vectors.of("silence_days 0"), Optional.empty()).direct());
    }

    @Test
    void of_who_was_never_active_nothing_is_known() {
        ValueHealth value = ValueHealth.of(Vectors.of("spend_lifetime 0; nps_last 9"), Optional.empty());
        assertEquals(0, value.known());
        assertEquals(OptionalDouble.empty(), value.overall(WEIGHTS));
    }

    @Test
    void every_part_and_every_weighing_lies_between_0_and_100() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            double[] vector = Vectors.random(seed);
            ValueHealth value = ValueHealth.of(
                    vector,
                    random.nextBoolean() ? Optional.empty() : Optional.of(new Rfm(1 + random.nextInt(5), 3, 1)));
            Weights weights = new Weights(random.nextDouble(), random.nextDouble(), random.nextDouble(), 0.1);
            HiddenValue hidden = HiddenValue.of(vector);
            for (OptionalDouble one : Arrays.asList(
                    value.direct(),
                    value.ecosystem(),
                    value.potential(),
                    value.brand(),
                    value.overall(weights),
                    hidden.content(),
                    hidden.referral(),
                    hidden.coCreation())) {
                assertTrue(one.orElse(0) >= 0 && one.orElse(0) <= 100, "seed " + seed + ": " + value + hidden);
            }
        }
    }

    @Test
    void hidden_value_is_half_full_at_two_pieces_two_invites_and_six_days() {
        HiddenValue hidden = HiddenValue.of(Vectors.of("content_84 2; invites_lifetime 2; social_days_84 6"));
        assertEquals(new HiddenValue(OptionalDouble.of(50), OptionalDouble.of(50), OptionalDouble.of(50)), hidden);
        assertEquals(
                OptionalDouble.empty(),
                HiddenValue.of(Vectors.of("content_84 2")).referral());
    }

    @Test
    void weights_that_weigh_nothing_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Weights(0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Weights(1, -0.1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Weights(1, Double.NaN, 0, 0));
    }

    @Test
    void three_months_15_percent_below_the_own_baseline_make_the_alarm() {
        assertTrue(decay(85, 85, 85, 100, 100, 100).isAlarm());
        assertFalse(decay(85, 85, 86, 100, 100, 100).isAlarm());
        assertEquals(2, decay(85, 85, 86, 100, 100, 100).months());
        assertEquals(0, decay(86, 50, 50, 100, 100, 100).months());
        assertEquals(
                OptionalDouble.of(90),
                decay(1, 1, 1, 100, 80, 100, 80, 100, 80, 7, 7).baseline());
    }

    @Test
    void without_three_earlier_months_or_anything_to_fall_from_there_is_no_alarm() {
        assertEquals(new ValueDecay(OptionalDouble.empty(), 0), decay(0, 0, 0, 100, 100));
        assertEquals(new ValueDecay(OptionalDouble.empty(), 0), decay(0, 0));
        assertEquals(new ValueDecay(OptionalDouble.of(0), 0), decay(0, 0, 0, 0, 0, 0));
        List<OptionalDouble> gone = new ArrayList<>(months(0, 0, 0, 90, 90, 90));
        gone.set(0, OptionalDouble.empty());
        assertFalse(ValueDecay.of(gone).isAlarm());
    }

    private static ValueHealth parts(double direct, double ecosystem, double potential, double brand) {
        return new ValueHealth(
                OptionalDouble.of(direct),
                OptionalDouble.of(ecosystem),
                OptionalDouble.of(potential),
                OptionalDouble.of(brand));
    }

    private static ValueDecay decay(double... newestFirst) {
        return ValueDecay.of(months(newestFirst));
    }

    private static List<OptionalDouble> months(double... newestFirst) {
        return Arrays.stream(newestFirst).mapToObj(OptionalDouble::of).toList();
    }
}
