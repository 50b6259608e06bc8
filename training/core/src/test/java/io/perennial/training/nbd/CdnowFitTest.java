package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.nbd.BgNbd;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.scoring.nbd.PurchaseHistory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Fits of the CDNOW sample against published ones, in weeks as they are printed.
 *
 * <p>Sources: CLVTools {@code test_correctness_*.R} for BG/NBD, Pareto/NBD with standard errors, and Gamma-Gamma;
 * lifetimes {@code test_estimation.py} for MBG/NBD. The NBD, the log-likelihood of the MBG/NBD and the forecast's
 * figures were computed from the same file with NumPy and Nelder-Mead.
 */
class CdnowFitTest {

    private static final double RELATIVE = 1e-3;

    private Cdnow cdnow;

    @BeforeEach
    void read() {
        cdnow = Cdnow.read();
    }

    @Test
    void the_sample_has_its_known_counts() {
        assertEquals(2357, cdnow.data().users());
        assertEquals(2457, cdnow.data().repeats());
        assertEquals(1882, Arrays.stream(cdnow.heldOut()).sum());
    }

    @Test
    void bg_nbd_reaches_the_published_fit() {
        NbdFit fit = NbdFit.fit(NbdFamily.BG_NBD, cdnow.data());

        assertParameters(fit, .2425945, 4.4136019, .7929199, 2.4258881);
        assertEquals(-9582.429, inWeeks(fit), 0.01);
        assertTrue(fit.verdict().identified());
    }

    @Test
    void mbg_nbd_reaches_the_published_fit() {
        NbdFit fit = NbdFit.fit(NbdFamily.MBG_NBD, cdnow.data());

        assertParameters(fit, .525, 6.183, .891, 1.614);
        assertEquals(-9582.1327, inWeeks(fit), 0.01);
    }

    @Test
    void pareto_nbd_reaches_the_published_fit_with_its_standard_errors() {
        NbdFit fit = NbdFit.fit(NbdFamily.PARETO_NBD, cdnow.data());

        assertParameters(fit, .55315, 10.57633, .60625, 11.67150);
        assertEquals(-9594.976, inWeeks(fit), 0.01);
        double[] published = {.0476264, .8427222 * Cdnow.WEEK, .1872594, 6.2105448 * Cdnow.WEEK};
        for (int i = 0; i < published.length; i++) {
            assertEquals(published[i], fit.standardErrors().get(i), RELATIVE * published[i]);
        }
    }

    @Test
    void the_mean_of_the_members_foretells_the_held_out_weeks_better_than_the_likeliest() {
        NbdChoice choice = NbdChoice.best(cdnow.data(), Cdnow.HOLDOUT_DAYS - 1);

        assertEquals(NbdFamily.MBG_NBD, choice.chosen().family());
        assertEquals(
                List.of(NbdFamily.BG_NBD, NbdFamily.MBG_NBD, NbdFamily.PARETO_NBD),
                choice.members().stream().map(NbdFit::family).toList());
        double[] mean = forecast(choice.members());
        double[] likeliest = forecast(List.of(choice.chosen()));
        assertEquals(1.6042, error(mean), 5e-4);
        assertTrue(error(mean) < error(likeliest), error(mean) + " against " + error(likeliest));
        assertEquals(1632, Arrays.stream(mean).sum(), 2, "of 1882");
        assertTrue(Arrays.stream(likeliest).sum() < 1580, "the likeliest member says least");
    }

    private double[] forecast(List<NbdFit> fits) {
        FutureWindow window = new FutureWindow(0, Cdnow.HOLDOUT_DAYS);
        return cdnow.histories().stream()
                .mapToDouble(history -> fits.stream()
                        .mapToDouble(fit -> fit.model().expectedPurchases(history, window))
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private double error(double[] forecast) {
        double[] heldOut = cdnow.heldOut();
        double squares = 0;
        for (int i = 0; i < forecast.length; i++) {
            squares += (forecast[i] - heldOut[i]) * (forecast[i] - heldOut[i]);
        }
        return Math.sqrt(squares / forecast.length);
    }

    @Test
    void nbd_reaches_the_reference_fit() {
        NbdFit fit = NbdFit.fit(NbdFamily.NBD, cdnow.data());

        assertParameters(fit, .3848, 12.0721);
        assertEquals(-9763.6602, inWeeks(fit), 0.01);
    }

    @Test
    void gamma_gamma_reaches_the_published_fit() {
        SpendFit fit = SpendFit.fit(SpendData.of(cdnow.repeats(), cdnow.meanBaskets()));

        assertEquals(6.2488, fit.model().p(), RELATIVE * 6.2488);
        assertEquals(3.7446, fit.model().q(), RELATIVE * 3.7446);
        assertEquals(15.4477, fit.model().v(), RELATIVE * 15.4477);
        assertEquals(-4055.92, fit.logLikelihood(), 0.01);
        assertTrue(fit.verdict().identified() && fit.warnings().isEmpty());
    }

    @Test
    void gamma_gamma_expects_the_published_baskets_of_the_first_ten_customers() {
        GammaGamma model = new GammaGamma(6.25, 3.74, 15.44);
        double[] published = {24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17};
        double[] repeats = cdnow.repeats();
        double[] baskets = cdnow.meanBaskets();

        for (int i = 0; i < published.length; i++) {
            assertEquals(published[i], model.expectedBasket(repeats[i], baskets[i]), 0.1, "customer " + (i + 1));
        }
    }

    @Test
    void the_fitted_likelihood_is_the_one_that_is_served() {
        for (NbdFit fit : NbdFit.all(cdnow.data())) {
            double served = cdnow.histories().stream()
                    .mapToDouble(fit.model()::logLikelihood)
                    .sum();
            assertEquals(served, fit.logLikelihood(), 1e-6, fit.family().title());
        }
    }

    @Test
    void the_choice_has_dropout_but_does_not_say_who_is_alive() {
        NbdChoice choice = NbdChoice.best(cdnow.data(), 272);

        assertEquals(NbdFamily.MBG_NBD, choice.chosen().family());
        assertEquals(5, choice.candidates().size());
        assertTrue(choice.chosen().verdict().identified());
        // BG/NBD, 0.3 below in log-likelihood, holds everybody without a repeat for alive.
        DataWarning.AliveUnsettled warning = assertInstanceOf(
                DataWarning.AliveUnsettled.class, choice.warnings().get(0));
        assertEquals(NbdFamily.BG_NBD, warning.other());
        assertTrue(warning.differing() > 1.3 * warning.alive(), warning.message());
        assertFalse(choice.aliveIdentified());
    }

    @Test
    void pareto_nbd_forecasts_the_held_out_weeks_as_known() {
        double[] forecast = forecast(NbdFamily.PARETO_NBD);
        double[] actual = cdnow.heldOut();

        assertEquals(1665.5, Arrays.stream(forecast).sum(), 1);
        assertEquals(.7787, auc(forecast, actual), 5e-4);
        assertEquals(1.6028, rmse(forecast, actual), 1e-3);
    }

    @Test
    void models_with_dropout_at_purchases_forecast_the_held_out_weeks_as_known() {
        assertEquals(1653.4, Arrays.stream(forecast(NbdFamily.BG_NBD)).sum(), 1);
        assertEquals(1576.7, Arrays.stream(forecast(NbdFamily.MBG_NBD)).sum(), 1);
        assertEquals(.7725, auc(forecast(NbdFamily.BG_NBD), cdnow.heldOut()), 5e-4);
        assertEquals(.7728, auc(forecast(NbdFamily.MBG_NBD), cdnow.heldOut()), 5e-4);
    }

    @Test
    void the_order_of_users_changes_no_bit() {
        List<PurchaseHistory> reversed = new java.util.ArrayList<>(cdnow.histories());
        java.util.Collections.reverse(reversed);

        assertEquals(NbdFit.all(cdnow.data()), NbdFit.all(NbdData.of(reversed)));
    }

    @Test
    void published_parameters_are_a_top() {
        double fitted = NbdFit.fit(NbdFamily.PARETO_NBD, cdnow.data()).logLikelihood();
        double published = cdnow.histories().stream()
                .mapToDouble(new ParetoNbd(.553, 10.578 * 7, .606, 11.669 * 7)::logLikelihood)
                .sum();
        double elsewhere = cdnow.histories().stream()
                .mapToDouble(new BgNbd(.3, 4.4 * 7, .8, 2.4)::logLikelihood)
                .sum();

        assertEquals(fitted, published, 0.01);
        assertTrue(elsewhere < fitted);
    }

    private double[] forecast(NbdFamily family) {
        NbdFit fit = NbdFit.fit(family, cdnow.data());
        FutureWindow window = new FutureWindow(0, Cdnow.HOLDOUT_DAYS);
        return cdnow.histories().stream()
                .mapToDouble(history -> fit.model().expectedPurchases(history, window))
                .toArray();
    }

    private void assertParameters(NbdFit fit, double... weekly) {
        double[] days = fit.model().parameters();
        List<String> names = fit.family().parameterNames();
        assertEquals(weekly.length, days.length);
        for (int i = 0; i < weekly.length; i++) {
            boolean time = names.get(i).equals("alpha") || names.get(i).equals("beta");
            assertEquals(weekly[i], time ? days[i] / Cdnow.WEEK : days[i], RELATIVE * weekly[i], names.get(i));
        }
    }

    /** A density of x purchases per day^x is one per week^x times 7^x. */
    private double inWeeks(NbdFit fit) {
        return fit.logLikelihood() + cdnow.data().repeats() * Math.log(Cdnow.WEEK);
    }

    private static double rmse(double[] forecast, double[] actual) {
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += (forecast[i] - actual[i]) * (forecast[i] - actual[i]);
        }
        return Math.sqrt(sum / actual.length);
    }

    /** Probability that a buyer is ranked above a non-buyer, ties counted half. */
    private static double auc(double[] forecast, double[] actual) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < actual.length; i++) {
            for (int j = 0; j < actual.length; j++) {
                if (actual[i] > 0 && actual[j] == 0) {
                    pairs++;
                    won += forecast[i] > forecast[j] ? 1 : forecast[i] == forecast[j] ? 0.5 : 0;
                }
            }
        }
        return won / pairs;
    }
}
