package io.perennial.mllib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.spark.table.LedgerTable;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.LedgerSnapshots;
import io.perennial.training.data.SnapshotReader;
import io.perennial.training.data.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same training set is cut from ledgers held in memory and by {@code perennial features}. */
final class SameRowsTest {

    @TempDir
    static Path folder;

    @Test
    void every_row_cut_in_memory_is_that_of_the_step_bit_for_bit() throws IOException {
        TrainingSet step = SnapshotReader.read(Shop.snapshots(folder));
        TrainingSet memory =
                LedgerSnapshots.cut(step.schema(), ledgers(), step.plan().asOf());
        assertEquals(step.plan().rung(), memory.plan().rung());
        assertEquals(step.plan().served(), memory.plan().served());
        assertEquals(step.plan().learned(), memory.plan().learned());
        assertTrue(step.labelled().size() > Shop.USERS, step.labelled().size() + " rows");
        assertSame(step.labelled(), memory.labelled());
        assertSame(step.current(), memory.current());
    }

    private static List<UserLedger> ledgers() {
        Map<String, List<LedgerDay>> days = new TreeMap<>();
        for (Row row : Shop.spark()
                .read()
                .parquet(folder.resolve("log").resolve("ledger").toString())
                .select(List.of(LedgerTable.SCHEMA.fieldNames()).stream()
                        .map(functions::col)
                        .toArray(Column[]::new))
                .collectAsList()) {
            days.computeIfAbsent(row.getString(0), user -> new ArrayList<>()).add(LedgerTable.day(row));
        }
        List<UserLedger> ledgers = new ArrayList<>();
        days.forEach((user, own) -> {
            own.sort(Comparator.comparingInt(LedgerDay::day));
            ledgers.add(new UserLedger(user, own));
        });
        return ledgers;
    }

    private static void assertSame(LabelledSnapshots step, LabelledSnapshots memory) {
        assertEquals(step.featureIds(), memory.featureIds());
        assertEquals(step.users(), memory.users());
        assertArrayEquals(step.asOfs(), memory.asOfs());
        assertEquals(step.roles(), memory.roles());
        assertArrayEquals(step.eligible(), memory.eligible());
        assertArrayEquals(step.features(), memory.features());
        assertArrayEquals(step.sequences(), memory.sequences());
        assertArrayEquals(step.active(), memory.active());
        assertArrayEquals(step.occasions(), memory.occasions());
        assertArrayEquals(step.valueMinor(), memory.valueMinor());
        assertArrayEquals(step.blocksMinor(), memory.blocksMinor());
        assertArrayEquals(step.firstActiveDays(), memory.firstActiveDays());
        assertArrayEquals(step.horizonsMinor(), memory.horizonsMinor());
    }
}
