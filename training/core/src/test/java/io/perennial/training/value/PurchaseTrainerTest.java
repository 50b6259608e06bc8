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
import io.perennial.training.evaluation.Totals;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import io.perennial.training.rate.CarriedRate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected purchases: what is chosen, at which total, and never fewer than the chance of staying. */
final class PurchaseTrainerTest {

    private static final int USERS = 300;

    @Test
    void outcomes_that_the_family_can_not_foresee_are_learned() {
        TrainingSet set = Outcomes.withHabit(Company.shop(USERS, 200, 60).set());
        ChurnModel churn = new ChurnTrainer(set, 1, what -> {}).train();
        Purchases purchases = new PurchaseTrainer(set, churn, new PurchaseFits(set), 1).train();
        assertTrue(purchases.beyond().isPresent(), purchases.note());
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
        Purchases purchases = new PurchaseTrainer(set, churn, new PurchaseFits(set), 1).train();
        Rows now = set.current().all();
        double[] expected = expected(purchases, churn, now.features());
        double[] rate = churn.rate().orElseThrow().expected().predict(now.features());
        assertEquals(1, sum(expected) / sum(rate), 0.1, purchases.note());
        double[] staying = churn.probability().predict(now.features());
        for (int i = 0; i < expected.length; i++) {
            assertTrue(expected[i] >= 1 - staying[i] - 1e-12, now.user(i) + " " + expected[i] + " " + staying[i]);
        }
    }

    @Test
    void ways_that_no_closed_window_can_tell_apart_are_averaged_each_at_the_total_of_the_rate() {
        TrainingSet set =
                withStrangers(Outcomes.withHabit(Company.shop(USERS, 200, 150).set()));
        ChurnModel churn = new ChurnTrainer(set, 1, what -> {}).train();
        assertTrue(churn.rate().orElseThrow().isLearned(), "the habit is learned");
        Purchases purchases = new PurchaseTrainer(set, churn, new PurchaseFits(set), 1).train();
        Rows everybody = set.current().all();
        int occasions = everybody.data().column("purchase_occasions");
        double[][] now =
                everybody.where(i -> everybody.features(i)[occasions] >= 1).features();
        assertTrue(now.length < everybody.size(), "who never bought is no part of a total");
        double[] carried = churn.rate().orElseThrow().expected().predict(now);
        double[] trees = purchases.direct().get(1).predict(now);
        double[] more = purchases.beyond().orElseThrow().predict(now);
        double[] leaving = churn.probability().predict(now);
        double[] staying = new double[carried.length];
        Arrays.setAll(staying, i -> (1 - leaving[i]) * (1 + more[i]));
        assertEquals(1, sum(trees) / sum(carried), 1e-9, purchases.note());
        assertEquals(1, sum(staying) / sum(carried), 1e-9, purchases.note());
        double[] expected = expected(purchases, churn, now);
        for (int i = 0; i < expected.length; i++) {
            double mean = Math.max(1 - leaving[i], (carried[i] + trees[i] + staying[i]) / 3);
            assertEquals(mean, expected[i], 1e-9 * Math.max(1, mean), purchases.note());
        }
    }

    @Test
    void a_mean_that_does_not_beat_the_family_on_the_shorter_window_is_not_served() {
        TrainingSet set = Company.shop(USERS, 200, 150).set();
        ChurnModel churn = new ChurnTrainer(set, 1, what -> {}).train();
        CarriedRate rate = churn.rate().orElseThrow();
        double[] nonsense = set.labelled().all().of(i -> i % 2 == 0 ? 1e-6 : 100);
        CarriedRate wrong =
                new CarriedRate(rate.expected(), rate.ifAny(), rate.silence(), rate.silent(), nonsense, rate.note());
        PurchaseProcess family = PurchaseProcess.fit(set.current().all());
        Purchases purchases = new CarriedPurchases(set, churn, new PurchaseFits(set), family, 1, 1)
                .learn(wrong, set.labelled().eligibleRows());
        assertTrue(purchases.beyond().isEmpty() && purchases.direct().size() == 1, purchases.note());
    }

    /** The same set where every third of today's users has yet to buy. */
    private static TrainingSet withStrangers(TrainingSet set) {
        LabelledSnapshots now = set.current();
        for (int i = 0; i < now.size(); i += 3) {
            now.eligible()[i] = false;
            now.features()[i][now.column("purchase_occasions")] = 0;
            now.features()[i][now.column("purchase_silence_days")] = Double.NaN;
            now.features()[i][now.column("purchase_tenure_days")] = Double.NaN;
            now.features()[i][now.column("mean_repeat_basket")] = Double.NaN;
        }
        return set;
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
