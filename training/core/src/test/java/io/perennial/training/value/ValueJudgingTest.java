package io.perennial.training.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.Outcomes;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.churn.ChurnTrainer;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import io.perennial.training.value.ValueJudging.Judged;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who wins where Poisson deviance and squared error disagree. Predictions are made of the outcomes to make them. */
final class ValueJudgingTest {

    private static final TrainingSet SET = Company.shop(250, 200, 60).set();
    private static final Rows ROWS = SET.labelled().eligibleRows();
    private static final double[] CAME = SET.values(ROWS);
    private static final double MEAN = Arrays.stream(CAME).average().orElseThrow();
    private static final Judged MEAN_FOR_ALL = judged(NaiveValue.all(60).get(0), i -> MEAN);
    private static ValueJudging judging;

    /** Says what it says whatever came, so that nothing but its level can hold an outcome. */
    private static final ValueRecipe LAST_HALF_YEAR = new ValueRecipe() {
        @Override
        public String id() {
            return "last_half_year";
        }

        @Override
        public boolean isNaive() {
            return false;
        }

        @Override
        public String description() {
            return "like the last half year";
        }

        @Override
        public Optional<String> obstacle(Rows retained) {
            return Optional.empty();
        }

        @Override
        public Learned fit(Rows retained, IntToDoubleFunction amount, long seed) {
            int[] column = {retained.data().column("spend_180")};
            return Numbers.linear(column, new double[] {1}, 1);
        }
    };

    /** Not where the class is initialised: the threads that learn would wait for it. */
    @BeforeAll
    static void learn() {
        ChurnModel churn = new ChurnTrainer(SET, 3, what -> {}).train();
        judging = new ValueJudging(new Split(ROWS, ROWS, ROWS, false), SET, churn, 5);
    }

    @Test
    void a_smaller_deviance_wins_although_one_user_makes_the_squared_error_larger() {
        int first = 0;
        double far = MEAN * 4 * Math.sqrt(ROWS.size());
        Judged right = learned(i -> i == first ? far : CAME[i]);
        assertTrue(judging.gap(right, MEAN_FOR_ALL).estimate() > 0);
        assertTrue(judging.gap(right, MEAN_FOR_ALL).low() <= 0);
        assertTrue(beats(right));
    }

    @Test
    void a_smaller_deviance_does_not_win_where_the_squared_error_is_larger_beyond_chance() {
        double many = quantile(0.8);
        Judged tooHigh = learned(i -> CAME[i] >= many ? 3 * CAME[i] : CAME[i]);
        assertTrue(judging.reportedDeviance(tooHigh) < judging.reportedDeviance(MEAN_FOR_ALL));
        assertTrue(judging.gap(tooHigh, MEAN_FOR_ALL).low() > 0);
        assertFalse(beats(tooHigh));
        String told = new ValueVerdict(judging, List.of(MEAN_FOR_ALL, tooHigh), MEAN_FOR_ALL, MEAN_FOR_ALL).sentence();
        assertTrue(told.contains("is ahead of every naive rule by Poisson deviance, but its squared error"), told);
    }

    @Test
    void a_squared_error_that_is_smaller_beyond_chance_does_not_win_without_a_smaller_deviance() {
        double many = quantile(0.8);
        Judged forTheFew = learned(i -> CAME[i] >= many ? CAME[i] : CAME[i] > 0 ? 0 : MEAN);
        assertTrue(judging.gap(forTheFew, MEAN_FOR_ALL).isBelowZero());
        assertTrue(judging.reportedDeviance(forTheFew) > judging.reportedDeviance(MEAN_FOR_ALL));
        assertFalse(beats(forTheFew));
    }

    @Test
    void the_later_period_is_told_by_the_deviance_too() {
        Judged champion = learned(i -> MEAN);
        Judged rule = judged(NaiveValue.all(60).get(1), i -> i == 0 ? MEAN * 4 * Math.sqrt(ROWS.size()) : CAME[i]);
        ValueJudging later = new ValueJudging(new Split(ROWS, ROWS, ROWS, true), SET, judging.churn(), 5);
        String told = new ValueVerdict(later, List.of(MEAN_FOR_ALL, rule, champion), champion, MEAN_FOR_ALL).sentence();
        assertTrue(later.reported(rule).rmse() > later.reported(champion).rmse());
        assertTrue(told.endsWith("the naive rule " + rule.recipe().id() + " does better"), told);
    }

    @Test
    void the_reported_gap_is_of_the_rows_that_all_other_reported_figures_are_of() {
        Judged one = new Judged(LearnedValue.TWEEDIE, false, ROWS.of(i -> CAME[i]), ROWS.of(i -> 2 * MEAN));
        ValueCandidate judged = judging.candidate(one, MEAN_FOR_ALL);
        ValueCandidate rule = judging.candidate(MEAN_FOR_ALL, MEAN_FOR_ALL);
        double error = judged.judged().rmse();
        double ofRule = rule.judged().rmse();
        assertEquals(error * error - ofRule * ofRule, judged.reportedGap().estimate(), 1e-9 * error * error);
        assertTrue(judged.gap().isBelowZero() && judged.reportedGap().low() > 0, judged.toString());
        assertEquals(0, rule.reportedGap().estimate());
    }

    @Test
    void what_a_user_turns_out_to_be_worth_moves_nothing_that_is_reported_of_the_user() {
        LabelledSnapshots data = SET.labelled();
        int rich = IntStream.range(0, ROWS.size())
                .filter(i -> ROWS.churned(i) == 0)
                .findFirst()
                .orElseThrow();
        long[] value = data.valueMinor().clone();
        value[ROWS.row(rich)] = 100 * Arrays.stream(value).sum();
        TrainingSet other = new TrainingSet(
                SET.schema(), SET.plan(), Outcomes.of(data, data.active(), data.occasions(), value), SET.current());
        Rows rows = other.labelled().eligibleRows();
        ValueJudging poisoned =
                new ValueJudging(new Split(rows, rows, rows, false), other, judging.churn(), judging.seed());
        Judged one = judging.judge(LAST_HALF_YEAR);
        Judged two = poisoned.judge(LAST_HALF_YEAR);
        assertEquals(one.reported()[rich], two.reported()[rich]);
        double total = judging.reported(one).sumRatio();
        assertTrue(Math.abs(total - 1) > 1e-6, "predicted over actual total is made 1 by its own rows: " + total);
    }

    private static boolean beats(Judged one) {
        return judging.beats(one, MEAN_FOR_ALL, List.of(MEAN_FOR_ALL, one));
    }

    private static Judged learned(IntToDoubleFunction predicted) {
        return judged(LearnedValue.TWEEDIE, predicted);
    }

    private static Judged judged(ValueRecipe recipe, IntToDoubleFunction predicted) {
        double[] all = ROWS.of(predicted);
        return new Judged(recipe, false, all, all);
    }

    private static double quantile(double share) {
        double[] sorted = Arrays.stream(CAME).sorted().toArray();
        return sorted[(int) (share * sorted.length)];
    }
}
