package io.perennial.training.publish;

import io.perennial.training.learner.Learned;
import java.util.Arrays;

/**
 * Proof that the published form says what the library that trained it says.
 *
 * @param rows  rows compared
 * @param worst largest difference, relative to {@code max(1, |number|)}
 */
public record Equality(int rows, double worst) {

    private static final int MOST_ROWS = 10_000;

    /**
     * Compares on up to {@value #MOST_ROWS} rows; what another process has proven is taken over.
     *
     * @throws IllegalStateException where they differ by more than the library's own arithmetic explains: the model is
     *                               then not published
     */
    public static Equality prove(String model, Learned learned, double[][] features) {
        if (learned.origin().isEmpty()) {
            return learned.proof()
                    .map(proof -> new Equality(proof.rows(), proof.worst()))
                    .orElse(new Equality(0, 0));
        }
        Learned.Origin origin = learned.origin().get();
        double[][] rows = Arrays.copyOf(features, Math.min(MOST_ROWS, features.length));
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
