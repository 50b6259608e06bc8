package io.perennial.features.spark.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.perennial.command.Build;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** When a folder is up to date. */
final class MadeByTest {

    private static final Build BUILD = new Build("0.1.0", "0a1b2c");
    private static final StructType TABLE = new StructType().add("user", DataTypes.StringType, false);

    @Test
    void the_same_build_makes_the_same_of_the_same_inputs() {
        assertEquals(hash(BUILD, TABLE, "log"), hash(BUILD, TABLE, "log"));
        assertNotEquals(hash(BUILD, TABLE, "log"), hash(BUILD, TABLE, "another log"));
    }

    @Test
    void what_an_earlier_build_made_is_made_again() {
        assertNotEquals(hash(BUILD, TABLE, "log"), hash(new Build("0.1.0", "d4e5f6"), TABLE, "log"));
        assertNotEquals(hash(BUILD, TABLE, "log"), hash(new Build("0.2.0", "0a1b2c"), TABLE, "log"));
    }

    @Test
    void a_column_more_makes_another_table_whatever_the_build_is_called() {
        assertNotEquals(hash(BUILD, TABLE, "log"), hash(BUILD, TABLE.add("label", DataTypes.LongType), "log"));
    }

    private static String hash(Build build, StructType table, String inputs) {
        return new MadeBy(build, "step 1", table).fingerprint(inputs);
    }
}
