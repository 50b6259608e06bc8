package io.perennial.scoring.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Point values printed by the packages of the field, all for the CDNOW sample in weeks.
 *
 * <p>Sources: lifetimes {@code tests/test_estimation.py}; CLVTools {@code test_correctness_*.R}; R's BTYD.
 */
class PublishedValuesTest {

    private static final double WEEK = 7;
    private static final PurchaseModel BG = new BgNbd(0.2425945, 4.4136019 * WEEK, 0.7929199, 2.4258881);

    /** The parameters of BTYD's manual. */
    private static final PurchaseModel PARETO = new ParetoNbd(0.55, 10.56 * WEEK, 0.61, 11.64 * WEEK);

    @Test
    void bg_nbd_expects_1_226_purchases_of_the_customer_of_the_paper() {
        double expected = BG.expectedPurchases(weeks(2, 30.43, 38.86), new FutureWindow(0, 39 * WEEK));

        assertEquals(1.226, expected, 5e-4);
    }

    @Test
    void bg_nbd_expectation_of_a_new_customer_follows_the_published_curve() {
        double[] week = {0.1429, 1, 3, 31.8571, 32, 78};
        double[] published = {0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576};

        for (int i = 0; i < week.length; i++) {
            assertEquals(published[i], ofNewCustomer(BG, week[i]), 4e-4, "after " + week[i] + " weeks");
        }
    }

    @Test
    void pareto_nbd_expectation_of_a_new_customer_follows_the_published_curve() {
        double[] published = {
            .05077821, .09916088, .14542507, .18979930, .23247466, .27361274, .31335159, .35181024, .38909211
        };

        for (int i = 0; i < published.length; i++) {
            assertEquals(published[i], ofNewCustomer(PARETO, i + 1), 1e-8, "after " + (i + 1) + " weeks");
        }
    }

    @Test
    void pareto_nbd_of_a_heavy_buyer_agrees_with_the_published_point() {
        PurchaseHistory heavy = weeks(26, 30.86, 31);
        PurchaseModel fitted = new ParetoNbd(0.553, 10.578 * WEEK, 0.606, 11.669 * WEEK);

        assertEquals(0.9979, fitted.probabilityAlive(heavy), 5e-5);
        assertEquals(25.46, fitted.expectedPurchases(heavy, new FutureWindow(0, 52 * WEEK)), 5e-3);
    }

    @Test
    void bg_nbd_log_densities_of_the_published_stability_cases_are_reproduced() {
        PurchaseModel model = new BgNbd(0.25, 4, 0.8, 2.5); // a model of its own unit: nothing to convert

        assertEquals(-0.59947382, model.logLikelihood(new PurchaseHistory(0, 0, 40)), 1e-7);
        assertEquals(100.7957, model.logLikelihood(new PurchaseHistory(200, 38, 40)), 5e-5);
    }

    @Test
    void pareto_nbd_is_alive_and_finite_where_packages_once_gave_nan() {
        PurchaseModel model = new ParetoNbd(0.5143, 2.8845, 0.2856, 14.1087);
        double[][] cases = {
            {221, 103.42857, 103.57143}, {254, 97.14286, 97.28571}, {161, 94.71429, 98}, {204, 98.57143, 99.42857}
        };

        for (double[] c : cases) {
            double alive = model.probabilityAlive(new PurchaseHistory(c[0], c[1], c[2]));
            assertTrue(alive > 0 && alive <= 1, () -> "P(alive) = " + alive + " at x = " + c[0]);
        }
    }

    @Test
    void pareto_nbd_does_not_jump_between_132_and_133_repeats() {
        PurchaseModel model = new ParetoNbd(0.55, 10.58, 0.61, 11.67);
        FutureWindow window = new FutureWindow(0, 10);

        double less = model.expectedPurchases(new PurchaseHistory(132, 200, 200), window);
        double more = model.expectedPurchases(new PurchaseHistory(133, 200, 200), window);

        assertEquals(6.206, less, 5e-3);
        assertEquals(6.253, more, 5e-3);
        assertTrue(more > less && more - less < 0.05);
    }

    @Test
    void gamma_gamma_gives_a_one_time_buyer_the_population_mean() {
        GammaGamma model = new GammaGamma(6.25, 3.74, 15.44);

        assertEquals(35.17, model.expectedBasket(0, 0), 0.1);
        assertEquals(model.populationMean(), model.expectedBasket(3, Double.NaN));
    }

    @Test
    void gamma_gamma_draws_a_users_mean_towards_the_populations() {
        GammaGamma model = new GammaGamma(6.25, 3.74, 15.44);

        assertEquals(24.65, model.expectedBasket(2, 22.35), 0.1); // the first customer of the sample
        assertTrue(model.expectedBasket(100, 22.35) < model.expectedBasket(2, 22.35));
        assertEquals(22.35, model.expectedBasket(1e9, 22.35), 1e-6);
    }

    private static double ofNewCustomer(PurchaseModel model, double weeks) {
        return model.expectedPurchases(new PurchaseHistory(0, 0, 0), new FutureWindow(0, weeks * WEEK));
    }

    private static PurchaseHistory weeks(double repeats, double lastRepeat, double age) {
        return new PurchaseHistory(repeats, lastRepeat * WEEK, age * WEEK);
    }
}
