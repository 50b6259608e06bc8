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

    private final int[][] counts;

    /** Resamples of so many reference rows. */
    ReferenceBootstrap(int references) {
        SplittableRandom random = new SplittableRandom(SEED);
        this.counts = new int[RESAMPLES][references];
        for (int[] resample : counts) {
            for (int draw = 0; draw < references; draw++) {
                resample[random.nextInt(references)]++;
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
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int r = 0; r < values.length; r++) {
                sum += counts[i][r] * values[r];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        double mean = Arrays.stream(values).sum() / values.length;
        return new double[] {Math.min(mean, means[TAIL]), Math.max(mean, means[RESAMPLES - 1 - TAIL])};
    }
}
