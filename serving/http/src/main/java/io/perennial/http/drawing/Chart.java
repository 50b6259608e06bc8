package io.perennial.http.drawing;

import gg.jte.Content;
import java.util.List;

/**
 * A drawing with what it shows in a sentence and the same numbers as a table.
 *
 * @param id      of the figure on the page
 * @param title   what is drawn, with its unit
 * @param reading how to read it, or what it says
 * @param drawing the picture
 * @param heads   heads of the table's columns
 * @param rows    rows of the table
 */
public record Chart(
        String id, String title, Content reading, Svg drawing, List<String> heads, List<List<Content>> rows) {

    public Chart {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }
}
