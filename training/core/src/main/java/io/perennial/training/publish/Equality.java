package io.perennial.training.publish;

import io.perennial.training.learner.Learned;
import java.util.stream.IntStream;

/**
 * Proof that the published form says what the library that trained it says.
 *
 * @param rows  rows compared
 * @param worst largest difference, relative to {@code max(1, |number|)}
 */
public record Equality(int rows, double worst) {

    private static final int MOST_ROWS = 10_000;

    /**
     * Compares every member on up to {@value #MOST_ROWS} rows, drawn evenly; what another process has proven is taken over.
     *
     * @throws IllegalStateException where they differ by more than the library's own arithmetic explains: the model is
     *                               then not published
     */
    public static Equality prove(String model, Learned learned, double[][] features) {
        return learned.members().stream()
                .map(member -> proveAlone(model, member, features))
                .reduce(new Equality(0, 0), Equality::and);
    }

    /** As many rows at most as are compared, evenly drawn: the first ones alone may all be of the oldest day. */
    public static double[][] drawn(double[][] rows) {
        int size = Math.min(MOST_ROWS, rows.length);
        return IntStream.range(0, size)
                .mapToObj(i -> rows[(int) ((long) i * rows.length / size)])
                .toArray(double[][]::new);
    }

    /** Both proofs: the rows that each was given at least, the larger of the differences. */
    public Equality and(Equality other) {
        boolean both = rows > 0 && other.rows > 0;
        return new Equality(
                both ? Math.min(rows, other.rows) : Math.max(rows, other.rows), Math.max(worst, other.worst));
    }

    private static Equality proveAlone(String model, Learned learned, double[][] features) {
        if (learned.origin().isEmpty()) {
            return learned.proof()
                    .map(proof -> new Equality(proof.rows(), proof.worst()))
                    .orElse(new Equality(0, 0));
        }
        Learned.Origin origin = learned.origin().get();
        double[][] rows = drawn(features);
        double[] ours = learned.proven().predict(rows);
        double[] theirs = origin.predict(rows);
        double worst = 0;
        for (int i = 0; i < rows.length; i++) {
            double difference = Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i]));
            worst = difference <= worst ? worst : difference; // NaN is worse than any number.
        }
        if (!(worst <= origin.tolerance())) {
            throw new IllegalStateException("the published form of " + model + " differs from the library that trained"
                    + " it by " + worst + " on " + rows.length + " rows, allowed is " + origin.tolerance()
                    + "; it is not published");
        }
        return new Equality(rows.length, worst);
    }
}
