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
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.PurchaseProcess;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected purchases: what is chosen, at which total, and never fewer than the chance of staying. */
final class PurchaseTrainerTest {

    private static final int USERS = 300;

    @Test
    void outcomes_that_the_family_can_not_foresee_are_learned_and_blended() {
        TrainingSet set = withHabit(Company.shop(USERS, 200, 60).set());
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
    void a_longer_horizon_than_any_closed_window_takes_the_total_of_the_family() {
        TrainingSet set = Company.shop(USERS, 200, 150).set();
        assertEquals(Rung.EXTRAPOLATED, set.plan().rung());
        ChurnModel churn = new ChurnTrainer(set, 1, what -> {}).train();
        Purchases purchases = new PurchaseTrainer(set, churn, 1).train();
        Rows now = set.current().all();
        double[] expected = expected(purchases, churn, now.features());
        double[] family = PurchaseProcess.fit(now).expected(set.plan().served()).predict(now.features());
        assertEquals(1, sum(expected) / sum(family), 0.1, purchases.note());
        double[] staying = churn.probability().predict(now.features());
        for (int i = 0; i < expected.length; i++) {
            assertTrue(expected[i] >= 1 - staying[i] - 1e-12, now.user(i) + " " + expected[i] + " " + staying[i]);
        }
    }

    /** Whoever's mean basket is high buys three times as often as before, the others a third: no family sees baskets. */
    private static TrainingSet withHabit(TrainingSet set) {
        LabelledSnapshots rows = set.labelled();
        int basket = rows.column("mean_basket");
        int[] occasions = rows.occasions().clone();
        Arrays.setAll(occasions, i -> rows.features()[i][basket] > 50 ? 3 * occasions[i] : (occasions[i] + 2) / 3);
        LabelledSnapshots changed = Outcomes.of(rows, rows.active(), occasions, rows.valueMinor());
        return new TrainingSet(set.schema(), set.plan(), changed, set.current());
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
