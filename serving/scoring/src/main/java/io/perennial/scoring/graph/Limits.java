package io.perennial.scoring.graph;

/** The largest model this form carries; far above what is trained here, far below what would exhaust a server. */
final class Limits {

    static final int NODES = 4_096;
    static final int OUTPUTS = 256;
    static final int NAME_LENGTH = 64;
    static final int WIDTH = 65_536;
    /** All vectors and working memory of one evaluation, in doubles: 16 MiB. */
    static final int WORKSPACE = 1 << 21;

    static final int TREES = 20_000;
    static final int TREE_NODES = 1 << 22;
    static final int TREE_DEPTH = 64;
    static final int LSTM_STEPS = 512;
    static final int LSTM_UNITS = 1_024;
    static final int WEIGHTS = 1 << 24;
    static final int KNOTS = 1 << 16;

    private Limits() {}
}
