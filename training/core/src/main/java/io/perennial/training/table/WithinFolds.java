package io.perennial.training.table;

import io.perennial.training.evaluation.RankOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Probabilities of a cross-validation in order within each fold: those of different folds come of different models.
 *
 * @param repeats the folds of each repeat
 */
record WithinFolds(List<List<Fold>> repeats) {

    static WithinFolds of(List<double[]> repeats, List<int[]> folds, double[] churned) {
        return new WithinFolds(IntStream.range(0, repeats.size())
                .mapToObj(repeat -> folds(repeats.get(repeat), folds.get(repeat), churned))
                .toList());
    }

    private static List<Fold> folds(double[] p, int[] folds, double[] churned) {
        return IntStream.rangeClosed(0, Arrays.stream(folds).max().orElseThrow())
                .mapToObj(fold -> Fold.of(p, folds, fold, churned))
                .toList();
    }

    /** For each repeat the mean AUC of its folds, those of one outcome passed over; NaN where all are. */
    double[] aucs(double[] weights) {
        return repeats.stream()
                .mapToDouble(folds -> folds.stream()
                        .mapToDouble(fold -> fold.auc(weights))
                        .filter(auc -> !Double.isNaN(auc))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** The rows of one fold in order of their probability. */
    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    private record Fold(int[] at, RankOrder order, double[] churned) {

        static Fold of(double[] p, int[] folds, int fold, double[] churned) {
            int[] at = IntStream.range(0, folds.length)
                    .filter(i -> folds[i] == fold)
                    .toArray();
            return new Fold(
                    at,
                    RankOrder.of(Arrays.stream(at).mapToDouble(i -> p[i]).toArray()),
                    Arrays.stream(at).mapToDouble(i -> churned[i]).toArray());
        }

        double auc(double[] weights) {
            return order.auc(
                    churned, Arrays.stream(at).mapToDouble(i -> weights[i]).toArray());
        }
    }
}
