package io.perennial.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.registry.Registry;
import io.perennial.training.evaluation.PartFigures;
import io.perennial.training.evaluation.SliceFigures;
import java.util.List;

/** What a training has to tell of the parts of its users. */
final class ToldParts {

    private ToldParts() {}

    /** Every judged row is in one part of each slice, and the first card of churn has a line for each part. */
    static void check(Registry registry, EvaluationFile file, int judged) {
        for (List<SliceFigures> slices :
                List.of(file.churn().slices(), file.ltv().slices())) {
            assertEquals(
                    List.of("stage", "tenure", "value", "rhythm"),
                    slices.stream().map(SliceFigures::name).toList());
            for (SliceFigures slice : slices) {
                assertEquals(
                        judged,
                        slice.parts().stream().mapToInt(PartFigures::rows).sum(),
                        slice.name());
            }
        }
        String card = new String(registry.open("churn", 1).bytes("card.md"), UTF_8);
        for (SliceFigures slice : file.churn().slices()) {
            for (PartFigures part : slice.parts()) {
                String line = "| " + slice.name() + ": " + part.name().replace('_', ' ') + " | " + part.users() + " | ";
                assertTrue(card.contains(line), line + " in " + card);
            }
        }
    }
}
