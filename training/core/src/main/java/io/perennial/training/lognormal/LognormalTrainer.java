package io.perennial.training.lognormal;

import io.perennial.scoring.graph.Scale;
import io.perennial.training.learner.Preparation;
import java.util.Arrays;

/** Learns whether there is an amount and how large it is, in one network with one loss. */
public final class LognormalTrainer {

    private LognormalTrainer() {}

    /**
     * How it is trained.
     *
     * @param wide   units of the layer over the features
     * @param narrow units of the layer over that
     * @param epochs passes over the rows
     * @param batch  rows of one step
     * @param rate   step of Adam
     * @param decay  L2 penalty on weights
     */
    public record Options(int wide, int narrow, int epochs, int batch, double rate, double decay) {

        public Options {
            if (wide < 1 || narrow < 1 || epochs < 1 || batch < 1 || !(rate > 0) || !(decay >= 0)) {
                throw new IllegalArgumentException("options of the lognormal network must be positive: " + wide
                        + " and "
                        + narrow + " units, " + epochs + " epochs, batch of " + batch + ", rate " + rate + ", decay "
                        + decay);
            }
        }

        /** What is used unless stated. */
        public static Options defaults() {
            return new Options(24, 12, 15, 128, 0.003, 1e-3);
        }
    }

    /**
     * Trains on rows.
     *
     * @param rows    features, NaN for missing
     * @param amounts not negative, at least one positive
     * @param weights of rows, positive
     */
    public static LearnedLognormal train(
            double[][] rows, double[] amounts, double[] weights, Options options, long seed) {
        double unit =
                Arrays.stream(amounts).filter(amount -> amount > 0).average().orElseThrow();
        double largest = Arrays.stream(amounts).max().orElseThrow();
        double mean = Arrays.stream(weights).average().orElseThrow();
        Preparation preparation = Preparation.of(rows);
        double[][] logged = preparation.logged(rows);
        Scale scale = Preparation.scale(0, logged);
        LognormalNetwork network = LognormalNetwork.fit(
                Preparation.scaled(logged, scale),
                Arrays.stream(amounts).map(amount -> amount / unit).toArray(),
                Arrays.stream(weights).map(weight -> weight / mean).toArray(),
                options,
                seed);
        return new LearnedLognormal(preparation, scale, network, unit, StrictMath.log(largest / unit));
    }
}
