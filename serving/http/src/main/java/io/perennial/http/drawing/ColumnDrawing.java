package io.perennial.http.drawing;

import java.util.List;
import java.util.function.DoubleFunction;

/** Draws columns: a histogram or a short series. */
public final class ColumnDrawing {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 34;
    private static final int BOTTOM = 44;
    private static final double GAP = 2;

    /**
     * A column.
     *
     * @param label  below the column, empty for none
     * @param height its value
     * @param style  class of its colour
     * @param title  shown when pointed at
     * @param top    written above it, empty for none
     */
    public record Column(String label, double height, String style, String title, String top) {}

    /**
     * A boundary between columns.
     *
     * @param at   how many columns lie before it
     * @param text written at its top
     */
    public record Boundary(double at, String text) {}

    private ColumnDrawing() {}

    /** The drawing of columns; {@code below} names the lower axis. */
    public static Svg of(
            String label, List<Column> columns, List<Boundary> boundaries, String below, DoubleFunction<String> axis) {
        Scale y = scale(columns);
        return draw(label, columns, boundaries, below, axis, y, y.ticks());
    }

    /** The same of columns that count something, on an axis of whole numbers. */
    public static Svg ofCounts(
            String label, List<Column> columns, List<Boundary> boundaries, String below, DoubleFunction<String> axis) {
        Scale y = scale(columns);
        return draw(label, columns, boundaries, below, axis, y, y.wholeTicks());
    }

    private static Scale scale(List<Column> columns) {
        double largest = columns.stream().mapToDouble(Column::height).max().orElse(0);
        return Scale.upTo(largest, HEIGHT - BOTTOM, TOP);
    }

    private static Svg draw(
            String label,
            List<Column> columns,
            List<Boundary> boundaries,
            String below,
            DoubleFunction<String> axis,
            Scale y,
            List<Double> ticks) {
        Scale x = new Scale(0, Math.max(1, columns.size()), LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, HEIGHT, label);
        for (double tick : ticks) {
            svg.line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick), tick == 0 ? "axis" : "grid");
            svg.text(LEFT - 8, y.at(tick) + 4, "tick end", axis.apply(tick));
        }
        for (int i = 0; i < columns.size(); i++) {
            column(svg, columns.get(i), x.at(i), x.at(i + 1), y);
        }
        for (Boundary boundary : boundaries) {
            svg.line(x.at(boundary.at()), TOP - 16, x.at(boundary.at()), HEIGHT - BOTTOM, "boundary");
            svg.text(x.at(boundary.at()) + 5, TOP - 18, "tick", boundary.text());
        }
        return svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "name middle", below);
    }

    private static void column(Svg svg, Column column, double from, double to, Scale y) {
        double top = y.at(column.height());
        double middle = (from + to) / 2;
        svg.rectangle(from + GAP / 2, top, to - from - GAP, y.at(0) - top, column.style(), column.title());
        if (!column.label().isEmpty()) {
            svg.text(middle, HEIGHT - BOTTOM + 17, "tick middle", column.label());
        }
        if (!column.top().isEmpty()) {
            svg.text(middle, top - 5, "tick middle", column.top());
        }
    }
}
