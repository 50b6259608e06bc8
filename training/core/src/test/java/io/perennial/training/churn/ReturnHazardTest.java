package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Select;
import io.perennial.training.Company;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A company whose users come back when they come back. */
final class ReturnHazardTest {

    private static final int HORIZON = 60;
    private static final TrainingSet SET = Company.shop(300, 240, HORIZON).set();
    private static final Rows ROWS = SET.labelled().eligibleRows();
    private static final ReturnHazard HAZARD = ReturnHazard.learn(ROWS, HORIZON, 3);
    private static final Intervals INTERVALS = Intervals.of(HORIZON);

    @Test
    void a_window_is_cut_into_sixths_and_a_short_one_into_days() {
        assertEquals(Ints.of(10, 20, 30, 40, 50, 60), INTERVALS.ends());
        assertEquals(Ints.of(15, 30, 46, 61, 76, 92), Intervals.of(92).ends());
        assertEquals(Ints.of(1, 2, 3, 4), Intervals.of(4).ends());
        assertEquals(0, INTERVALS.holding(0));
        assertEquals(0, INTERVALS.holding(9));
        assertEquals(1, INTERVALS.holding(10));
        assertEquals(5, INTERVALS.holding(59));
        assertEquals(6, INTERVALS.holding(Double.NaN));
    }

    @Test
    void a_user_gives_a_row_for_each_interval_entered_and_the_last_says_whether_they_came_back() {
        Rows one = ROWS.where(i -> i == firstRowOf(2));
        PersonPeriods periods = PersonPeriods.of(one, INTERVALS);
        assertEquals(3, periods.stayed().length);
        assertEquals(2, Arrays.stream(periods.stayed()).sum(), 0);
        assertEquals(0, periods.stayed()[2]);
        double[] last = periods.vectors()[2];
        assertEquals(2, last[last.length - 1], 0);
        PersonPeriods never = PersonPeriods.of(ROWS.where(i -> i == firstRowOf(6)), INTERVALS);
        assertEquals(6, Arrays.stream(never.stayed()).sum(), 0);
    }

    private static int firstRowOf(int interval) {
        for (int i = 0; i < ROWS.size(); i++) {
            if (INTERVALS.holding(ROWS.firstActiveDay(i)) == interval) {
                return i;
            }
        }
        throw new AssertionError("nobody came back in interval " + interval);
    }

    @Test
    void the_published_form_says_what_the_library_says() {
        Learned learned = HAZARD.noReturn();
        double[][] rows = ROWS.features();
        double[] ours = learned.predict(rows);
        double[] theirs = learned.origin().orElseThrow().predict(rows);
        for (int i = 0; i < ours.length; i++) {
            assertEquals(theirs[i], ours[i], learned.origin().get().tolerance());
        }
        assertTrue(Arrays.stream(ours).distinct().count() > 100, "says the same for everybody");
    }

    @Test
    void a_curve_never_rises_and_ends_at_the_churn_probability_of_any_model() {
        SplittableRandom random = new SplittableRandom(11);
        double[] ends = ROWS.of(i -> random.nextInt(5) == 0 ? random.nextInt(2) : random.nextDouble());
        double[][] curves = HAZARD.curves(ROWS, ends);
        for (int i = 0; i < ROWS.size(); i++) {
            double p = ends[i];
            double[] curve = curves[i];
            double before = 1;
            for (double away : curve) {
                assertTrue(away <= before && away >= p, "row " + i + ", p " + p + ": " + Arrays.toString(curve));
                before = away;
            }
            assertEquals(p, curve[curve.length - 1], 1e-15);
        }
    }

    @Test
    void with_its_own_end_a_curve_is_that_of_the_hazard() {
        Rows some = ROWS.where(i -> i % 50 == 0);
        double[][] curves = HAZARD.curves(some, HAZARD.noReturn().predict(some.features()));
        for (int i = 0; i < some.size(); i++) {
            double[] curve = curves[i];
            double away = 1;
            for (int interval = 0; interval < curve.length; interval++) {
                double[] vector = PersonPeriods.entering(some.features(i), interval);
                double margin = HAZARD.odds().predict(new double[][] {vector})[0];
                away /= 1 + Math.exp(-margin);
                assertEquals(away, curve[interval], 1e-9, "interval " + interval);
            }
        }
    }

    @Test
    void who_was_silent_for_longer_is_never_more_likely_to_come_back() {
        Learned monotone = new MonotoneRecipe().fit(ROWS, 3).learned();
        boolean[] silence = Silence.columns(ROWS.data().featureIds());
        SplittableRandom random = new SplittableRandom(5);
        int moved = 0;
        for (int i = 0; i < ROWS.size(); i += 5) {
            double[] longer = ROWS.features(i).clone();
            for (int column = 0; column < longer.length; column++) {
                longer[column] += silence[column] ? random.nextDouble() * 40 : 0;
            }
            double[][] both = {ROWS.features(i), longer};
            double[] odds = monotone.predict(both);
            double[] away = HAZARD.noReturn().predict(both);
            assertTrue(odds[1] >= odds[0], "row " + i + ": " + Arrays.toString(odds));
            assertTrue(away[1] >= away[0], "row " + i + ": " + Arrays.toString(away));
            moved += odds[1] > odds[0] && away[1] > away[0] ? 1 : 0;
        }
        assertTrue(moved > 20, moved + " rows moved at all");
    }

    @Test
    void the_hazard_tells_the_days_only_where_it_beats_a_constant_rate() {
        assertTrue(chosen(SET.labelled()).curve() instanceof ConstantRate, "users of this company have constant rates");
        double[] atOnce = Arrays.stream(SET.labelled().firstActiveDays())
                .map(day -> Double.isNaN(day) ? day : 0)
                .toArray();
        Timing told = chosen(withDays(SET.labelled(), atOnce));
        assertTrue(told.curve() instanceof ReturnHazard, told.note());
    }

    private static Timing chosen(LabelledSnapshots data) {
        Rows rows = data.eligibleRows();
        int[] folds = rows.folds(2, 1);
        Rows judge = rows.where(i -> folds[i] == 1);
        double[] churn = HAZARD.noReturn().predict(judge.features());
        return Timing.chosen(new HazardRecipe(HORIZON), rows.where(i -> folds[i] == 0), judge, churn, rows, 1);
    }

    @Test
    void a_constant_rate_is_a_power_of_its_end() {
        double[] ends = {0, 1e-6, 0.01, 0.3, 0.77, 0.999, 1};
        ModelDraft draft = new ModelDraft(1);
        int curve = new ConstantRate(INTERVALS).addCurve(draft, draft.input(Input.Source.UPSTREAM, 1));
        for (int i = 0; i < INTERVALS.count(); i++) {
            draft.output("p" + i, draft.add(new Select(curve, Ints.of(i))));
        }
        Graph graph = draft.build();
        for (double p : ends) {
            double[] said = graph.evaluate(Row.of().withUpstream(p), graph.workspace());
            assertArrayEquals(INTERVALS.constantRate(p), said, 2e-3, "p " + p);
            for (int i = 1; i < said.length; i++) {
                assertTrue(said[i] <= said[i - 1] && said[i] >= p - 1e-15, "p " + p + ": " + Arrays.toString(said));
            }
        }
    }

    @Test
    void without_days_of_return_nothing_is_learned_and_it_says_why() {
        LabelledSnapshots data = SET.labelled();
        double[] unknown = new double[data.size()];
        Arrays.fill(unknown, Double.NaN);
        Rows dayless = withDays(data, unknown).eligibleRows();
        assertTrue(new HazardRecipe(HORIZON).obstacle(dayless).orElse("").contains("is not known"));
        assertTrue(new HazardRecipe(HORIZON).obstacle(ROWS).isEmpty());
    }

    private static LabelledSnapshots withDays(LabelledSnapshots data, double[] days) {
        return new LabelledSnapshots(
                data.featureIds(),
                data.users(),
                data.asOfs(),
                data.roles(),
                data.eligible(),
                data.features(),
                data.sequences(),
                data.active(),
                data.occasions(),
                data.valueMinor(),
                data.blocksMinor(),
                days,
                data.horizonsMinor());
    }
}
