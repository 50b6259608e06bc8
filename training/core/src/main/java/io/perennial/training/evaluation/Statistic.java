package io.perennial.training.evaluation;

/** A figure of rows that may count several times or not at all, as a bootstrap draws them. */
@FunctionalInterface
public interface Statistic {

    /**
     * The figure.
     *
     * @param weights how often each row counts; all 1 for the rows as they are
     * @return NaN where it cannot be told
     */
    double of(double[] weights);

    /**
     * What is drawn in the place of this figure: itself, unless it adds up distances, to which the noise of a draw only adds.
     *
     * @param weights of the rows as they are
     */
    default Statistic drawn(double[] weights) {
        return this;
    }
}
