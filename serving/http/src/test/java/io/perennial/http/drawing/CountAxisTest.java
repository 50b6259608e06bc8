package io.perennial.http.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.perennial.features.feature.Language;
import io.perennial.http.drawing.ColumnDrawing.Column;
import io.perennial.http.words.Numbers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The axis of what is counted has whole numbers, each once. */
class CountAxisTest {

    private static final Pattern TICK = Pattern.compile("class=\"tick end\"[^>]*>([^<]*)<");

    private static List<String> ticks(int largest) {
        Numbers numbers = new Numbers(Language.EN, "");
        List<Column> columns = List.of(new Column("", largest, "plain", "", ""));
        StringOutput html = new StringOutput();
        ColumnDrawing.ofCounts("", columns, List.of(), "", value -> numbers.count(value)
                        .text())
                .writeTo(new OwaspHtmlTemplateOutput(html));
        return TICK.matcher(html.toString())
                .results()
                .map(tick -> tick.group(1))
                .toList();
    }

    @Test
    void few_have_an_axis_of_whole_numbers() {
        assertEquals(List.of("0", "1"), ticks(0));
        assertEquals(List.of("0", "1"), ticks(1));
        assertEquals(List.of("0", "1", "2"), ticks(2));
        assertEquals(List.of("0", "1", "2", "3"), ticks(3));
    }

    @Test
    void no_number_stands_twice_on_an_axis() {
        IntStream.rangeClosed(1, 500).forEach(largest -> {
            List<String> ticks = ticks(largest);
            assertEquals(ticks.stream().distinct().toList(), ticks, largest + " at most");
        });
    }
}
