package io.perennial.http.drawing;

import java.util.List;
import java.util.function.DoubleFunction;

/** Draws what was and what is expected, block by block: columns, and over those to come a band of where they may lie. */
public final class TrendDrawing {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 28;
    private static final int BOTTOM = 44;
    private static final double GAP = 4;

    /**
     * A block.
     *
     * @param label  below it, empty for none
     * @param value  its value
     * @param low    lower end of where it may lie; NaN for what is known
     * @param high   upper end
     * @param isPast whether it is known
     * @param title  shown when pointed at
     */
    public record Block(String label, double value, double low, double high, boolean isPast, String title) {}

    private TrendDrawing() {}

    /** The drawing of blocks from left to right; {@code boundary} is written where the future begins. */
    public static Svg of(String label, List<Block> blocks, String boundary, String below, DoubleFunction<String> axis) {
        double largest = blocks.stream()
                .mapToDouble(block -> Math.max(block.value(), Double.isNaN(block.high()) ? 0 : block.high()))
                .max()
                .orElse(0);
        Scale y = Scale.upTo(largest, HEIGHT - BOTTOM, TOP);
        Scale x = new Scale(0, Math.max(1, blocks.size()), LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, HEIGHT, label);
        for (double tick : y.ticks()) {
            svg.line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick), tick == 0 ? "axis" : "grid");
            svg.text(LEFT - 8, y.at(tick) + 4, "tick end", axis.apply(tick));
        }
        band(svg, blocks, x, y);
        for (int i = 0; i < blocks.size(); i++) {
            column(svg, blocks.get(i), x.at(i), x.at(i + 1), y);
        }
        double past = blocks.stream().filter(Block::isPast).count();
        svg.line(x.at(past), TOP - 12, x.at(past), HEIGHT - BOTTOM, "boundary");
        svg.text(x.at(past) + 5, TOP - 14, "tick", boundary);
        return svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "name middle", below);
    }

    /** Along the upper ends to the right, along the lower ones back. */
    private static void band(Svg svg, List<Block> blocks, Scale x, Scale y) {
        int first = 0;
        while (first < blocks.size() && Double.isNaN(blocks.get(first).low())) {
            first++;
        }
        int wide = blocks.size() - first;
        if (wide == 0) {
            return;
        }
        double[] points = new double[8 * wide];
        for (int i = 0; i < wide; i++) {
            Block block = blocks.get(first + i);
            double left = x.at(first + i);
            double right = x.at(first + i + 1);
            put(points, 4 * i, left, y.at(block.high()), right, y.at(block.high()));
            put(points, 8 * wide - 4 * (i + 1), right, y.at(block.low()), left, y.at(block.low()));
        }
        svg.path(points, "band");
    }

    private static void put(double[] points, int at, double... xy) {
        System.arraycopy(xy, 0, points, at, xy.length);
    }

    private static void column(Svg svg, Block block, double from, double to, Scale y) {
        double top = y.at(block.value());
        String style = block.isPast() ? "plain" : "ahead";
        svg.rectangle(from + GAP / 2, top, to - from - GAP, y.at(0) - top, style, block.title());
        if (!block.label().isEmpty()) {
            svg.text((from + to) / 2, HEIGHT - BOTTOM + 17, "tick middle", block.label());
        }
    }
}
