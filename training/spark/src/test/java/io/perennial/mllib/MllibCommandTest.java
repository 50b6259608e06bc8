package io.perennial.mllib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Wrong use of the command ends before Spark starts. */
final class MllibCommandTest {

    @Test
    void a_family_that_is_none_is_wrong_use() {
        assertEquals(2, MllibMain.run("mllib", "--snapshots", "none", "--out", "none", "--families", "svm"));
    }

    @Test
    void rows_come_from_snapshots_or_from_past_days() {
        assertEquals(2, MllibMain.run("mllib", "--out", "none"));
        assertEquals(2, MllibMain.run("mllib", "--snapshots", "a", "--periods", "b", "--out", "none"));
    }

    @Test
    void no_partition_is_wrong_use() {
        assertEquals(2, MllibMain.run("mllib", "--snapshots", "none", "--out", "none", "--partitions", "0"));
    }
}
