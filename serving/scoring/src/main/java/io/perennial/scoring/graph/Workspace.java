package io.perennial.scoring.graph;

/** Room for one evaluation of one graph at a time: made by {@link Graph#workspace}, reused row after row, one thread. */
public final class Workspace {

    /** Compared by identity: a workspace fits one graph object only. */
    final Object owner;

    final double[][] values;
    final double[][][] inputs;
    final double[][] scratch;

    Workspace(Object owner, double[][] values, double[][][] inputs, double[][] scratch) {
        this.owner = owner;
        this.values = values;
        this.inputs = inputs;
        this.scratch = scratch;
    }

    /** The vector of a node after an evaluation; overwritten by the next one, not to be written to. */
    public double[] vector(int node) {
        return values[node];
    }
}
