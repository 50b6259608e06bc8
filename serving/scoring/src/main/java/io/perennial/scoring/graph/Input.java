package io.perennial.scoring.graph;

import static io.perennial.scoring.graph.Shape.require;

/**
 * What a caller hands in.
 *
 * @param source which of the three vectors
 * @param width  how many numbers it holds
 */
public record Input(Source source, int width) implements Node {

    /** The vectors a caller can hand in. */
    public enum Source {
        /** The user's features in schema order, NaN for missing. */
        FEATURES,
        /** Monthly blocks, oldest first, flattened steps x channels. */
        SEQUENCE,
        /** Outputs of a model that runs before this one, in the order that model's contract states. */
        UPSTREAM
    }

    public Input {
        require(source != null, "input has no source");
        Shape.size(width, Limits.WIDTH, "width of input");
    }

    @Override
    public Ints inputs() {
        return Ints.of();
    }

    @Override
    public Input reading(Ints nodes) {
        return this;
    }

    @Override
    public int width(int[] widths) {
        return width;
    }

    /** Never called: the graph copies the caller's vector. */
    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        throw new IllegalStateException("an input is given, not computed");
    }
}
