package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Doubles;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * How pasts and amounts are standardised, so that the network sees numbers of one size.
 *
 * @param mean       for each place of a flattened past the mean of its channel
 * @param sd         for each place the standard deviation of its channel; 1 where the channel is constant
 * @param amount     how the log amount of a block with purchases follows from a user's {@link OwnBasket}
 */
record BlockScaling(Doubles mean, Doubles sd, Amount amount) {

    /**
     * A line through log amounts, and what is left over.
     *
     * @param level    log amount where the log of the own basket is 0
     * @param slope    what one unit of the log of the own basket adds
     * @param residual standard deviation around the line; 1 where nothing is left over
     */
    record Amount(double level, double slope, double residual) {

        /** The standardised distance of the log of an amount from the line; 0 where there is none. */
        double standardised(double spend, double own) {
            return spend > 0 ? (StrictMath.log(spend) - level - slope * own) / residual : 0;
        }

        /** The log amount of a standardised one. */
        double log(double standardised, double own) {
            return level + slope * own + residual * standardised;
        }

        /** The line of least squares. */
        private static Amount of(double[][] spend, double[] own) {
            double[] x = each(spend, own, (amount, basket) -> basket);
            double[] y = each(spend, own, (amount, basket) -> StrictMath.log(amount));
            double meanX = mean(x);
            double meanY = mean(y);
            double xy = 0;
            for (int i = 0; i < x.length; i++) {
                xy += (x[i] - meanX) * (y[i] - meanY);
            }
            double slope = x.length == 0 ? 0 : xy / x.length / (sd(x) * sd(x));
            double[] left = new double[y.length];
            Arrays.setAll(left, i -> y[i] - slope * x[i]);
            return new Amount(meanY - slope * meanX, slope, sd(left));
        }

        private static double[] each(double[][] spend, double[] own, DoubleBinaryOperator number) {
            return IntStream.range(0, own.length)
                    .boxed()
                    .flatMapToDouble(i -> Arrays.stream(spend[i])
                            .filter(amount -> amount > 0)
                            .map(amount -> number.applyAsDouble(amount, own[i])))
                    .toArray();
        }
    }

    private static final int CHANNELS = TrendSequence.CHANNELS;

    static BlockScaling of(double[][] pasts, double[][] spend, double[] own) {
        double[] mean = new double[TrendSequence.STEPS * CHANNELS];
        double[] sd = new double[mean.length];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int wanted = channel;
            double[] values = Arrays.stream(pasts)
                    .flatMapToDouble(past ->
                            IntStream.range(0, TrendSequence.STEPS).mapToDouble(step -> past[step * CHANNELS + wanted]))
                    .toArray();
            for (int place = channel; place < mean.length; place += CHANNELS) {
                mean[place] = mean(values);
                sd[place] = sd(values);
            }
        }
        return new BlockScaling(Doubles.of(mean), Doubles.of(sd), Amount.of(spend, own));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double sd(double[] values) {
        double mean = mean(values);
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        return variance > 1e-12 ? Math.sqrt(variance) : 1;
    }

    /** Standardised pasts. */
    double[][] past(double[][] pasts) {
        double[][] scaled = new double[pasts.length][mean.size()];
        for (int i = 0; i < pasts.length; i++) {
            for (int place = 0; place < mean.size(); place++) {
                scaled[i][place] = (pasts[i][place] - mean.get(place)) / sd.get(place);
            }
        }
        return scaled;
    }
}
