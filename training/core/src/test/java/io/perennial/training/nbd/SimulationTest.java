package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.nbd.BgNbd;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.MbgCnbd;
import io.perennial.scoring.nbd.MbgNbd;
import io.perennial.scoring.nbd.Nbd;
import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import io.perennial.training.nbd.Cohort.User;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

/** Users drawn from a model with known parameters: its answers and its fits must find the truth again. */
class SimulationTest {

    private static final long SEED = 20_240_611;
    private static final int USERS = 40_000;
    private static final FutureWindow AFTER_GAP = new FutureWindow(20, 90);
    private static final GammaGamma BASKETS = new GammaGamma(6, 4, 15);

    private static final List<PurchaseModel> MODELS = List.of(
            new BgNbd(0.5, 30, 0.8, 2.5),
            new MbgNbd(0.6, 40, 0.7, 1.5),
            new ParetoNbd(0.7, 50, 0.6, 80),
            new MbgCnbd(1.2, 20, 0.7, 1.5, 3),
            new Nbd(0.6, 60));

    @Test
    void the_share_alive_is_the_one_foretold_for_every_number_of_repeats() {
        for (PurchaseModel model : MODELS) {
            assertForetold(model, u -> model.probabilityAlive(u.history()), u -> u.alive() ? 1 : 0);
        }
    }

    @Test
    void the_share_that_buys_after_a_gap_is_the_one_foretold() {
        for (PurchaseModel model : MODELS) {
            assertForetold(model, u -> model.probabilityOfPurchase(u.history(), AFTER_GAP), u -> u.later() > 0 ? 1 : 0);
        }
    }

    @Test
    void the_number_of_purchases_after_a_gap_is_the_one_foretold() {
        for (PurchaseModel model : MODELS) {
            assertForetold(model, u -> model.expectedPurchases(u.history(), AFTER_GAP), User::later);
        }
    }

    @Test
    void drawn_futures_have_the_expectation_and_the_chance_the_model_states() {
        PurchaseHistory history = new PurchaseHistory(3, 150, 200);
        for (PurchaseModel model : MODELS) {
            Forecast forecast = new Forecast(model, BASKETS, AFTER_GAP, SEED);
            double purchases = 0;
            double any = 0;
            double spent = 0;
            for (int draw = 0; draw < USERS; draw++) {
                Forecast.Draw one = forecast.draw(history, 40);
                purchases += one.purchases();
                any += one.purchases() > 0 ? 1 : 0;
                spent += one.spent();
            }
            double expected = model.expectedPurchases(history, AFTER_GAP);
            assertEquals(expected, purchases / USERS, 0.05 * expected, model.toString());
            assertEquals(model.probabilityOfPurchase(history, AFTER_GAP), any / USERS, 0.015, model.toString());
            double money = expected * BASKETS.expectedBasket(3, 40);
            assertEquals(money, spent / USERS, 0.05 * money, model.toString());
        }
    }

    @Test
    void parameters_are_recovered_within_their_standard_errors() {
        for (PurchaseModel model : MODELS) {
            NbdFit fit = NbdFit.fit(model.family(), data(model, 4_000));
            double[] truth = model.parameters();
            assertEquals(truth.length == 5 ? truth[4] : 0, fit.model() instanceof MbgCnbd regular ? regular.k() : 0);
            for (int i = 0; i < Math.min(4, truth.length); i++) {
                double deviations = (fit.model().parameters()[i] - truth[i])
                        / fit.standardErrors().get(i);
                assertTrue(
                        Math.abs(deviations) < 4,
                        fit.family().parameterNames().get(i) + " is " + deviations + " standard errors off in " + fit);
            }
        }
    }

    @Test
    void the_family_that_made_the_data_is_chosen() {
        for (PurchaseModel model : MODELS) {
            NbdChoice choice = NbdChoice.best(data(model, 2_000), 600);
            assertEquals(model.family(), choice.chosen().family(), () -> "among " + choice.candidates());
        }
    }

    @Test
    void users_who_never_leave_show_no_dropout_and_the_simpler_model_is_named() {
        NbdChoice choice = NbdChoice.best(data(new Nbd(0.6, 60), 3_000), 600);

        assertFalse(choice.aliveIdentified());
        for (NbdFit candidate : choice.candidates().subList(1, 4)) {
            FitVerdict.NotIdentified verdict = assertInstanceOf(FitVerdict.NotIdentified.class, candidate.verdict());
            assertEquals(NbdFamily.NBD, verdict.fallback());
            assertTrue(verdict.message().endsWith("NBD is used instead."), verdict.message());
        }
    }

    @Test
    void users_who_all_leave_alike_give_a_model_without_a_shown_p_alive() {
        // rates of leaving that hardly differ: s and beta are known only by their ratio
        NbdFit fit = NbdFit.fit(NbdFamily.PARETO_NBD, data(new ParetoNbd(0.7, 50, 4_000, 400_000), 2_000));

        assertTrue(fit.verdict().usable(), fit.verdict().message());
        assertFalse(fit.verdict().identified(), fit.verdict().message());
    }

    @Test
    void baskets_of_a_gamma_gamma_give_its_parameters_back() {
        SpendFit fit = SpendFit.fit(baskets(BASKETS, 10_000));

        double[] truth = {6, 4, 15};
        double[] fitted = {fit.model().p(), fit.model().q(), fit.model().v()};
        for (int i = 0; i < truth.length; i++) {
            assertEquals(
                    truth[i],
                    fitted[i],
                    4 * fit.uncertainty().standardErrors().get(i),
                    "parameter " + i + " of " + fit);
        }
        assertTrue(fit.verdict().identified());
    }

    private static SpendData baskets(GammaGamma truth, int users) {
        RandomDataGenerator random = new RandomDataGenerator(SEED);
        double[] repeats = new double[users];
        double[] means = new double[users];
        for (int i = 0; i < users; i++) {
            repeats[i] = 1 + i % 5;
            double scale = random.nextGamma(truth.q(), 1 / truth.v());
            means[i] = random.nextGamma(truth.p() * repeats[i], 1 / (scale * repeats[i]));
        }
        return SpendData.of(repeats, means);
    }

    private static NbdData data(PurchaseModel model, int users) {
        return NbdData.of(Cohort.draw(model, BASKETS, users, 100, 600, AFTER_GAP, SEED).stream()
                .map(User::history)
                .toList());
    }

    /** Sums over users with 0, 1, 2 and more repeats differ by less than 4.5 standard deviations. */
    private static void assertForetold(
            PurchaseModel model, ToDoubleFunction<User> foretold, ToDoubleFunction<User> happened) {
        List<User> users = Cohort.draw(model, BASKETS, USERS, 5, 400, AFTER_GAP, SEED);
        for (int repeats = 0; repeats <= 3; repeats++) {
            int group = repeats;
            double difference = 0;
            double squares = 0;
            int size = 0;
            for (User user : users) {
                if (Math.min(3, user.history().repeats()) == group) {
                    double off = happened.applyAsDouble(user) - foretold.applyAsDouble(user);
                    difference += off;
                    squares += off * off;
                    size++;
                }
            }
            double deviations = squares == 0 ? 0 : difference / Math.sqrt(squares);
            assertTrue(size > 1_000, "too few users with " + group + " repeats: " + size);
            assertTrue(
                    Math.abs(deviations) < 4.5,
                    deviations + " deviations off for " + group + " repeats of " + model + ", seed " + SEED);
        }
    }
}
