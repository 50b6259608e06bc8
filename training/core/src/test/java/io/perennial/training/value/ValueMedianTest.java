package io.perennial.training.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Medians of users who stay by chance and are then worth a multiple of what is expected of them. */
final class ValueMedianTest {

    private static final int USERS = 20_000;
    private static final double SPREAD = 0.6;

    /** Users whose medians are known: staying by chance, value if retained times a lognormal draw with mean 1. */
    @SuppressWarnings("ArrayRecordComponent") // Columns over users, never compared.
    private record Users(double[] stay, double[] ifRetained, double[] actual) {

        static Users of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] stay = new double[USERS];
            double[] ifRetained = new double[USERS];
            double[] actual = new double[USERS];
            for (int i = 0; i < USERS; i++) {
                stay[i] = random.nextDouble();
                ifRetained[i] = 50 * StrictMath.exp(random.nextGaussian());
                double draw = StrictMath.exp(SPREAD * random.nextGaussian() - SPREAD * SPREAD / 2);
                actual[i] = random.nextDouble() < stay[i] ? ifRetained[i] * draw : 0;
            }
            return new Users(stay, ifRetained, actual);
        }

        double[] expected() {
            double[] expected = new double[USERS];
            Arrays.setAll(expected, i -> stay[i] * ifRetained[i]);
            return expected;
        }

        ValueMedian median() {
            return ValueMedian.of(stay, ifRetained, actual, ones(USERS));
        }
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** What two columns give through nodes. */
    private static double[] said(double[] first, double[] second, ToIntFunction<ModelDraft> nodes) {
        ModelDraft draft = new ModelDraft(2);
        draft.output("said", nodes.applyAsInt(draft));
        Graph graph = draft.build();
        double[] said = new double[first.length];
        Arrays.setAll(said, i -> graph.evaluate(Row.of(first[i], second[i]), graph.workspace())[0]);
        return said;
    }

    private static double[] said(ValueMedian median, double[] stay, double[] ifRetained) {
        double[] churn = Arrays.stream(stay).map(p -> 1 - p).toArray();
        return said(ifRetained, churn, draft -> median.addTo(draft, column(draft, 0), column(draft, 1)));
    }

    private static int column(ModelDraft draft, int column) {
        return draft.add(new Select(draft.features(), Ints.of(column)));
    }

    private static double error(double[] said, double[] actual) {
        double sum = 0;
        for (int i = 0; i < said.length; i++) {
            sum += Math.abs(said[i] - actual[i]);
        }
        return sum / said.length;
    }

    private static double truth(double stay, double ifRetained) {
        if (stay <= 0.5) {
            return 0;
        }
        double rank = new NormalDistribution(0, 1).inverseCumulativeProbability((stay - 0.5) / stay);
        return ifRetained * StrictMath.exp(SPREAD * rank - SPREAD * SPREAD / 2);
    }

    @Test
    void users_expected_to_be_worth_the_same_have_the_medians_of_their_chances_of_staying() {
        double[] stay = {0.3, 0.6, 0.8, 0.95};
        double[] ifRetained = Arrays.stream(stay).map(p -> 60 / p).toArray();
        for (int seed = 0; seed < 5; seed++) {
            double[] said = said(Users.of(seed).median(), stay, ifRetained);
            for (int i = 0; i < stay.length; i++) {
                double truth = truth(stay[i], ifRetained[i]);
                assertEquals(truth, said[i], 0.1 * truth, "seed " + seed + ", who stays with " + stay[i]);
            }
        }
    }

    @Test
    void on_other_users_it_errs_hardly_more_than_the_true_medians_and_less_than_a_curve_over_what_is_expected() {
        for (int seed = 0; seed < 5; seed++) {
            Users users = Users.of(seed);
            Users others = Users.of(100 + seed);
            double[] truth = new double[USERS];
            Arrays.setAll(truth, i -> truth(others.stay()[i], others.ifRetained()[i]));
            double least = error(truth, others.actual());
            double[] said = said(users.median(), others.stay(), others.ifRetained());
            ValueInterval byExpectation = ValueInterval.of(users.expected(), users.actual(), ones(USERS));
            double[] curve = said(
                    others.expected(),
                    others.expected(),
                    draft -> draft.add(byExpectation.medianNode(column(draft, 0))));
            double error = error(said, others.actual());
            assertTrue(error < 1.01 * least, "seed " + seed + ": " + error + " against " + least);
            assertTrue(error < 0.97 * error(curve, others.actual()), "seed " + seed);
        }
    }

    /** Among users with one chance of staying: found by trying every share at which one of them would be met. */
    @Test
    void the_share_of_a_group_errs_least_of_all_shares() {
        for (int seed = 0; seed < 20; seed++) {
            Users users = Users.of(seed);
            double[] stay = new double[60];
            Arrays.fill(stay, 0.8);
            double[] ifRetained = Arrays.copyOf(users.ifRetained(), 60);
            double[] actual = Arrays.copyOf(users.actual(), 60);
            double error = error(said(ValueMedian.of(stay, ifRetained, actual, ones(60)), stay, ifRetained), actual);
            for (int i = 0; i < 60; i++) {
                double share = actual[i] / ifRetained[i];
                double[] other = Arrays.stream(ifRetained).map(s -> share * s).toArray();
                assertTrue(error <= error(other, actual) + 1e-9, "seed " + seed);
            }
        }
    }

    @Test
    void rows_that_speak_of_no_value_teach_nothing_and_without_any_nobody_is_worth_anything() {
        Users users = Users.of(3);
        double[] stay = Arrays.copyOf(users.stay(), USERS + 3);
        double[] ifRetained = Arrays.copyOf(users.ifRetained(), USERS + 3);
        double[] actual = Arrays.copyOf(users.actual(), USERS + 3);
        stay[USERS] = Double.NaN;
        ifRetained[USERS] = 10;
        ifRetained[USERS + 1] = Double.POSITIVE_INFINITY;
        ifRetained[USERS + 2] = 0;
        Arrays.fill(actual, USERS, USERS + 3, 1e9);
        assertEquals(users.median(), ValueMedian.of(stay, ifRetained, actual, ones(USERS + 3)));
        ValueMedian none = ValueMedian.of(new double[] {0.9}, new double[] {0}, new double[] {5}, ones(1));
        assertEquals(ValueMedian.unknown(), none);
        assertEquals(0, said(none, new double[] {1}, new double[] {100})[0], 0);
    }

    @Test
    void a_user_seen_on_many_days_counts_once() {
        Users users = Users.of(4);
        int days = 3;
        double[] stay = new double[USERS * days];
        double[] ifRetained = new double[USERS * days];
        double[] actual = new double[USERS * days];
        double[] weights = new double[USERS * days];
        for (int i = 0; i < weights.length; i++) {
            stay[i] = users.stay()[i / days];
            ifRetained[i] = users.ifRetained()[i / days];
            actual[i] = users.actual()[i / days];
            weights[i] = 1.0 / days;
        }
        ValueMedian often = ValueMedian.of(stay, ifRetained, actual, weights);
        double[] once = said(users.median(), users.stay(), users.ifRetained());
        double[] more = said(often, users.stay(), users.ifRetained());
        for (int i = 0; i < USERS; i++) {
            assertEquals(once[i], more[i], 0.01 * users.ifRetained()[i], "user " + i);
        }
    }

    @Test
    void what_is_held_within_bounds_is_not_changed_where_it_lies_within_them() {
        SplittableRandom random = new SplittableRandom(8);
        double[] numbers = random.doubles(200, -5, 15).toArray();
        double[] mosts = random.doubles(200, 0, 10).toArray();
        double[] said = said(numbers, mosts, draft -> {
            int most = column(draft, 1);
            int least = draft.add(new Linear(most, Doubles.of(0.25), 0));
            return Numbers.within(draft, column(draft, 0), least, most);
        });
        for (int i = 0; i < said.length; i++) {
            assertEquals(Math.min(mosts[i], Math.max(mosts[i] / 4, numbers[i])), said[i], 1e-12);
            assertTrue(said[i] <= mosts[i]);
        }
    }
}
