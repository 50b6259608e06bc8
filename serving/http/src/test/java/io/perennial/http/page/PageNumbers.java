package io.perennial.http.page;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the numbers of a page out of its HTML: the exact values that stand behind what is shown. */
final class PageNumbers {

    private static final Pattern ROW = Pattern.compile("<tr[^>]*>(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("<data value=\"([^\"]+)\"");
    private static final Pattern BAR = Pattern.compile(
            "<rect class=\"part (whole|level|up|down)\" x=\"([0-9.]+)\" y=\"[0-9.]+\" width=\"([0-9.]+)\"");

    private final String html;

    PageNumbers(String html) {
        this.html = html;
    }

    /** The part of the page from the element with an id to the end of a tag. */
    String part(String id, String endTag) {
        int from = html.indexOf("id=\"" + id + "\"");
        if (from < 0) {
            throw new NoSuchElementException("the page has no #" + id);
        }
        return html.substring(from, html.indexOf("</" + endTag + ">", from));
    }

    /** The first value of every row that has one, in the table of a chart. */
    List<Double> column(String chart) {
        List<Double> values = new ArrayList<>();
        ROW.matcher(part(chart, "figure")).results().map(row -> row.group(1)).forEach(row -> {
            List<Double> all = values(row);
            if (!all.isEmpty()) {
                values.add(all.get(0));
            }
        });
        return values;
    }

    /** The values inside a piece of HTML. */
    static List<Double> values(String piece) {
        return VALUE.matcher(piece)
                .results()
                .map(value -> Double.valueOf(value.group(1)))
                .toList();
    }

    /** The lengths of a chart's bars in pixels, those that lower the value negative. */
    List<Double> bars(String chart) {
        return BAR.matcher(part(chart, "figure"))
                .results()
                .map(PageNumbers::length)
                .toList();
    }

    private static double length(MatchResult bar) {
        double length = Double.parseDouble(bar.group(3));
        return bar.group(1).equals("down") ? -length : length;
    }
}
