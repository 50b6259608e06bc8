package io.perennial.training.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.training.Company;
import io.perennial.training.Outcomes;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Purchases over a window longer than any that closed: what is carried on, and what it may not change. */
final class CarriedRateTest {

    private static final TrainingSet SET = Company.shop(300, 200, 150).set();

    @Test
    void nothing_is_carried_where_the_served_window_has_closed() {
        TrainingSet set = Company.shop(60, 200, 60).set();
        assertTrue(CarriedRate.of(set, new PurchaseFits(set), 1).isEmpty());
    }

    @Test
    void where_nothing_has_closed_the_family_is_carried_alone() {
        TrainingSet set = Company.shop(200, 20, 60).set();
        assertEquals(Rung.NONE, set.plan().rung());
        assertFalse(CarriedRate.of(set, new PurchaseFits(set), 1).orElseThrow().isLearned());
    }

    @Test
    void the_total_is_that_of_the_family_with_a_ratio_or_without() {
        assertEquals(Rung.EXTRAPOLATED, SET.plan().rung());
        for (TrainingSet set : List.of(SET, Outcomes.withHabit(SET))) {
            PurchaseProcess family = PurchaseProcess.fit(set.current().all());
            CarriedRate rate = CarriedRate.of(set, new PurchaseFits(set), 1).orElseThrow();
            double alone = total(family.expected(set.plan().served()), set);
            assertEquals(1, total(rate.expected(), set) / alone, 1e-9, rate.note());
            double[] silence =
                    rate.silence().predict(set.current().eligibleRows().features());
            // A curve of knots stands for the logarithm that the published form lacks.
            assertEquals(rate.silent(), Arrays.stream(silence).average().orElseThrow(), 1e-3, rate.note());
        }
    }

    @Test
    void the_ratio_is_judged_against_what_the_family_said_on_each_row_s_own_day() {
        Rows rows = SET.labelled().eligibleRows();
        PurchaseFits fits = new PurchaseFits(SET);
        int[] folds = rows.folds(3, 1);
        Rows rest = rows.where(i -> folds[i] != 0);
        Rows out = rows.where(i -> folds[i] == 0);
        double[] family = new RatioContest(rows, SET, fits, 1).expected(rest, out)[0];
        double apart = 0;
        for (int i = 0; i < out.size(); i++) {
            double[][] row = {out.features(i)};
            double own =
                    fits.asOf(out, out.asOf(i)).expected(SET.plan().learned()).predict(row)[0];
            assertEquals(own, family[i], 1e-12);
            double newest = fits.of(rest).expected(SET.plan().learned()).predict(row)[0];
            apart = Math.max(apart, Math.abs(newest - own));
        }
        assertTrue(apart > 1e-6, "every day's fit says the same here, so the test would hold of any");
    }

    @Test
    void a_habit_that_the_family_can_not_see_is_carried_on_but_not_beyond_belief() {
        TrainingSet set = Outcomes.withHabit(SET);
        CarriedRate rate = CarriedRate.of(set, new PurchaseFits(set), 1).orElseThrow();
        assertTrue(rate.note().contains("times a ratio"), rate.note());
        double[] ratios = ratios(rate, set);
        Rows now = set.current().all();
        int basket = now.data().column("mean_basket");
        double many = mean(ratios, now, now.of(i -> now.features(i)[basket] > 50 ? 1 : 0));
        double few = mean(ratios, now, now.of(i -> now.features(i)[basket] < 50 ? 1 : 0));
        assertTrue(many > 1.5 * few, many + " against " + few + ": " + rate.note());
        double spread = Arrays.stream(ratios).max().orElseThrow()
                / Arrays.stream(ratios).min().orElseThrow();
        assertTrue(spread <= 25 + 1e-9, "five times as often at most, a fifth at least: " + spread);
    }

    @Test
    void a_faster_rate_raises_silence_to_a_power() {
        Learned silence = (ModelDraft draft) -> draft.features();
        for (double p : new double[] {1e-6, 0.01, 0.3, 0.5, 0.77, 0.98, 1}) {
            for (double k : new double[] {0.25, 1, 3}) {
                double power = RateChange.of(silence, k).predict(new double[][] {{p}})[0];
                // Knots lie 0.162 apart in the logarithm: a chord errs by 0.162^2 / 8 at most, times k.
                assertEquals(Math.pow(p, k), power, 3.3e-3 * k * Math.pow(p, k), p + " to the " + k);
            }
        }
        double[] some = {0.2, 0.5, 0.9};
        assertEquals(0.4, RateChange.mean(some, RateChange.towards(some, 0.4)), 1e-9);
    }

    private static double[] ratios(CarriedRate rate, TrainingSet set) {
        Rows now = set.current().all();
        PurchaseProcess process = PurchaseProcess.fit(now);
        double[] family = process.expectedFar(
                        set.plan().served(), process.data().buyers(now).features())
                .predict(now.features());
        double[] expected = rate.expected().predict(now.features());
        return now.of(i -> expected[i] / family[i]);
    }

    private static double mean(double[] values, Rows rows, double[] counted) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += counted[i] * values[i];
            count += counted[i];
        }
        return sum / count;
    }

    private static double total(Learned number, TrainingSet set) {
        return Arrays.stream(number.predict(set.current().all().features())).sum();
    }
}
