package io.perennial.training.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Row;
import io.perennial.training.Company;
import io.perennial.training.Outcomes;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.churn.ChurnTrainer;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Totals;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.PurchaseProcess;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected purchases: what is chosen, at which total, and never fewer than the chance of staying. */
final class PurchaseTrainerTest {

    private static final int USERS = 300;

    @Test
    void outcomes_that_the_family_can_not_foresee_are_learned_and_blended() {
        TrainingSet set = Outcomes.withHabit(Company.shop(USERS, 200, 60).set());
        ChurnModel churn = new ChurnTrainer(set, 1, what -> {}).train();
        Purchases purchases = new PurchaseTrainer(set, churn, 1).train();
        assertTrue(purchases.direct().isPresent() && purchases.beyond().isPresent(), purchases.note());
        assertTrue(purchases.note().contains("deviance below that of the NBD family"), purchases.note());
        Rows newest = set.labelled().eligibleRows().newest();
        double[] expected = expected(purchases, churn, newest.features());
        double[] family = PurchaseProcess.fit(set.current().all())
                .expected(set.plan().served())
                .predict(newest.features());
        double ours = deviance(newest, expected);
        double theirs = deviance(
                newest, Totals.scaled(family, Totals.level(family, newest.of(newest::occasions), newest.weights())));
        assertTrue(ours < 0.9 * theirs, ours + " against the family's " + theirs);
        assertEquals(1, sum(expected) / sum(newest.of(newest::occasions)), 0.1, purchases.note());
    }

    @Test
    void a_longer_horizon_than_any_closed_window_takes_what_the_rate_says_and_never_less_than_staying() {
        TrainingSet set = Company.shop(USERS, 200, 150).set();
        assertEquals(Rung.EXTRAPOLATED, set.plan().rung());
        ChurnModel churn = new ChurnTrainer(set, 1, what -> {}).train();
        Purchases purchases = new PurchaseTrainer(set, churn, 1).train();
        Rows now = set.current().all();
        double[] expected = expected(purchases, churn, now.features());
        double[] rate = churn.rate().orElseThrow().expected().predict(now.features());
        assertEquals(1, sum(expected) / sum(rate), 0.1, purchases.note());
        double[] staying = churn.probability().predict(now.features());
        for (int i = 0; i < expected.length; i++) {
            assertTrue(expected[i] >= 1 - staying[i] - 1e-12, now.user(i) + " " + expected[i] + " " + staying[i]);
        }
    }

    private static double[] expected(Purchases purchases, ChurnModel churn, double[][] rows) {
        ModelDraft draft = new ModelDraft(rows[0].length);
        int upstream = draft.input(Input.Source.UPSTREAM, ValueModel.UPSTREAM_WIDTH);
        draft.features();
        draft.output("expected", purchases.addTo(draft, upstream));
        Graph graph = draft.build();
        double[] leaving = churn.probability().predict(rows);
        double[] expected = new double[rows.length];
        Arrays.setAll(expected, i -> graph.evaluate(Row.of(rows[i]).withUpstream(leaving[i]), graph.workspace())[0]);
        return expected;
    }

    private static double deviance(Rows rows, double[] expected) {
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            double y = rows.occasions(i);
            sum += 2 * ((y > 0 ? y * Math.log(y / expected[i]) : 0) - (y - expected[i]));
        }
        return sum;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
