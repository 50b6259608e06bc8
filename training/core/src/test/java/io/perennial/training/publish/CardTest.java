package io.perennial.training.publish;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.registry.Metric;
import io.perennial.training.Company;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.PartFigures;
import io.perennial.training.evaluation.SliceFigures;
import io.perennial.training.learner.ModelDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a card says of the rows behind its figures. */
final class CardTest {

    private static final TrainingSet SET = Company.shop(20, 100, 30).set();

    private static String card(String rung, Map<String, Metric> metrics, String judgedOn) {
        return card(rung, metrics, judgedOn, List.of());
    }

    private static String card(String rung, Map<String, Metric> metrics, String judgedOn, List<SliceFigures> slices) {
        ModelDraft draft = new ModelDraft(1);
        draft.output("churn_probability", draft.features());
        Version version = new Version(
                "churn",
                "made up",
                draft.build(),
                Map.of(),
                Optional.empty(),
                metrics,
                new Chosen("made up", false, "made up", judgedOn, List.of()),
                "to be read",
                slices,
                Map.of(),
                List.of());
        TrainingFacts of = TrainingFacts.of(SET);
        TrainingFacts training = new TrainingFacts(of.schema(), of.asOf(), of.outcome(), rung, of.dataHash());
        return Card.of(version, training, new Equality(0, 0));
    }

    @Test
    void nothing_was_refitted_on_windows_where_there_are_none() {
        Map<String, Metric> figures = Map.of("auc", Metric.of(0.7));
        String rows = "- Figures are of 9 rows, and of the recipe: the published model ";
        String windows = card("THREE_PERIODS", figures, "9 rows");
        assertTrue(windows.contains(rows + "was refitted on all closed windows\n"), windows);
        String table = card(TrainingFacts.TABLE, figures, "9 rows");
        assertTrue(table.contains(rows + "learned from all rows\n"), table);
        String none = card("EXTRAPOLATED", Map.of(), "nothing: no window has closed");
        assertTrue(none.contains("- Figures are of nothing: no window has closed\n"), none);
        assertFalse(none.contains("refitted"), none);
    }

    @Test
    void a_ratio_without_an_upper_end_is_told_as_such() {
        Interval open = new Interval(0.6, 0.2, Double.POSITIVE_INFINITY);
        Interval gap = new Interval(0, -0.1, 0.1);
        PartFigures part = new PartFigures("mature", 60, 60, "", 0.01, 0.0167, open, Map.of(), gap, List.of());
        String parts = card("THREE_PERIODS", Map.of(), "9 rows", List.of(new SliceFigures("stage", List.of(part))));
        assertTrue(parts.contains(" | 0.6000 (0.2000 and more) | "), parts);
    }
}
