package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.event.EventKind;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.Company;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Churn carried on to a horizon that no closed window has. */
final class ExtrapolationTest {

    @Test
    void a_constant_rate_is_carried_on_by_the_ratio_of_the_horizons_whatever_the_gap() {
        OutcomeWindow window = new OutcomeWindow(30, 150);
        TrainingSet set =
                new Company(50, 200, window, EnumSet.of(EventKind.VISIT, EventKind.PURCHASE), 1.0 / 400, 7).set();
        assertEquals(Rung.EXTRAPOLATED, set.plan().rung());
        Learned silence = (ModelDraft draft) -> draft.features();
        double carried =
                Extrapolation.of(set, silence, Optional.empty()).probability().predict(new double[][] {{0.5}})[0];
        double ratio = 150.0 / set.plan().learned().horizonDays();
        // A curve of knots stands for the logarithm that the published form lacks.
        assertEquals(Math.pow(0.5, ratio), carried, 1e-3);
    }
}
