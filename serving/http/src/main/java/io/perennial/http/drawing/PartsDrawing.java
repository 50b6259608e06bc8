package io.perennial.http.drawing;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Draws how a value is made of its parts: one bar below the other, each beginning where the one before it ends, so that
 * lengths add up from the first whole to the last.
 */
public final class PartsDrawing {

    private static final int WIDTH = 640;
    private static final int LEFT = 150;
    private static final int RIGHT = 116;
    private static final int TOP = 8;
    private static final int ROW = 28;
    private static final int BAR = 16;
    private static final int BOTTOM = 26;
    private static final double LEVEL = 4;

    /**
     * A bar.
     *
     * @param name  written at its left
     * @param from  where it begins, unit of the value
     * @param to    where it ends
     * @param style class of its colour: {@code whole}, {@code level}, {@code up} or {@code down}
     * @param text  written at the right end of the row
     */
    public record Step(String name, double from, double to, String style, String text) {

        /** A bar from 0: a value, not a part of one. */
        public static Step whole(String name, double value, String text) {
            return new Step(name, 0, value, "whole", text);
        }

        /** A value that other parts lead from or to. */
        public static Step level(String name, double value, String text) {
            return new Step(name, value, value, "level", text);
        }

        /** What a part adds to what was reached before. */
        public static Step part(String name, double reached, double part, String text) {
            return new Step(name, reached, reached + part, part < 0 ? "down" : "up", text);
        }
    }

    private PartsDrawing() {}

    /** The drawing of steps over a scale from 0; {@code label} is read in its place by who does not see it. */
    public static Svg of(String label, List<Step> steps, DoubleFunction<String> axis) {
        return over(label, steps, Scale.around(Math.min(0, least(steps)), Math.max(0, most(steps))), axis);
    }

    /**
     * The drawing of steps from one level to another, over a scale of what lies between.
     *
     * @param narrowest least span of the scale, so that next to nothing looks like it
     */
    public static Svg between(String label, List<Step> steps, double narrowest, DoubleFunction<String> axis) {
        double missing = Math.max(0, narrowest - (most(steps) - least(steps))) / 2;
        return over(label, steps, Scale.around(least(steps) - missing, most(steps) + missing), axis);
    }

    private static double least(List<Step> steps) {
        return steps.stream()
                .mapToDouble(step -> Math.min(step.from(), step.to()))
                .min()
                .orElse(0);
    }

    private static double most(List<Step> steps) {
        return steps.stream()
                .mapToDouble(step -> Math.max(step.from(), step.to()))
                .max()
                .orElse(1);
    }

    private static Svg over(String label, List<Step> steps, Scale values, DoubleFunction<String> axis) {
        int height = TOP + ROW * steps.size() + BOTTOM;
        Scale x = new Scale(values.from(), values.to(), LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, height, label);
        for (double tick : x.ticks()) {
            svg.line(x.at(tick), TOP, x.at(tick), height - BOTTOM, tick == 0 ? "axis" : "grid");
            svg.text(x.at(tick), height - 8, "tick middle", axis.apply(tick));
        }
        for (int i = 0; i < steps.size(); i++) {
            step(svg, steps.get(i), TOP + ROW * i + (ROW - BAR) / 2.0, x);
            if (i > 0) {
                double at = x.at(steps.get(i - 1).to());
                svg.line(at, TOP + ROW * i - (ROW - BAR) / 2.0, at, TOP + ROW * i + (ROW - BAR) / 2.0, "axis");
            }
        }
        return svg;
    }

    private static void step(Svg svg, Step step, double y, Scale x) {
        double from = x.at(Math.min(step.from(), step.to()));
        double to = x.at(Math.max(step.from(), step.to()));
        svg.text(LEFT - 10, y + BAR - 3, "name end", step.name());
        boolean isLevel = step.style().equals("level");
        svg.rectangle(
                isLevel ? from - LEVEL / 2 : from,
                y,
                isLevel ? LEVEL : to - from,
                BAR,
                "part " + step.style(),
                step.name() + ": " + step.text());
        svg.text(WIDTH - 2, y + BAR - 3, "name end", step.text());
    }
}
