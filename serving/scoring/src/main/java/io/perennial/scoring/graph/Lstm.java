package io.perennial.scoring.graph;

import java.util.Arrays;

/**
 * A long short-term memory layer without peepholes, over a sequence of fixed length.
 *
 * <p>Hochreiter and Schmidhuber 1997 with forget gates (Gers 2000), no peepholes. Gate blocks lie in Deeplearning4j's
 * order, each {@code units} columns: block input (tanh), forget, output, input modulation (all three logistic).
 * {@code c_t = f c_(t-1) + g i}, {@code h_t = o tanh(c_t)}, both zero before the first step.
 *
 * @param input     the node read, of width steps x features, oldest step first
 * @param steps     length of the sequence
 * @param features  numbers in one step
 * @param units     width of the hidden state
 * @param weights   features x (4 units), row-major
 * @param recurrent units x (4 units), row-major
 * @param bias      4 units
 * @param emit      which hidden states it gives
 */
public record Lstm(
        int input, int steps, int features, int units, Doubles weights, Doubles recurrent, Doubles bias, Emit emit)
        implements Node {

    /** Which hidden states a layer gives. */
    public enum Emit {
        /** The last one: width {@code units}. */
        LAST,
        /** Every one, oldest first: width {@code steps x units}, for a layer above. */
        ALL
    }

    private static final int GATES = 4;

    public Lstm {
        Shape.node(input);
        Shape.size(steps, Limits.LSTM_STEPS, "steps of lstm");
        Shape.size(units, Limits.LSTM_UNITS, "units of lstm");
        Shape.size(features, Limits.WIDTH / steps, "features of lstm");
        Shape.require(emit != null, "lstm does not say which states it gives");
        Shape.size(emit == Emit.ALL ? steps * units : units, Limits.WIDTH, "width of lstm");
        matrix(weights, features, units, "weights");
        matrix(recurrent, units, units, "recurrent weights");
        matrix(bias, 1, units, "bias");
    }

    private static void matrix(Doubles values, int rows, int units, String what) {
        long expected = (long) rows * GATES * units;
        Shape.require(
                values.size() == expected, "lstm has " + values.size() + " numbers as " + what + ", needs " + expected);
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Lstm reading(Ints nodes) {
        return new Lstm(nodes.get(0), steps, features, units, weights, recurrent, bias, emit);
    }

    @Override
    public int width(int[] widths) {
        Shape.same(steps * features, widths[0], "lstm");
        return emit == Emit.ALL ? steps * units : units;
    }

    @Override
    public int scratch(int[] widths) {
        return (GATES + 2) * units;
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        Arrays.fill(scratch, GATES * units, (GATES + 2) * units, 0);
        for (int t = 0; t < steps; t++) {
            advance(in[0], t, scratch);
            if (emit == Emit.ALL) {
                System.arraycopy(scratch, GATES * units, out, t * units, units);
            }
        }
        if (emit == Emit.LAST) {
            hidden(scratch, out);
        }
    }

    /** The state before the first step: what {@link #advance} goes on from. */
    public double[] start() {
        return new double[(GATES + 2) * units];
    }

    /** Takes one step of a sequence, from the state after the step before it. */
    public void advance(double[] sequence, int step, double[] state) {
        gates(sequence, step, state, GATES * units);
        advance(state, GATES * units, (GATES + 1) * units);
    }

    /** The hidden state, as the layer gives it after its last step. */
    public void hidden(double[] state, double[] out) {
        System.arraycopy(state, GATES * units, out, 0, units);
    }

    private void gates(double[] sequence, int step, double[] scratch, int hidden) {
        int columns = GATES * units;
        System.arraycopy(bias.shared(), 0, scratch, 0, columns);
        for (int i = 0; i < features; i++) {
            add(sequence[step * features + i], weights.shared(), i * columns, columns, scratch);
        }
        for (int i = 0; i < units; i++) {
            add(scratch[hidden + i], recurrent.shared(), i * columns, columns, scratch);
        }
    }

    private static void add(double x, double[] matrix, int from, int columns, double[] sums) {
        for (int j = 0; j < columns; j++) {
            sums[j] += x * matrix[from + j];
        }
    }

    private void advance(double[] scratch, int hidden, int cell) {
        for (int u = 0; u < units; u++) {
            double candidate = StrictMath.tanh(scratch[u]);
            double forget = Activation.logistic(scratch[units + u]);
            double output = Activation.logistic(scratch[2 * units + u]);
            double modulation = Activation.logistic(scratch[3 * units + u]);
            double state = forget * scratch[cell + u] + modulation * candidate;
            scratch[cell + u] = state;
            scratch[hidden + u] = output * StrictMath.tanh(state);
        }
    }
}
