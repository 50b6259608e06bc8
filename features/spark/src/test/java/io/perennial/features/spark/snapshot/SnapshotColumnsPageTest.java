package io.perennial.features.spark.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.feature.FeatureCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of files names the columns of snapshots as they are written. */
class SnapshotColumnsPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("perennial.root", ".")).resolve("docs/reference/FILES.md");

    @Test
    void every_column_stands_on_the_page_in_its_order() throws IOException {
        String section = Files.readString(PAGE).split("\n## ", -1)[2];
        List<String> told = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(section)
                .results()
                .map(row -> row.group(1))
                .toList();
        List<String> written =
                new ArrayList<>(Stream.of(SnapshotTable.SCHEMA.fieldNames()).toList());
        written.removeAll(FeatureCatalogue.features().stream()
                .map(feature -> feature.id())
                .toList());
        written.remove(SnapshotTable.PART); // it is the folder
        assertEquals(written, told);
    }
}
