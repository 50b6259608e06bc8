package io.perennial.http.drawing;

import java.util.List;

/** Draws when each of several things held: one row a thing, one bar a stretch of time. */
public final class SpanDrawing {

    private static final int WIDTH = 720;
    private static final int LEFT = 110;
    private static final int RIGHT = 16;
    private static final int TOP = 8;
    private static final int ROW = 30;
    private static final int BAR = 18;
    private static final int BOTTOM = 26;
    /** What lasted a moment is still seen. */
    private static final double THINNEST = 3;

    /**
     * A stretch of time.
     *
     * @param row   which row, from 0
     * @param from  when it began, on the scale
     * @param to    when it ended
     * @param style class of its colour
     * @param title shown when pointed at
     */
    public record Span(int row, double from, double to, String style, String title) {}

    /** A text below the drawing at a point of the scale. */
    public record Mark(double at, String text) {}

    private SpanDrawing() {}

    /** The drawing of rows, each with its name, over a scale of time. */
    public static Svg of(String label, List<String> rows, List<Span> spans, List<Mark> marks, Scale time) {
        int height = TOP + ROW * rows.size() + BOTTOM;
        Scale x = new Scale(time.from(), time.to(), LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, height, label);
        for (int i = 0; i < rows.size(); i++) {
            svg.line(LEFT, TOP + ROW * (i + 0.5), WIDTH - RIGHT, TOP + ROW * (i + 0.5), "grid");
            svg.text(LEFT - 10, TOP + ROW * (i + 0.5) + 4, "name end", rows.get(i));
        }
        for (Span span : spans) {
            double from = x.at(span.from());
            double wide = Math.max(THINNEST, x.at(span.to()) - from);
            double left = Math.min(from, WIDTH - RIGHT - wide);
            svg.rectangle(left, TOP + ROW * (span.row() + 0.5) - BAR / 2.0, wide, BAR, span.style(), span.title());
        }
        for (int i = 0; i < marks.size(); i++) {
            boolean isLast = i == marks.size() - 1 && i > 0;
            svg.text(
                    x.at(marks.get(i).at()),
                    height - 8,
                    isLast ? "tick end" : "tick",
                    marks.get(i).text());
        }
        return svg;
    }
}
