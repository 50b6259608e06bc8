package io.perennial.features.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A schema is read back as it was written, and what differs is named. */
class FeatureSchemaTest {

    private static final FeatureSchema SHOP = schema("Europe/London", "GBP", 180, 3, 90, 1, 0);

    @Test
    void a_schema_is_read_back_as_it_was_written() {
        FeatureSchema read = FeatureSchema.parse(SHOP.canonical());
        assertEquals(SHOP, read);
        assertEquals(SHOP.fingerprint(), read.fingerprint());
        assertEquals(Optional.empty(), SHOP.difference(read.canonical()));
    }

    @Test
    void everything_that_gives_a_score_its_meaning_changes_the_fingerprint() {
        List<FeatureSchema> schemas = List.of(
                SHOP,
                schema("Europe/Paris", "GBP", 180, 3, 90, 1, 0),
                schema("Europe/London", "EUR", 180, 3, 90, 1, 0),
                schema("Europe/London", "GBP", 181, 3, 90, 1, 0),
                schema("Europe/London", "GBP", 180, 0, 90, 1, 0),
                schema("Europe/London", "GBP", 180, 3, 91, 1, 0),
                schema("Europe/London", "GBP", 180, 3, 90, 0.3, 0),
                schema("Europe/London", "GBP", 180, 3, 90, 1, 0.1),
                new FeatureSchema(SHOP.context(), SHOP.window(), new ValueRule(1, 0, ValueRule.Refunds.IGNORE)),
                new FeatureSchema(
                        new FeatureContext(SHOP.context().log(), new ChurnRule(EnumSet.of(EventKind.VISIT), 180)),
                        SHOP.window(),
                        SHOP.value()),
                new FeatureSchema(
                        new FeatureContext(
                                new LogDefinition(ZoneId.of("Europe/London"), "GBP", EnumSet.of(EventKind.PURCHASE)),
                                SHOP.context().churn()),
                        SHOP.window(),
                        SHOP.value()));
        Set<String> fingerprints = new HashSet<>();
        for (FeatureSchema schema : schemas) {
            assertTrue(fingerprints.add(schema.fingerprint()), schema.canonical());
            assertTrue(
                    schema.equals(SHOP) || SHOP.difference(schema.canonical()).isPresent());
        }
    }

    @Test
    void a_difference_is_named_with_both_values() {
        String there = SHOP.canonical().replace("gap_days=3", "gap_days=7");
        assertEquals(Optional.of("'gap_days' is 7 there, 3 here"), SHOP.difference(there));
        String gone = SHOP.canonical().replaceAll("feature.visits_28=.*\n", "");
        assertEquals(Optional.of("'feature.visits_28' is absent there, frequency COUNT here"), SHOP.difference(gone));
        String added = SHOP.canonical() + "feature.shoe_size=context COUNT\n";
        assertEquals(Optional.of("'feature.shoe_size' is context COUNT there, absent here"), SHOP.difference(added));
    }

    @Test
    void features_in_another_order_are_another_schema() {
        List<String> lines = SHOP.canonical().lines().toList();
        String swapped =
                SHOP.canonical().replace(lines.get(12) + "\n" + lines.get(13), lines.get(13) + "\n" + lines.get(12));
        assertNotEquals(SHOP.canonical(), swapped);
        assertEquals(Optional.of("the order of lines differs"), SHOP.difference(swapped));
    }

    @Test
    void features_of_another_release_are_refused_with_the_way_out() {
        String other = SHOP.canonical().replace("definition=", "definition=9");
        assertRefused(other, "'definition'", "retrain");
    }

    @Test
    void a_damaged_line_is_refused_by_name() {
        assertRefused(SHOP.canonical().replace("gap_days=3", "gap_days=three"), "gap_days=three");
        assertRefused(SHOP.canonical().replace("Europe/London", "Europe/Lundun"), "zone=Europe/Lundun");
        assertRefused(SHOP.canonical().replace("zone=Europe/London\n", ""), "'zone='");
        assertRefused(SHOP.canonical().replace("refunds=SUBTRACT", "refunds=sometimes"), "refunds=sometimes");
        assertRefused(SHOP.canonical().replace("active=purchase", "active=purchases"), "'purchases'");
        assertRefused("nonsense", "nonsense");
    }

    private static void assertRefused(String canonical, String... words) {
        String message = assertThrows(IllegalArgumentException.class, () -> FeatureSchema.parse(canonical))
                .getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    private static FeatureSchema schema(
            String zone, String currency, int lookback, int gap, int horizon, double margin, double discount) {
        Set<EventKind> carried = EnumSet.of(EventKind.VISIT, EventKind.PURCHASE, EventKind.REFUND);
        FeatureContext context = new FeatureContext(
                new LogDefinition(ZoneId.of(zone), currency, carried),
                new ChurnRule(EnumSet.of(EventKind.PURCHASE), lookback));
        return new FeatureSchema(
                context, new OutcomeWindow(gap, horizon), new ValueRule(margin, discount, ValueRule.Refunds.SUBTRACT));
    }
}
