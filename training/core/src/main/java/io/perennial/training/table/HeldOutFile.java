package io.perennial.training.table;

import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.PredictionsParquet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes every held-out prediction of a cross-validation, so that anybody can judge again. */
final class HeldOutFile {

    private HeldOutFile() {}

    static void write(Path folder, CrossValidation judged, Rows rows) throws IOException {
        PredictionsParquet.write(
                folder,
                HeldOutRow.class,
                judged.predictions().keySet().stream().flatMap(candidate -> rows(candidate, judged, rows)));
    }

    private static Stream<HeldOutRow> rows(String candidate, CrossValidation judged, Rows rows) {
        return IntStream.range(0, judged.folds().size())
                .boxed()
                .flatMap(repeat -> rows(candidate, repeat, judged, rows));
    }

    private static Stream<HeldOutRow> rows(String candidate, int repeat, CrossValidation judged, Rows rows) {
        double[] predictions = judged.predictions().get(candidate).get(repeat);
        int[] folds = judged.folds().get(repeat);
        return IntStream.range(0, predictions.length)
                .mapToObj(i -> new HeldOutRow(
                        rows.user(i), repeat + 1, folds[i] + 1, candidate, predictions[i], (int) rows.churned(i)));
    }
}
