package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a reader is told before acting on a score, and how far reasons depend on the references drawn. */
class InputCheckTest {

    private final SplittableRandom random = new SplittableRandom(8);
    private final List<double[]> population = Graphs.rows(random, 300);
    private final Scorer scorer = ExplainerTest.scorer(Graphs.logistic(random), Graphs.value(random), population);

    @Test
    void a_user_of_the_population_is_like_it() {
        for (double[] row : population.subList(0, 50)) {
            assertEquals(List.of(), check(row).outside());
        }
    }

    @Test
    void features_beyond_what_was_seen_are_named_and_three_of_them_are_noticed() {
        double[] row = population.get(0).clone();
        row[4] = 50;
        row[9] = -50;
        assertEquals(
                List.of(Graphs.schema().ids().get(4), Graphs.schema().ids().get(9)),
                check(row).outside());
        assertTrue(kinds(check(row)).stream().noneMatch(kind -> kind == Notice.Kind.UNLIKE_TRAINING));
        row[11] = 50;
        assertTrue(kinds(check(row)).contains(Notice.Kind.UNLIKE_TRAINING));
    }

    @Test
    void a_user_of_whom_little_is_known_is_noticed() {
        double[] row = population.get(0).clone();
        Arrays.fill(row, 0, row.length - 10, Double.NaN);
        InputCheck check = check(row);
        assertTrue(check.missingShare() > 0.5, check.toString());
        assertTrue(kinds(check).contains(Notice.Kind.MOSTLY_MISSING));
    }

    @Test
    void a_grade_that_may_be_another_within_the_interval_is_noticed_and_no_other() {
        ChurnGrade.Thresholds grades = ChurnGrade.Thresholds.defaults();
        for (double[] row : population) {
            Score.ChurnScore churn =
                    scorer.score(ExplainerTest.row(row)).churn().orElseThrow();
            boolean mayDiffer = ChurnGrade.of(churn.low(), grades) != ChurnGrade.of(churn.high(), grades);
            assertEquals(mayDiffer, kinds(check(row)).contains(Notice.Kind.NEAR_THRESHOLD));
        }
    }

    @Test
    void an_interval_holds_the_mean_and_is_as_wide_as_chance_makes_it() {
        ReferenceBootstrap bootstrap = new ReferenceBootstrap(32);
        double widths = 0;
        for (int i = 0; i < 200; i++) {
            double[] values = new double[32];
            Arrays.setAll(values, r -> random.nextGaussian());
            double mean = Arrays.stream(values).average().orElseThrow();
            double[] interval = bootstrap.interval(values);
            assertTrue(interval[0] <= mean && mean <= interval[1]);
            widths += interval[1] - interval[0];
        }
        // 2 x 1.645 standard errors, a little less because resampling divides by n.
        assertEquals(2 * 1.645 / Math.sqrt(32), widths / 200, 0.03);
    }

    @Test
    void references_that_agree_leave_no_doubt() {
        double[] same = new double[32];
        Arrays.fill(same, 0.25);
        double[] interval = new ReferenceBootstrap(32).interval(same);
        assertEquals(0.25, interval[0]);
        assertEquals(0.25, interval[1]);
    }

    private InputCheck check(double[] row) {
        return InputCheck.of(scorer, ExplainerTest.row(row), scorer.score(ExplainerTest.row(row)), Target.CHURN);
    }

    private static List<Notice.Kind> kinds(InputCheck check) {
        return check.notices().stream().map(Notice::kind).toList();
    }
}
