package io.perennial.training.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of files names the columns of a back-test's predictions as they are written. */
class PredictionColumnsPageTest {

    private static final Path PAGE =
            Path.of(System.getProperty("perennial.root", ".")).resolve("docs/reference/FILES.md");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    @Test
    void every_column_stands_on_the_page_in_its_order() throws IOException {
        String section = Files.readString(PAGE).split("\n## ", -1)[3];
        List<String> told = Pattern.compile("(?m)^\\| (`[^|]+`) \\|")
                .matcher(section)
                .results()
                .flatMap(row -> Stream.of(row.group(1).split(", ", -1)))
                .map(name -> name.replace("`", ""))
                .toList();
        List<String> written = Stream.of(PredictionRow.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(PredictionColumnsPageTest::snakeCase)
                .toList();
        assertEquals(written, told);
    }

    private static String snakeCase(String name) {
        Matcher capital = CAPITAL.matcher(name);
        return capital.replaceAll(letter -> "_" + letter.group().toLowerCase(Locale.ROOT));
    }
}
