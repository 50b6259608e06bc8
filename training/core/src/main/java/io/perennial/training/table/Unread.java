package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the cells of a column that is read as free text look like, and how to write them so that they are learned from. */
enum Unread {
    DECIMAL_COMMA(
            "numbers with a decimal comma; write 12.50 for 12,50", "[-+]?\\d{1,3}(\\.?\\d{3})*,\\d+|[-+]?\\d+,\\d+"),
    CURRENCY(
            "amounts with a currency; write the number alone, 12.50",
            "[-+]?\\s*(\\p{Sc}|[A-Z]{3})\\s*[-+]?\\d[\\d.,]*|[-+]?\\d[\\d.,]*\\s*(\\p{Sc}|[A-Z]{3}|元)"),
    PERCENT("shares with a percent sign; write the number alone, 12.5", "[-+]?\\d[\\d.,]*\\s*[%％]"),
    DATES(
            "dates; give the days between each and the day the table speaks for, a number",
            "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([T ].*)?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}( .*)?");

    private final String words;
    private final Pattern cell;

    Unread(String words, String cell) {
        this.words = words;
        this.cell = Pattern.compile(cell);
    }

    /** What nearly all of these cells look like, in words; empty where they look like text. */
    static Optional<String> words(List<String> cells) {
        return Arrays.stream(values())
                .filter(one ->
                        ColumnChoice.areNearlyAll(cells.stream().filter(one::is).count(), cells))
                .map(one -> one.words)
                .findFirst();
    }

    private boolean is(String cell) {
        return cell.length() <= 40 && (cell(cell) || TableColumn.number(cell).isPresent());
    }

    private boolean cell(String text) {
        return cell.matcher(text).matches();
    }
}
