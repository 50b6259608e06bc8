package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.features.time.LearningPlan.Role;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Snapshots that hold nothing but past and coming blocks, and the spend of recent windows. */
final class PastAndFuture {

    private PastAndFuture() {}

    static Rows rows(List<double[]> pasts, List<long[]> futures) {
        return rows(IntStream.range(0, pasts.size()).mapToObj(i -> "u" + i).toList(), pasts, futures);
    }

    static Rows rows(List<String> users, List<double[]> pasts, List<long[]> futures) {
        int size = pasts.size();
        boolean[] eligible = new boolean[size];
        Arrays.fill(eligible, true);
        return new LabelledSnapshots(
                        List.of("tenure_days", "spend_28", "spend_180"),
                        users,
                        new int[size],
                        Collections.nCopies(size, Role.TRAIN),
                        eligible,
                        pasts.stream().map(PastAndFuture::features).toArray(double[][]::new),
                        pasts.toArray(double[][]::new),
                        new boolean[size],
                        new int[size],
                        new long[size],
                        futures.toArray(long[][]::new),
                        new double[size],
                        new long[size][0])
                .eligibleRows();
    }

    private static double[] features(double[] past) {
        double[] spend = IntStream.range(0, TrendSequence.STEPS)
                .mapToDouble(step -> Math.expm1(past[step * TrendSequence.CHANNELS + TrendSequence.SPEND]))
                .toArray();
        int half = TrendSequence.STEPS - 6;
        return new double[] {
            0,
            spend[TrendSequence.STEPS - 1] * 28 / 30,
            Arrays.stream(spend, half, TrendSequence.STEPS).sum()
        };
    }
}
