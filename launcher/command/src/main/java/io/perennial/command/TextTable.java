package io.perennial.command;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Lines of aligned columns; wide East Asian characters count for two. */
public final class TextTable {

    private static final int BETWEEN = 2;

    /** A column is not made narrower than this, even where the table then sticks out. */
    private static final int NARROWEST = 12;

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; rows may have fewer cells than others. */
    public TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, each as long as its cells need. */
    public List<String> lines() {
        return lines(OptionalInt.empty());
    }

    /** The lines, cells wrapped between words so that none is longer than the terminal is wide, if it is known. */
    public List<String> lines(OptionalInt columns) {
        List<Integer> widths = widths();
        columns.ifPresent(limit -> shrink(widths, limit));
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            List<List<String>> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(Wrapping.of(row.get(i), widths.get(i)));
            }
            int height = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int y = 0; y < height; y++) {
                lines.add(line(cells, y, widths));
            }
        }
        return lines;
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = width(row.get(i));
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return widths;
    }

    /** Takes from the widest column until the table fits. */
    private static void shrink(List<Integer> widths, int limit) {
        int excess = widths.stream().mapToInt(width -> width + BETWEEN).sum() - BETWEEN - limit;
        for (; excess > 0; excess--) {
            int widest = 0;
            for (int i = 1; i < widths.size(); i++) {
                widest = widths.get(i) > widths.get(widest) ? i : widest;
            }
            if (widths.get(widest) <= NARROWEST) {
                return;
            }
            widths.set(widest, widths.get(widest) - 1);
        }
    }

    private static String line(List<List<String>> cells, int y, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String text = y < cells.get(i).size() ? cells.get(i).get(y) : "";
            line.append(text).append(" ".repeat(Math.max(0, widths.get(i) - width(text)) + BETWEEN));
        }
        return line.toString().stripTrailing();
    }

    /** Columns a text takes in a terminal. */
    public static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    static int width(int point) {
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x2e80 && point <= 0xa4cf)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xf900 && point <= 0xfaff)
                || (point >= 0xfe30 && point <= 0xfe6f)
                || (point >= 0xff00 && point <= 0xff60)
                || (point >= 0xffe0 && point <= 0xffe6)
                || (point >= 0x1f300 && point <= 0x1faff)
                || (point >= 0x20000 && point <= 0x3fffd);
    }
}
