package io.perennial.mllib;

import org.apache.spark.ml.linalg.Vector;

/** MLlib ended without a usable model; the message says why. */
final class NotFitted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NotFitted(String message) {
        super(message);
    }

    /** Refuses coefficients that are no numbers, as a search leaves them that ran away. */
    static double[] requireFinite(Vector coefficients, double intercept) {
        double sum = intercept;
        for (double coefficient : coefficients.toArray()) {
            sum += Math.abs(coefficient);
        }
        if (!Double.isFinite(sum)) {
            throw new NotFitted("MLlib's search did not converge: its coefficients are not finite");
        }
        return coefficients.toArray();
    }
}
