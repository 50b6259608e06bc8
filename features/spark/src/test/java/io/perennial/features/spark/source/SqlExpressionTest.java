package io.perennial.features.spark.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.Lab;
import io.perennial.features.spark.mapping.WrongUse;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class SqlExpressionTest {

    private static final Dataset<Row> LOG = Lab.spark()
            .createDataFrame(
                    List.of(RowFactory.create(
                            "3", "0.335", "C12", null, "abc", "9", "10", "1767225600123", "1767225600123456")),
                    new StructType()
                            .add("q", DataTypes.StringType)
                            .add("price", DataTypes.StringType)
                            .add("invoice", DataTypes.StringType)
                            .add("empty", DataTypes.StringType)
                            .add("Unit Price", DataTypes.StringType)
                            .add("nine", DataTypes.StringType)
                            .add("ten", DataTypes.StringType)
                            .add("ms", DataTypes.StringType)
                            .add("us", DataTypes.StringType));

    @Test
    void products_of_columns_are_exact() {
        assertEquals("1.0050000000000", money("q * price"));
        assertEquals("-1.0050000000000", money("-q * price"));
        assertEquals("1.0050000000000", money("abs(-q) * price"));
    }

    @Test
    void a_product_within_a_product_keeps_its_digits_after_the_point() {
        assertEquals("0.452250000000", money("q * 0.45 * price"));
        assertEquals("2.0100000000000", money("(q + q) * price"));
    }

    @Test
    void milliseconds_and_microseconds_since_1970_are_numbers_in_sums_and_beside_numbers_written_out() {
        assertEquals("1767225597.1230000000000", money("(ms - 3000) / 1000"));
        assertEquals("0E-13", money("(ms - ms) / 1000"));
        assertEquals("1767225600.1234560000000000", money("us / 1000000"));
        assertEquals("1767225600123453.00000000", money("us - q"));
        assertEquals("456.00000000", money("us % 1000"));
        assertEquals("1767225600123456.00000000", money("greatest(abs(us), ms)"));
        assertEquals("1767225600123.00000000", money("least(us, ms)"));
        assertEquals("true", condition("us - ms > 9 AND us * 2 > us AND (us - ms) div 1000 > 9"));
        assertEquals("0E-18", money("(ms - ms) / q"));
        assertEquals("null", money("ms * q"), "twelve digits before the point, as docs/MAPPING.md says");
    }

    @Test
    void a_column_alone_keeps_its_digits() {
        assertEquals("0.335", money("price"));
    }

    @Test
    void comparisons_with_numbers_see_decimals() {
        assertEquals("true", condition("price > 0"));
        assertEquals("false", condition("price > 1"));
        assertEquals("true", condition("trim(price) < 0.336 AND q >= 3"));
        assertEquals("true", condition("price BETWEEN 0.3 AND 0.4"));
        assertEquals("true", condition("q IN (2, 3.0) AND price IN (0.3350)"));
        assertEquals("false", condition("q NOT IN (3.0) OR price NOT IN (1, .335)"));
        assertEquals("true", condition("ms NOT IN (1) AND q NOT IN (-3)"));
    }

    @Test
    void a_condition_that_hangs_on_what_is_no_number_is_null_and_on_what_is_missing_false() {
        assertEquals("null", condition("invoice > 0"));
        assertEquals("null", condition("invoice NOT IN (1, 2)"));
        assertEquals("null", condition("NOT invoice * 2 > price AND q = 3"));
        assertEquals("null", condition("try_cast(invoice AS INT) < 5"), "whoever writes the cast");
        assertEquals("false", condition("q = 4 AND invoice > 0"));
        assertEquals("true", condition("q = 3 OR invoice > 0"));
        assertEquals("true", condition("try_cast(invoice AS INT) IS NULL"));
        assertEquals("false", condition("empty > 0"));
        assertEquals("false", condition("empty = 'x'"));
        assertEquals("false", condition("nullif(invoice, 'C12') > 0 OR replace(invoice, 'C12', ' nan') > 0"));
    }

    @Test
    void a_condition_that_no_number_would_make_true_does_not_hang_on_one() {
        assertEquals("false", condition("CASE WHEN q = 4 THEN invoice > 0 END"), "a row of another kind");
        assertEquals("null", condition("CASE WHEN q = 3 THEN invoice > 0 END"));
        assertEquals("null", condition("CASE WHEN q = 4 THEN true ELSE NOT invoice > 0 END"));
        assertEquals("null", condition("CASE WHEN invoice > 0 THEN true END"));
        assertEquals("false", condition("CASE WHEN q = 3 AND invoice > 0 THEN false WHEN q = 4 THEN true END"));
        assertEquals("null", condition("CASE WHEN invoice > 0 THEN q = 3 ELSE false END"), "nor is it the rest's");
        assertEquals("null", condition("CASE WHEN q = 4 THEN true WHEN invoice > 0 THEN false ELSE true END"));
        assertEquals("true", condition("CASE WHEN invoice > 0 THEN q = 3 ELSE true END"), "either way");
        assertEquals("false", condition("CASE WHEN q = 4 AND invoice > 0 THEN true END"), "a row of another kind");
        assertEquals("null", condition("if(invoice > 0, q = 3, false)"));
        assertEquals("false", condition("if(invoice > 0, q = 4, false)"));
        assertEquals("null", condition("CASE WHEN invoice > 0 THEN 'sale' ELSE 'return' END = 'sale'"));
        assertEquals("true", condition("CASE WHEN q > 0 THEN 'sale' ELSE 'return' END = 'sale'"));
        assertEquals("false", condition("CASE WHEN q = 4 AND invoice > 0 THEN 'sale' ELSE 'x' END = 'sale'"));
        assertEquals("null", condition("upper(if(invoice > 0, 'sale', 'x')) LIKE 'S%'"));
        assertEquals("true", condition("if(invoice > 0, 'sale', 'sold') LIKE 's%'"), "either way");
        assertEquals(
                "false",
                condition("CASE WHEN invoice RLIKE '^[0-9]+$' THEN try_cast(invoice AS INT) ELSE 0 END > 0"),
                "whoever wrote it has asked first");
        assertEquals("null", condition("least(invoice, price) > 0"));
        assertEquals("false", condition("coalesce(invoice > 0, false)"), "whoever wrote it has told");
        assertEquals("false", condition("empty = 'paid' AND invoice > 0"));
        assertEquals("false", condition("NOT (empty = 'paid' OR invoice > 0)"));
        assertEquals("null", condition("empty = 'paid' OR invoice > 0"));
        assertEquals("null", condition("invoice > 0 AND `Unit Price` < 0"), "two that no one number suits");
    }

    @Test
    void comparisons_of_texts_stay_comparisons_of_texts() {
        assertEquals("true", condition("invoice = 'C12'"));
        assertEquals("true", condition("startswith(invoice, 'C') AND invoice IN ('C12', 'C13')"));
        assertEquals("true", condition("invoice IN (7, 'C12') AND invoice NOT IN (7, 'C13')"), "codes are texts");
        assertEquals("true", condition("invoice RLIKE '^C' AND `Unit Price` = 'abc'"));
    }

    @Test
    void the_larger_of_two_columns_is_the_larger_number() {
        assertEquals("10.00000000", money("greatest(nine, ten)"));
        assertEquals("9.00000000", money("least(nine, ten)"));
        assertEquals("true", condition("greatest(nine, ten) > nine"));
    }

    @Test
    void columns_ordered_without_saying_what_they_are_are_refused() {
        for (String sql : List.of(
                "nine > ten", "nine <= trim(ten)", "trim(nine) > lower(ten)", "q = 3 AND nine BETWEEN ten AND q")) {
            refused(() -> condition(sql), "orders columns as texts");
        }
        assertEquals("true", condition("try_cast(ten AS DECIMAL(20,8)) > nine"));
        assertEquals("true", condition("invoice >= 'C1' AND nine = nine"), "a text in quotes says it is one");
    }

    @Test
    void the_columns_it_reads_are_known() {
        assertEquals(
                Set.of("q", "price", "Unit Price"),
                SqlExpression.parse("x", "CASE WHEN q > 0 THEN price ELSE `Unit Price` END")
                        .columns());
    }

    @Test
    void money_in_floating_point_is_refused() {
        refused(() -> money("sqrt(price)"), "computed in floating point");
        refused(() -> money("CAST(price AS double) * 2"), "computed in floating point");
    }

    @Test
    void what_is_no_expression_is_refused_naming_where_it_stands() {
        refused(() -> condition("price >"), "here = \"price >\" is not a Spark SQL expression");
        refused(() -> money("q * Preis €"), "stands between backticks");
        refused(() -> condition("price"), "not a condition that is true or false");
        refused(() -> condition("nosuch(price) > 0"), "cannot be used");
    }

    private static void refused(Runnable use, String because) {
        WrongUse refusal = assertThrows(WrongUse.class, use::run);
        assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
    }

    private static String money(String sql) {
        return value(SqlExpression.parse("here", sql).money(LOG));
    }

    private static String condition(String sql) {
        return value(SqlExpression.parse("here", sql).condition(LOG));
    }

    private static String value(Column column) {
        return String.valueOf(LOG.select(column).head().get(0));
    }
}
