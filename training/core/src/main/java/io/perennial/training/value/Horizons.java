package io.perennial.training.value;

import io.perennial.features.outcome.ValueHorizons;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Step;
import io.perennial.scoring.score.Outlook;
import io.perennial.training.learner.ModelDraft;
import java.util.List;

/**
 * The value over other horizons as a multiple of that over the served one. The multiples are sums of increments that are
 * not negative, so that a longer horizon is never worth less; they depend on the churn probability alone, by steps.
 *
 * @param servedDays the served horizon, whose multiple is 1
 * @param cuts       churn probabilities at which the multiples step, ascending
 * @param multiples  for each of {@link ValueHorizons#DAYS} one more number than cuts
 * @param closedDays the longest horizon of which the log has shown outcomes; 0 where none
 * @param note       where the multiples come from, one sentence
 */
record Horizons(int servedDays, Doubles cuts, List<Doubles> multiples, int closedDays, String note) {

    /** Adds the outputs, given the nodes of the value and of the churn probability. */
    void addTo(ModelDraft draft, int ltv, int churn) {
        for (int h = 0; h < multiples.size(); h++) {
            int days = ValueHorizons.DAYS.get(h);
            draft.output(Outlook.ltv(days), days == servedDays ? ltv : over(draft, ltv, churn, multiples.get(h)));
        }
        draft.output(Outlook.CLOSED_DAYS, draft.add(new Step(churn, Doubles.of(), Doubles.of(closedDays))));
    }

    private int over(ModelDraft draft, int ltv, int churn, Doubles byChurn) {
        return draft.add(new Product(Ints.of(ltv, draft.add(new Step(churn, cuts, byChurn))), Ints.of(0, 0)));
    }
}
