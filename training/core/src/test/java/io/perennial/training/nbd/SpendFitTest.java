package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

class SpendFitTest {

    private static final int USERS = 500;
    private static final long SEED = 7;

    @Test
    void users_whose_baskets_never_vary_are_degenerate_and_keep_their_own_mean() {
        // a subscription: the same amount each time, different between users
        SpendFit fit = SpendFit.fit(users((random, repeats) -> 1 / random.nextGamma(4, 0.01)));

        SpendVerdict.Degenerate verdict = assertInstanceOf(SpendVerdict.Degenerate.class, fit.verdict());
        assertTrue(verdict.message().contains("a credibility mean is used instead"), verdict.message());
        assertTrue(verdict.weightOfOne() > 0.6, verdict.message());
        assertEquals(50, fit.model().expectedBasket(6, 50), 3);
    }

    @Test
    void a_climb_that_stops_on_its_way_is_not_called_degenerate_and_the_credibility_mean_stands_in() {
        SpendData data = users((random, repeats) -> {
            double rate = random.nextGamma(4, 1.0 / 15);
            return random.nextGamma(6 * repeats, 1 / (rate * repeats));
        });
        assertInstanceOf(SpendVerdict.Converged.class, SpendFit.fit(data).verdict());

        SpendFit stopped = SpendFit.fit(data, 3);
        assertInstanceOf(SpendVerdict.NotConverged.class, stopped.verdict());
        assertTrue(
                stopped.verdict().message().contains("did not converge in 5 evaluations (slope left"),
                stopped.verdict().message());
        assertFalse(stopped.verdict().identified());
        assertEquals(Credibility.estimate(data), stopped.model());
    }

    @Test
    void users_who_spend_alike_are_all_expected_to_spend_the_mean() {
        // differences between means are only those of single baskets around one mean of 20
        SpendFit fit = SpendFit.fit(users((random, repeats) -> random.nextGamma(2 * repeats, 10.0 / repeats)));

        assertEquals(20, fit.model().populationMean(), 1);
        assertEquals(20, fit.model().expectedBasket(1, 40), 3);
        assertFalse(fit.verdict().identified(), fit.verdict().message());
    }

    @Test
    void frequent_buyers_who_spend_more_are_warned_about() {
        SpendFit fit = SpendFit.fit(users((random, repeats) -> repeats * random.nextGamma(20, 1)));

        DataWarning.SpendFollowsFrequency warning = assertInstanceOf(
                DataWarning.SpendFollowsFrequency.class, fit.warnings().get(0));
        assertTrue(warning.correlation() > 0.5, warning.message());
        assertEquals(USERS, warning.users());
    }

    @Test
    void few_users_are_not_told_apart() {
        SpendFit fit = SpendFit.fit(SpendData.of(new double[] {1, 2, 0}, new double[] {10, 30, Double.NaN}));

        assertInstanceOf(SpendVerdict.TooFew.class, fit.verdict());
        assertEquals(20, fit.model().expectedBasket(2, 30), 1e-3);
    }

    @Test
    void baskets_of_many_digits_are_told_as_those_of_few() {
        for (double basket : new double[] {5_000, 5e6, 5e11}) {
            SpendFit few = SpendFit.fit(SpendData.of(new double[] {1, 2, 3}, new double[] {basket, basket, basket}));
            assertEquals(basket, few.model().expectedBasket(2, 2 * basket), 1e-5 * basket);
            SpendFit alike = SpendFit.fit(users((random, repeats) -> basket));
            assertEquals(basket, alike.model().expectedBasket(2, basket), 1e-5 * basket);
            SpendFit different = SpendFit.fit(users((random, repeats) -> basket * random.nextGamma(4, 0.25)));
            assertEquals(basket, different.model().populationMean(), 0.2 * basket);
        }
    }

    @Test
    void nobody_with_an_amount_is_an_error_that_says_what_is_missing() {
        SpendData none = SpendData.of(new double[] {0, 2}, new double[] {10, 0});

        String message = assertThrows(IllegalArgumentException.class, () -> SpendFit.fit(none))
                .getMessage();
        assertTrue(message.contains("value needs purchases with amounts"), message);
    }

    private static SpendData users(Basket basket) {
        RandomDataGenerator random = new RandomDataGenerator(SEED);
        double[] repeats = new double[USERS];
        double[] means = new double[USERS];
        for (int i = 0; i < USERS; i++) {
            repeats[i] = 1 + i % 6;
            means[i] = basket.mean(random, repeats[i]);
        }
        return SpendData.of(repeats, means);
    }

    /** Draws a user's mean basket over some repeats. */
    private interface Basket {
        double mean(RandomDataGenerator random, double repeats);
    }
}
