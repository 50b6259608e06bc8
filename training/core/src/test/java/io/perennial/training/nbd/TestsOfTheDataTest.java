package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

/** Regularity, independence and likelihood ratios, where the answer is known. */
class TestsOfTheDataTest {

    private static final int USERS = 800;

    @Test
    void steps_to_a_purchase_are_found_whatever_the_rates() {
        Regularity regular = Regularity.of(gaps(3));
        assertEquals(3, regular.steps(), 3 * regular.error());
        assertEquals(3, regular.wheatMorrison(), 0.5);
        assertTrue(regular.test().pValue() < 1e-9);

        Regularity random = Regularity.of(gaps(1));
        assertEquals(1, random.steps(), 3 * random.error());
        assertEquals(1, random.wheatMorrison(), 0.2);
        assertTrue(random.test().pValue() > 0.01, random.toString());
    }

    @Test
    void nobody_with_two_gaps_gives_no_number() {
        Regularity none = Regularity.of(List.of(new double[] {3}, new double[0]));
        assertEquals(0, none.users());
        assertTrue(Double.isNaN(none.steps()) && Double.isNaN(none.wheatMorrison()));
    }

    @Test
    void dropout_at_its_edge_is_tested_by_a_mixture() {
        // chi-square tables: 2.706 and 4.605 cut off a tenth with one and two degrees of freedom
        assertEquals(0.1, LikelihoodRatio.of(2.7055 / 2, 1).pValue(), 1e-4);
        assertEquals(0.1, LikelihoodRatio.of(4.6052 / 2, 2).pValue(), 1e-4);
        double p = LikelihoodRatio.ofDropout(4.6052 / 2).pValue();
        assertEquals((0.1 + 0.03188) / 2, p, 1e-4);
        assertEquals(1, LikelihoodRatio.ofDropout(-1e-9).pValue(), 0);
    }

    @Test
    void independent_baskets_pass_and_dependent_ones_do_not() {
        RandomDataGenerator random = new RandomDataGenerator(5);
        double[] repeats = new double[USERS];
        double[] free = new double[USERS];
        double[] bound = new double[USERS];
        for (int i = 0; i < USERS; i++) {
            repeats[i] = 1 + i % 6;
            free[i] = random.nextGamma(5, 4);
            bound[i] = free[i] + 3 * repeats[i];
        }
        Independence independent = Independence.of(SpendData.of(repeats, free));
        Independence dependent = Independence.of(SpendData.of(repeats, bound));

        assertTrue(independent.pValue() > 0.01, independent.toString());
        assertTrue(independent.interval().low() < 0 && independent.interval().high() > 0);
        assertTrue(dependent.pValue() < 1e-9, dependent.toString());
        assertTrue(dependent.interval().low() > 0.3);
    }

    private static List<double[]> gaps(int steps) {
        RandomDataGenerator random = new RandomDataGenerator(11);
        List<double[]> users = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            double rate = random.nextGamma(0.7, 0.1) + 1e-6;
            double[] gaps = new double[user % 5];
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = random.nextGamma(steps, 1 / rate);
            }
            users.add(gaps);
        }
        return users;
    }
}
