package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Doubles;
import java.util.Arrays;

/**
 * How pasts and amounts are standardised, so that the network sees numbers of one size.
 *
 * @param mean       for each place of a flattened past the mean of its channel
 * @param sd         for each place the standard deviation of its channel; 1 where the channel is constant
 * @param amountMean mean log amount of blocks with purchases
 * @param amountSd   their standard deviation; 1 where all are equal
 */
record BlockScaling(Doubles mean, Doubles sd, double amountMean, double amountSd) {

    private static final int CHANNELS = TrendSequence.CHANNELS;

    static BlockScaling of(double[][] pasts, double[][] spend) {
        double[] mean = new double[TrendSequence.STEPS * CHANNELS];
        double[] sd = new double[mean.length];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int wanted = channel;
            double[] values = Arrays.stream(pasts)
                    .flatMapToDouble(past -> java.util.stream.IntStream.range(0, TrendSequence.STEPS)
                            .mapToDouble(step -> past[step * CHANNELS + wanted]))
                    .toArray();
            for (int place = channel; place < mean.length; place += CHANNELS) {
                mean[place] = mean(values);
                sd[place] = sd(values);
            }
        }
        double[] logs = Arrays.stream(spend)
                .flatMapToDouble(Arrays::stream)
                .filter(amount -> amount > 0)
                .map(StrictMath::log)
                .toArray();
        return new BlockScaling(Doubles.of(mean), Doubles.of(sd), mean(logs), sd(logs));
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

    /** The standardised log of an amount; 0 where there is none. */
    double amount(double spend) {
        return spend > 0 ? (StrictMath.log(spend) - amountMean) / amountSd : 0;
    }

    /** The log amount of a standardised one. */
    double logAmount(double standardised) {
        return amountMean + amountSd * standardised;
    }
}
