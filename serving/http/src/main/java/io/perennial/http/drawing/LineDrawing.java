package io.perennial.http.drawing;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** Draws lines over one scale, each with its name at its side. */
public final class LineDrawing {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 320;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 16;
    private static final int BOTTOM = 48;
    private static final int LONGEST_WITHOUT_DOTS = 3;

    /**
     * A line.
     *
     * @param name    written beside it
     * @param style   class of its colour and dashes
     * @param points  its points, from left to right
     * @param named   which point the name stands at
     * @param side    where the name stands beside that point
     */
    public record Line(String name, String style, List<Point> points, int named, Side side) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** Where a name stands beside a point of its line. */
    public enum Side {
        /** Left and above: free over a curve that rises ever more slowly. */
        OVER,
        /** Right and below. */
        UNDER,
        /** Right and above: free beside a line that stands upright. */
        RIGHT
    }

    /** A point, in values. */
    public record Point(double x, double y) {}

    private LineDrawing() {}

    /** A drawing of lines with what they rise by named too, in the corner where such lines seldom are. */
    public static Svg rising(Svg lines, String upwards) {
        return lines.text(LEFT + 6, TOP + 14, "name", "\u2191 " + upwards);
    }

    /** The drawing of lines; {@code below} names the lower axis. */
    public static Svg of(
            String label,
            List<Line> lines,
            Scale xValues,
            Scale yValues,
            DoubleFunction<String> xAxis,
            DoubleFunction<String> yAxis,
            String below) {
        Scale x = new Scale(xValues.from(), xValues.to(), LEFT, WIDTH - RIGHT);
        Scale y = new Scale(yValues.from(), yValues.to(), HEIGHT - BOTTOM, TOP);
        Svg svg = new Svg(WIDTH, HEIGHT, label);
        for (double tick : y.ticks()) {
            svg.line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick), tick == 0 ? "axis" : "grid");
            svg.text(LEFT - 8, y.at(tick) + 4, "tick end", yAxis.apply(tick));
        }
        for (double tick : x.ticks()) {
            svg.text(x.at(tick), HEIGHT - BOTTOM + 18, "tick middle", xAxis.apply(tick));
        }
        lines.forEach(line -> draw(svg, line, x, y));
        return svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "name middle", below);
    }

    private static void draw(Svg svg, Line line, Scale x, Scale y) {
        double[] points = line.points().stream()
                .flatMapToDouble(point -> DoubleStream.of(x.at(point.x()), y.at(point.y())))
                .toArray();
        svg.path(points, "line " + line.style());
        for (int i = 0; i < points.length && line.points().size() > LONGEST_WITHOUT_DOTS; i += 2) {
            svg.dot(points[i], points[i + 1], 2.5, "dot " + line.style());
        }
        double atX = points[2 * line.named()];
        double atY = points[2 * line.named() + 1];
        if (line.side() == Side.OVER) {
            svg.text(atX - 8, atY - 8, "name end " + line.style(), line.name());
        } else {
            double below = line.side() == Side.UNDER ? 18 : -8;
            svg.text(atX + 8, atY + below, "name " + line.style(), line.name());
        }
    }
}
