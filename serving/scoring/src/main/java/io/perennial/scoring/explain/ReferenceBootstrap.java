package io.perennial.scoring.explain;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far a mean over reference rows depends on which rows were drawn: the middle 90 % of its values over resampled
 * reference sets (percentile bootstrap, Efron 1979). The same resamples serve every dimension and every user, drawn from
 * a fixed seed, so that the same score has the same intervals in batch and server.
 */
final class ReferenceBootstrap {

    private static final int RESAMPLES = 400;
    private static final int TAIL = RESAMPLES / 20;
    private static final long SEED = 20_261_128;

    /** For each reference row how often each resample drew it. */
    private final double[][] counts;

    /** Resamples of so many reference rows. */
    ReferenceBootstrap(int references) {
        SplittableRandom random = new SplittableRandom(SEED);
        this.counts = new double[references][RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            for (int draw = 0; draw < references; draw++) {
                counts[random.nextInt(references)][resample]++;
            }
        }
    }

    /**
     * The interval of the mean: {@code [0]} its lower end, {@code [1]} its upper one, the mean between them.
     *
     * @param values one for each reference row
     */
    double[] interval(double[] values) {
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < values.length; r++) {
            double[] drawn = counts[r];
            double value = values[r];
            for (int i = 0; i < RESAMPLES; i++) {
                means[i] += drawn[i] * value;
            }
        }
        for (int i = 0; i < RESAMPLES; i++) {
            means[i] /= values.length;
        }
        double mean = Arrays.stream(values).sum() / values.length;
        double low = inFromLeast(means, 1);
        double high = -inFromLeast(means, -1);
        return new double[] {Math.min(mean, low), Math.max(mean, high)};
    }

    /** The mean that has {@link #TAIL} before it, by their size times a sign: sorting all of them took longer. */
    private static double inFromLeast(double[] means, int sign) {
        double[] least = new double[TAIL + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (double mean : means) {
            double signed = sign * mean;
            int at = TAIL;
            if (signed < least[at]) {
                for (; at > 0 && signed < least[at - 1]; at--) {
                    least[at] = least[at - 1];
                }
                least[at] = signed;
            }
        }
        return least[TAIL];
    }
}
