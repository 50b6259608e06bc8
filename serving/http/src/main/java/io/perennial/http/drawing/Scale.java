package io.perennial.http.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * A straight scale from values to places in a drawing.
 *
 * @param from  value at {@code start}
 * @param to    value at {@code end}, above {@code from}
 * @param start place of {@code from}
 * @param end   place of {@code to}
 */
public record Scale(double from, double to, double start, double end) {

    /** A scale from 0 to a round number not below the largest value. */
    public static Scale upTo(double largest, double start, double end) {
        double step = step(largest);
        return new Scale(0, Math.max(1, Math.ceil(largest / step - 1e-9)) * step, start, end);
    }

    /** A scale over these values, its ends round. */
    public static Scale around(double least, double most) {
        double step = step(most - least);
        Scale scale = around(least, most, step);
        // Rounding may widen the span so far that its ticks stand farther apart; the ends must be among those.
        double wider = step(scale.to - scale.from);
        return wider == step ? scale : around(least, most, wider);
    }

    private static Scale around(double least, double most, double step) {
        double from = Math.floor(least / step + 1e-9) * step;
        return new Scale(from, Math.max(from + step, Math.ceil(most / step - 1e-9) * step), 0, 1);
    }

    /** The place of a value. */
    public double at(double value) {
        return start + (value - from) / (to - from) * (end - start);
    }

    /** About five round values over the scale, its ends among them. */
    public List<Double> ticks() {
        double step = step(to - from);
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; from + i * step <= to * (1 + 1e-9); i++) {
            ticks.add(from + i * step);
        }
        return ticks;
    }

    /** Those of the ticks that are whole: a count is nothing between, and rounded would stand there twice. */
    public List<Double> wholeTicks() {
        return ticks().stream().filter(tick -> tick == Math.rint(tick)).toList();
    }

    /** 1, 2 or 5 times a power of ten, so that four to ten of them make the span. */
    private static double step(double span) {
        if (!(span > 0)) {
            return 1;
        }
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(span)));
        double lead = span / power;
        return power * (lead <= 2 ? 0.5 : lead <= 5 ? 1 : 2);
    }
}
