package io.perennial.http.report;

import io.perennial.http.drawing.LineDrawing;
import io.perennial.http.drawing.LineDrawing.Line;
import io.perennial.http.drawing.LineDrawing.Point;
import io.perennial.http.drawing.LineDrawing.Side;
import io.perennial.http.drawing.Scale;
import io.perennial.http.drawing.Svg;
import io.perennial.http.report.Report.Calibration;
import io.perennial.http.words.Words;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Draws mean predictions against mean outcomes, beside the line on which both are equal. */
final class CalibrationDrawing {

    private static final double NAMED_AT = 0.85;

    /** A name right of it would run out of the drawing. */
    private static final double NAMED_BEFORE = 0.75;

    private CalibrationDrawing() {}

    static Svg of(Words words, String title, String name, List<Calibration> bins, DoubleFunction<String> axis) {
        double most = bins.stream()
                .mapToDouble(bin -> Math.max(bin.predicted(), bin.actual()))
                .max()
                .orElse(1);
        Scale scale = Scale.upTo(most, 0, 1);
        double end = scale.to();
        List<Point> ideal = List.of(new Point(0, 0), new Point(NAMED_AT * end, NAMED_AT * end), new Point(end, end));
        List<Point> points = bins.stream()
                .map(bin -> new Point(bin.predicted(), bin.actual()))
                .toList();
        int named = named(bins, end);
        boolean isOver = bins.get(named).actual() >= bins.get(named).predicted();
        List<Line> lines = List.of(
                new Line(words.text("calibration.ideal"), "third", ideal, 1, Side.OVER),
                new Line(name, "first dots", points, named, isOver ? Side.OVER : Side.UNDER));
        return LineDrawing.rising(
                LineDrawing.of(title, lines, scale, scale, axis, axis, words.text("axis.predicted")),
                words.text("head.actual"));
    }

    /** The last bin with room beside it: the first ones often lie together at the corner of the axes. */
    private static int named(List<Calibration> bins, double end) {
        return IntStream.range(0, bins.size())
                .filter(bin -> bins.get(bin).predicted() < NAMED_BEFORE * end)
                .reduce((one, next) -> next)
                .orElse(0);
    }
}
