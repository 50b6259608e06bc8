package io.perennial.training.trend;

import io.perennial.features.time.LearningPlan.Role;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Snapshots that hold nothing but past and coming blocks. */
final class PastAndFuture {

    private PastAndFuture() {}

    static Rows rows(List<double[]> pasts, List<long[]> futures) {
        int size = pasts.size();
        boolean[] eligible = new boolean[size];
        Arrays.fill(eligible, true);
        return new LabelledSnapshots(
                        List.of("tenure_days"),
                        IntStream.range(0, size).mapToObj(i -> "u" + i).toList(),
                        new int[size],
                        Collections.nCopies(size, Role.TRAIN),
                        eligible,
                        new double[size][1],
                        pasts.toArray(double[][]::new),
                        new boolean[size],
                        new int[size],
                        new long[size],
                        futures.toArray(long[][]::new),
                        new double[size])
                .eligibleRows();
    }
}
