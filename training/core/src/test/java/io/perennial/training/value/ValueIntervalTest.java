package io.perennial.training.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nine in ten of users not seen lie inside, whatever crowd stands at zero, unless the crowd is larger than that. */
final class ValueIntervalTest {

    private static final int USERS = 8_000;
    private static final double[] ONES = ones();

    private static double[] ones() {
        double[] ones = new double[USERS];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Users with a mean that is known and an outcome that is nothing for some of them. */
    @SuppressWarnings("ArrayRecordComponent") // Columns over users, never compared.
    private record Users(double[] predicted, double[] actual) {

        /**
         * Users drawn.
         *
         * @param zero chance of nothing of the user with the lowest mean; it falls to half of that
         */
        static Users of(double zero, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] predicted = new double[USERS];
            double[] actual = new double[USERS];
            for (int i = 0; i < USERS; i++) {
                double rank = random.nextDouble();
                double nothing = zero * (1 - rank / 2);
                double mean = 20 * StrictMath.exp(2 * rank);
                predicted[i] = (1 - nothing) * mean;
                actual[i] =
                        random.nextDouble() < nothing ? 0 : mean * StrictMath.exp(0.6 * random.nextGaussian() - 0.18);
            }
            return new Users(predicted, actual);
        }

        ValueInterval interval() {
            return ValueInterval.of(predicted, actual, ONES);
        }
    }

    @Test
    void nine_in_ten_lie_inside_with_and_without_a_crowd_at_zero() {
        for (double zero : new double[] {0, 0.2, 0.5, 0.8}) {
            Users others = Users.of(zero, 2);
            ValueInterval.Coverage coverage =
                    Users.of(zero, 1).interval().coverage(others.predicted(), others.actual(), ONES);
            assertTrue(coverage.share() >= 0.88 && coverage.share() <= 0.92, zero + " at zero: " + coverage);
        }
    }

    @Test
    void a_group_whose_lower_end_is_raised_by_its_neighbour_misses_no_more_above_for_it() {
        int each = 80;
        double[] predicted = new double[2 * each];
        double[] actual = new double[2 * each];
        double[] weights = new double[2 * each];
        Arrays.fill(weights, 1);
        for (int i = 0; i < each; i++) {
            predicted[i] = 10;
            actual[i] = i < 2 ? 0 : 5 + i / 10.0;
            predicted[each + i] = 20;
            actual[each + i] = i < 5 ? 0 : 25 + i / 10.0;
        }
        ValueInterval interval = ValueInterval.of(predicted, actual, weights);
        double[] second = Arrays.copyOfRange(actual, each, 2 * each);
        double[] same = new double[each];
        Arrays.fill(same, 20);
        ValueInterval.Coverage coverage = interval.coverage(same, second, Arrays.copyOf(weights, each));
        assertTrue(coverage.below() > 0, coverage.toString());
        assertTrue(coverage.above() <= ValueInterval.TAIL, coverage.toString());
    }

    @Test
    void without_zeros_both_ends_miss_alike_and_with_many_the_upper_one_alone() {
        Users others = Users.of(0, 2);
        ValueInterval.Coverage even = Users.of(0, 1).interval().coverage(others.predicted(), others.actual(), ONES);
        assertEquals(even.below(), even.above(), 0.02, even.toString());
        Users zeros = Users.of(0.8, 2);
        ValueInterval.Coverage odd = Users.of(0.8, 1).interval().coverage(zeros.predicted(), zeros.actual(), ONES);
        assertEquals(0, odd.below(), 0, odd.toString());
    }

    @Test
    void a_user_seen_on_many_days_counts_once() {
        Users users = Users.of(0.2, 4);
        int days = 3;
        double[] predicted = new double[USERS * days];
        double[] actual = new double[USERS * days];
        double[] weights = new double[USERS * days];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = users.predicted()[i / days];
            actual[i] = users.actual()[i / days];
            weights[i] = 1.0 / days;
        }
        ValueInterval often = ValueInterval.of(predicted, actual, weights);
        assertArrayEquals(users.interval().low().toArray(), often.low().toArray(), 0);
        assertArrayEquals(users.interval().median().toArray(), often.median().toArray(), 0);
        assertArrayEquals(users.interval().high().toArray(), often.high().toArray(), 0);
        ValueInterval.Coverage once = users.interval().coverage(users.predicted(), users.actual(), ONES);
        assertEquals(once.share(), often.coverage(predicted, actual, weights).share(), 1e-9);
    }

    @Test
    void fewer_than_nine_users_tell_no_upper_end_and_nine_do() {
        Users users = Users.of(0, 6);
        for (int count = 1; count <= 9; count++) {
            double[] actual = Arrays.copyOf(users.actual(), count);
            double largest = Arrays.stream(actual).max().orElseThrow();
            ValueInterval interval =
                    ValueInterval.of(Arrays.copyOf(users.predicted(), count), actual, Arrays.copyOf(ONES, count));
            double[] beyond = new double[USERS];
            Arrays.fill(beyond, 1000 * largest);
            double[] ordinary = new double[USERS];
            Arrays.fill(ordinary, users.predicted()[0]);
            double inside = interval.coverage(ordinary, beyond, ONES).share();
            assertEquals(count < 9 ? 1 : 0, inside, 0, count + " users");
        }
    }

    @Test
    void a_crowd_larger_than_nine_in_ten_is_held_whole() {
        Users others = Users.of(1, 2);
        double[] nothing = new double[USERS];
        ValueInterval.Coverage coverage =
                ValueInterval.of(others.predicted(), nothing, ONES).coverage(others.predicted(), nothing, ONES);
        assertEquals(1, coverage.share(), 0);
    }

    @Test
    void the_median_is_nothing_where_most_are_worth_nothing() {
        ValueInterval interval = Users.of(0.99, 1).interval();
        assertEquals(0, interval.median().get(1), 0);
        double[] median = Users.of(0.2, 1).interval().median().toArray();
        double[] sorted = median.clone();
        Arrays.sort(sorted);
        assertTrue(Arrays.equals(sorted, median) && median[1] > 0, Arrays.toString(median));
    }

    /** A few are worth more than all others, and what comes of each is nine tenths of what was predicted, give or take. */
    @Test
    void the_median_of_the_largest_is_in_proportion_to_them() {
        SplittableRandom random = new SplittableRandom(5);
        double[] predicted = new double[USERS];
        double[] actual = new double[USERS];
        for (int i = 0; i < USERS; i++) {
            predicted[i] = 100 * StrictMath.pow(random.nextDouble(), -0.8);
            actual[i] = 0.9 * predicted[i] * StrictMath.exp(0.5 * random.nextGaussian());
        }
        ValueInterval interval = ValueInterval.of(predicted, actual, ONES);
        for (double rank : new double[] {0.5, 0.9, 0.99, 0.999}) {
            double prediction = 100 * StrictMath.pow(1 - rank, -0.8);
            double[] median = new double[1];
            interval.medianNode(0).evaluate(new double[][] {{prediction}}, new double[0], median);
            assertEquals(0.9, median[0] / prediction, 0.2, "at rank " + rank);
        }
    }

    @Test
    void predictions_that_are_all_nothing_or_all_alike_give_an_interval_too() {
        double[] nothing = new double[USERS];
        double[] alike = new double[USERS];
        Arrays.fill(alike, 7);
        Users others = Users.of(0.3, 3);
        for (double[] predicted : new double[][] {nothing, alike}) {
            double share = ValueInterval.of(predicted, others.actual(), ONES)
                    .coverage(predicted, others.actual(), ONES)
                    .share();
            assertEquals(0.9, share, 0.01);
        }
        assertEquals(
                1,
                ValueInterval.of(new double[0], new double[0], new double[0])
                        .coverage(alike, others.actual(), ONES)
                        .share(),
                0);
    }
}
