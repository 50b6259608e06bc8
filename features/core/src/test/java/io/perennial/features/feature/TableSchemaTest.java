package io.perennial.features.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableSchemaTest {

    private static final TableSchema SCHEMA = new TableSchema(
            "left = gone?",
            "Yes|sure",
            List.of(
                    new TableColumn("Monthly Charges", new ColumnGroup("Bill & pay"), List.of()),
                    new TableColumn(
                            "合同", new ColumnGroup("Bill & pay"), List.of("Month-to-month", "One year", "a|b=c")),
                    new TableColumn("age", Dimension.CONTEXT, List.of())));

    @Test
    void its_text_reads_back_whatever_names_hold() {
        assertEquals(SCHEMA, Schema.parse(SCHEMA.canonical()));
        assertInstanceOf(TableSchema.class, Schema.parse(SCHEMA.canonical()));
    }

    @Test
    void what_training_hardly_showed_of_a_column_reads_back_and_older_texts_read_as_if_it_had_shown_all() {
        TableColumn plan =
                new TableColumn("plan", Dimension.CONTEXT, List.of("basic"), new TableColumn.Seen(false, false));
        TableSchema hardlyShown = new TableSchema("left", "yes", List.of(plan));
        assertEquals(hardlyShown, Schema.parse(hardlyShown.canonical()));
        assertTrue(plan.isNewlyMissing(Double.NaN) && plan.isNew(plan.value("bsic")), plan.toString());
        TableSchema older = TableSchema.parse(hardlyShown.canonical().replace(" whole,listed", ""));
        assertEquals(TableColumn.Seen.ANYTHING, older.columns().get(0).seen());
        String said = assertThrows(
                        IllegalArgumentException.class,
                        () -> TableSchema.parse(hardlyShown.canonical().replace("whole", "hole")))
                .getMessage();
        assertTrue(said.endsWith(" and what training hardly showed of it"), said);
    }

    /** Rows of which so many have no months and as many a category that is not listed. */
    private static TableColumn.Seen[] seenOf(int count) {
        double[][] rows = new double[100][];
        Arrays.setAll(rows, i -> new double[] {1, i < count ? 3 : 0, i < count ? Double.NaN : 40});
        return SCHEMA.seenIn(rows).columns().stream().map(TableColumn::seen).toArray(TableColumn.Seen[]::new);
    }

    @Test
    void what_enough_rows_show_of_a_column_was_seen_and_what_fewer_show_was_not() {
        TableColumn.Seen values = new TableColumn.Seen(false, true);
        assertArrayEquals(
                new TableColumn.Seen[] {values, values, new TableColumn.Seen(true, true)},
                seenOf(TableColumn.LEAST_ROWS));
        assertArrayEquals(
                new TableColumn.Seen[] {values, new TableColumn.Seen(false, false), values},
                seenOf(TableColumn.LEAST_ROWS - 1));
    }

    @Test
    void another_category_is_another_schema() {
        TableSchema other = new TableSchema(
                SCHEMA.label(), SCHEMA.churned(), SCHEMA.columns().subList(0, 2));
        assertNotEquals(SCHEMA.fingerprint(), other.fingerprint());
        assertTrue(SCHEMA.difference(other.canonical()).orElseThrow().contains("age"));
    }

    @Test
    void columns_of_no_group_are_context() {
        assertEquals(List.of(new ColumnGroup("Bill & pay")), SCHEMA.parts());
        assertEquals(0, SCHEMA.place(1));
        assertEquals(-1, SCHEMA.place(2));
    }

    @Test
    void more_than_eight_groups_are_refused() {
        List<TableColumn> nine = IntStream.range(0, 9)
                .mapToObj(i -> new TableColumn("c" + i, new ColumnGroup("g" + i), List.of()))
                .toList();
        assertThrows(IllegalArgumentException.class, () -> new TableSchema("y", "1", nine));
    }

    @Test
    void cells_become_numbers_and_codes() {
        TableColumn charges = SCHEMA.columns().get(0);
        TableColumn contract = SCHEMA.columns().get(1);
        assertEquals(1234.5, charges.value(" 1,234.50 "));
        assertEquals(Double.NaN, charges.value("  "));
        assertEquals(Double.NaN, contract.value("N/A"));
        assertEquals(1, contract.value("One year"));
        assertEquals(3, contract.value("Ten years"));
        assertEquals("One year", contract.category(1));
        assertEquals("", contract.category(3));
        assertThrows(IllegalArgumentException.class, () -> charges.value("12 EUR"));
        assertThrows(IllegalArgumentException.class, () -> charges.value("1e999"));
    }
}
