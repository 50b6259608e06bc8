package io.perennial.features.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.event.KindSet;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.RandomLedgers;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What holds for every feature, whatever it measures. Users and logs are random; a failure names its seed. */
class FeatureLawsTest {

    private static final int SPAN = 600;

    /** A random user of a random log, as of a random day. */
    private record Case(Random random, List<LedgerDay> parts, FeatureSchema schema, int asOf) {

        static Case of(long seed) {
            Random random = new Random(seed);
            List<LedgerDay> parts = RandomLedgers.parts(random, SPAN);
            FeatureSchema schema = schema(random);
            return new Case(random, parts, schema, RandomLedgers.FIRST - 10 + random.nextInt(SPAN + 200));
        }

        private static FeatureSchema schema(Random random) {
            Set<EventKind> active = EnumSet.copyOf(RandomLedgers.kinds(random));
            active.remove(EventKind.TOUCH);
            active.add(EventKind.PURCHASE);
            Set<EventKind> carried =
                    random.nextBoolean() ? EnumSet.allOf(EventKind.class) : RandomLedgers.kinds(random);
            LogDefinition log = new LogDefinition(ZoneId.of("UTC"), "CNY", carried);
            return new FeatureSchema(
                    new FeatureContext(log, new ChurnRule(active, 180)),
                    new OutcomeWindow(3, 90),
                    ValueRule.defaults());
        }

        UserLedger ledger() {
            return UserLedger.merge("u", parts);
        }

        double[] vector() {
            return vector(ledger());
        }

        double[] vector(UserLedger ledger) {
            return schema.vector(History.timeline(ledger).asOf(asOf));
        }
    }

    private static void forEachCase(int cases, BiConsumer<Case, String> law) {
        for (long seed = 0; seed < cases; seed++) {
            law.accept(Case.of(seed), "seed " + seed);
        }
    }

    @Test
    void nothing_on_or_after_the_as_of_changes_a_bit() {
        forEachCase(500, (c, seed) -> {
            List<LedgerDay> poisoned = new ArrayList<>(c.parts);
            poisoned.removeIf(day -> day.day() >= c.asOf);
            for (int i = c.random.nextInt(50); i > 0; i--) {
                EventKind kind = EventKind.at(c.random.nextInt(EventKind.COUNT));
                int day = c.asOf + c.random.nextInt(400);
                poisoned.add(LedgerDay.of(day, RandomLedgers.event(c.random, kind)));
            }
            assertSameBits(c.vector(), c.vector(UserLedger.merge("u", poisoned)), seed);
        });
    }

    @Test
    void the_order_and_grouping_of_events_changes_no_bit() {
        forEachCase(300, (c, seed) -> {
            double[] vector = c.vector();
            Collections.shuffle(c.parts, c.random);
            int cut = c.parts.isEmpty() ? 0 : c.random.nextInt(c.parts.size());
            UserLedger second = UserLedger.merge("u", c.parts.subList(cut, c.parts.size()));
            assertSameBits(
                    vector,
                    c.vector(UserLedger.merge("u", c.parts.subList(0, cut)).plus(second.days())),
                    seed);
        });
    }

    @Test
    void many_as_of_days_in_one_pass_equal_one_by_one() {
        forEachCase(100, (c, seed) -> {
            History.Timeline timeline = History.timeline(c.ledger());
            for (int asOf = c.asOf + 300; asOf > c.asOf - 300; asOf -= 37) {
                double[] alone = c.schema.vector(History.timeline(c.ledger()).asOf(asOf));
                assertSameBits(alone, c.schema.vector(timeline.asOf(asOf)), seed + ", as of " + asOf);
            }
        });
    }

    @Test
    void a_feature_alone_equals_its_place_in_the_vector() {
        forEachCase(100, (c, seed) -> {
            double[] vector = c.vector();
            History history = History.timeline(c.ledger()).asOf(c.asOf);
            UserView user = new UserView(history, c.schema.context());
            for (Feature feature : FeatureCatalogue.features()) {
                double value = feature.value(user);
                int column = FeatureCatalogue.index(feature.id());
                assertEquals(vector[column], value, seed + ", " + feature.id());
            }
        });
    }

    @Test
    void a_value_is_finite_or_missing() {
        forEachCase(1_000, (c, seed) -> {
            double[] vector = c.vector();
            for (Feature feature : FeatureCatalogue.features()) {
                double value = vector[FeatureCatalogue.index(feature.id())];
                assertFalse(Double.isInfinite(value), seed + ", " + feature.id());
            }
        });
    }

    @Test
    void a_value_lies_in_the_range_of_its_unit() {
        forEachCase(1_000, (c, seed) -> {
            double[] vector = c.vector();
            for (Feature feature : FeatureCatalogue.features()) {
                double value = vector[FeatureCatalogue.index(feature.id())];
                boolean fits = Double.isNaN(value) || fits(feature.unit(), value);
                assertTrue(fits, seed + ", " + feature.id() + " is " + value + " " + feature.unit());
            }
        });
    }

    private static boolean fits(Feature.Unit unit, double value) {
        return switch (unit) {
            case COUNT -> value >= 0 && value == Math.rint(value);
            case DAYS, MINUTES -> value >= 0;
            case SHARE -> value >= 0 && value <= 1;
            case FLAG -> value == 0 || value == 1;
            case SCORE -> Math.abs(value) <= 10;
            case RATIO, MONEY -> true;
        };
    }

    @Test
    void a_feature_is_missing_where_the_log_does_not_carry_its_kinds() {
        forEachCase(500, (c, seed) -> {
            double[] vector = c.vector();
            for (Feature feature : FeatureCatalogue.features()) {
                double value = vector[FeatureCatalogue.index(feature.id())];
                boolean observable =
                        feature.isObservable(KindSet.of(c.schema.context().log().carried()));
                assertTrue(observable || Double.isNaN(value), seed + ", " + feature.id() + " is " + value);
            }
        });
    }

    @Test
    void items_and_channels_count_for_the_kinds_their_features_read_and_for_no_other() {
        FeatureContext context = new FeatureContext(
                new LogDefinition(ZoneId.of("UTC"), "CNY", EnumSet.allOf(EventKind.class)),
                new ChurnRule(EnumSet.of(EventKind.VISIT), 180));
        for (EventKind kind : EventKind.values()) {
            Event event = new Event("u", Instant.EPOCH, kind, 1, 0, 1, "shoe", "app", "", "");
            UserLedger ledger = new UserLedger("u", List.of(LedgerDay.of(RandomLedgers.FIRST, event)));
            UserView user = new UserView(History.timeline(ledger).asOf(RandomLedgers.FIRST + 1), context);
            for (String id : List.of("items_28", "items_84", "item_repertoire_84", "channels_84")) {
                Feature feature = FeatureCatalogue.features().get(FeatureCatalogue.index(id));
                assertEquals(feature.reads().contains(kind), feature.value(user) == 1, id + " of " + kind.id());
            }
        }
    }

    @Test
    void of_a_user_who_is_not_seen_yet_only_the_season_is_known() {
        forEachCase(50, (c, seed) -> {
            double[] vector = c.vector(new UserLedger("u", List.of()));
            for (Feature feature : FeatureCatalogue.features()) {
                boolean season = feature.missing() == Missing.NEVER;
                assertEquals(!season, Double.isNaN(vector[FeatureCatalogue.index(feature.id())]), feature.id());
            }
        });
    }

    @Test
    void only_the_season_knows_when_in_history_a_user_lives() {
        forEachCase(200, (c, seed) -> {
            int shift = 1 + c.random.nextInt(5_000);
            List<LedgerDay> later =
                    c.ledger().days().stream().map(day -> moved(day, shift)).toList();
            double[] here = withoutSeason(c.vector());
            History there = History.timeline(new UserLedger("u", later)).asOf(c.asOf + shift);
            assertSameBits(here, withoutSeason(c.schema.vector(there)), seed);
        });
    }

    @Test
    void silence_grows_by_a_day_a_day_without_events() {
        int silence = FeatureCatalogue.index("silence_days");
        forEachCase(300, (c, seed) -> {
            History.Timeline timeline = History.timeline(c.ledger());
            double before = c.schema.vector(timeline.asOf(RandomLedgers.FIRST + SPAN))[silence];
            double after = c.schema.vector(timeline.asOf(RandomLedgers.FIRST + SPAN + 17))[silence];
            assertTrue(Double.isNaN(before) ? Double.isNaN(after) : after == before + 17, seed);
        });
    }

    private static LedgerDay moved(LedgerDay day, int shift) {
        int[] counts = Arrays.stream(EventKind.values()).mapToInt(day::count).toArray();
        return new LedgerDay(
                day.day() + shift,
                counts,
                day.spendMinor(),
                day.refundMinor(),
                day.visitSeconds(),
                day.npsSum(),
                day.sentimentSum(),
                day.items(),
                day.channels());
    }

    private static double[] withoutSeason(double[] vector) {
        double[] rest = vector.clone();
        rest[FeatureCatalogue.index("season_sin")] = 0;
        rest[FeatureCatalogue.index("season_cos")] = 0;
        return rest;
    }

    private static void assertSameBits(double[] expected, double[] actual, String why) {
        assertArrayEquals(bits(expected), bits(actual), why);
    }

    private static long[] bits(double[] vector) {
        return Arrays.stream(vector).mapToLong(Double::doubleToLongBits).toArray();
    }
}
