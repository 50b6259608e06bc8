package io.perennial.http.drawing;

import java.util.List;
import java.util.function.DoubleFunction;

/** Draws stacks of counts over a base line and under it: what comes and what goes, period by period. */
public final class StackDrawing {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 260;
    private static final int LEFT = 56;
    private static final int RIGHT = 8;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;
    private static final double GAP = 6;

    /**
     * A part of a stack.
     *
     * @param size  over the base line where positive, under it where negative
     * @param style class of its colour
     * @param title shown when pointed at
     */
    public record Part(double size, String style, String title) {}

    /**
     * A stack.
     *
     * @param label below the drawing
     * @param parts from the base line outwards
     */
    public record Stack(String label, List<Part> parts) {
        public Stack {
            parts = List.copyOf(parts);
        }

        private double over() {
            return parts.stream().mapToDouble(part -> Math.max(0, part.size())).sum();
        }

        private double under() {
            return parts.stream().mapToDouble(part -> Math.min(0, part.size())).sum();
        }
    }

    private StackDrawing() {}

    /** The drawing of stacks; {@code below} names the lower axis. */
    public static Svg of(String label, List<Stack> stacks, String below, DoubleFunction<String> axis) {
        double least = stacks.stream().mapToDouble(Stack::under).min().orElse(0);
        double most = stacks.stream().mapToDouble(Stack::over).max().orElse(1);
        Scale round = Scale.around(least, most);
        Scale y = new Scale(round.from(), round.to(), HEIGHT - BOTTOM, TOP);
        Scale x = new Scale(0, Math.max(1, stacks.size()), LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, HEIGHT, label);
        for (double tick : y.wholeTicks()) {
            svg.line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick), tick == 0 ? "axis" : "grid");
            svg.text(LEFT - 8, y.at(tick) + 4, "tick end", axis.apply(Math.abs(tick)));
        }
        for (int i = 0; i < stacks.size(); i++) {
            draw(svg, stacks.get(i), x.at(i) + GAP / 2, x.at(i + 1) - GAP / 2, y);
            svg.text(
                    (x.at(i) + x.at(i + 1)) / 2,
                    HEIGHT - BOTTOM + 18,
                    "tick middle",
                    stacks.get(i).label());
        }
        return svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "name middle", below);
    }

    private static void draw(Svg svg, Stack stack, double from, double to, Scale y) {
        double over = 0;
        double under = 0;
        for (Part part : stack.parts()) {
            double begin = part.size() < 0 ? under : over;
            double end = begin + part.size();
            if (part.size() != 0) {
                double top = Math.min(y.at(begin), y.at(end));
                svg.rectangle(from, top, to - from, Math.abs(y.at(end) - y.at(begin)), part.style(), part.title());
            }
            over = part.size() < 0 ? over : end;
            under = part.size() < 0 ? end : under;
        }
    }
}
