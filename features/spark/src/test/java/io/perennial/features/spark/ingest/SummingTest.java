package io.perennial.features.spark.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.ingest.Tally.Count;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.mapping.Mappings;
import io.perennial.features.spark.source.LogFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run counted must add up file by file. */
final class SummingTest {

    private static final List<Mapping> MAPPINGS = List.of(Mappings.find("cdnow"));

    @Test
    void a_row_lost_in_one_file_is_not_made_good_by_one_made_in_another() {
        assertEquals(4, summing(2, 2).summary().rows());
        String told = assertThrows(
                        IllegalStateException.class, () -> summing(1, 3).summary())
                .getMessage();
        assertTrue(told.contains("of 2 rows of a.csv 1 were accounted for"), told);
    }

    /** Two files of two rows each, of which so many were kept. */
    private static Summing summing(long first, long second) {
        Tally tally = new Tally();
        tally.day(0, 19_000);
        tally.user(19_000);
        tally.made(0, 0);
        tally.count(0, Count.ROWS, 2);
        tally.count(1, Count.ROWS, 2);
        tally.count(0, Count.KEPT, first);
        tally.count(1, Count.KEPT, second);
        List<LogFile> files = List.of(new LogFile("a.csv", 0, 0, 9, 0), new LogFile("b.csv", 0, 1, 9, 0));
        Inputs inputs = new Inputs(MAPPINGS, List.of(files), Optional.empty());
        return new Summing(inputs, RunRules.of(MAPPINGS), Map.of("part", tally));
    }
}
