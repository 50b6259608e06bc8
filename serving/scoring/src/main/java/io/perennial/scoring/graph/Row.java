package io.perennial.scoring.graph;

/** What one evaluation reads: vectors the graph copies and never keeps. */
public final class Row {

    private static final double[] NONE = {};

    private final double[] features;
    private final double[] sequence;
    private final double[] upstream;

    private Row(double[] features, double[] sequence, double[] upstream) {
        this.features = features;
        this.sequence = sequence;
        this.upstream = upstream;
    }

    /** A row with features in schema order, NaN for missing. */
    public static Row of(double... features) {
        return new Row(features, NONE, NONE);
    }

    /** The same with a sequence, oldest step first, flattened steps x channels. */
    public Row withSequence(double... sequence) {
        return new Row(features, sequence, upstream);
    }

    /** The same with outputs of earlier models. */
    public Row withUpstream(double... upstream) {
        return new Row(features, sequence, upstream);
    }

    double[] of(Input.Source source) {
        return switch (source) {
            case FEATURES -> features;
            case SEQUENCE -> sequence;
            case UPSTREAM -> upstream;
        };
    }
}
