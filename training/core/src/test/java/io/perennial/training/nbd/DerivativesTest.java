package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.PurchaseHistory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The slopes and bends of every likelihood against differences of its values and slopes. */
class DerivativesTest {

    private static final double STEP = 1e-5;

    /** Differences over 1e-5 of numbers around a hundred keep some eight digits. */
    private static final double TOLERANCE = 2e-6;

    private static final NbdData USERS = NbdData.of(List.of(
            new PurchaseHistory(0, 0, 0),
            new PurchaseHistory(0, 0, 200),
            new PurchaseHistory(0, 0, 200),
            new PurchaseHistory(1, 40, 250),
            new PurchaseHistory(3, 199, 200),
            new PurchaseHistory(7, 120, 120),
            new PurchaseHistory(60, 100, 300)));

    @Test
    void slopes_and_bends_of_every_member_are_those_of_its_values() {
        Map<String, HistoryTerm.Family> members = new TreeMap<>(Map.of(
                "NBD",
                NbdTerm::new,
                "BG/NBD",
                GeometricTerm::afterRepeats,
                "MBG/NBD",
                parameters -> GeometricTerm.afterPurchases(1, parameters),
                "MBG/CNBD-2",
                parameters -> GeometricTerm.afterPurchases(2, parameters),
                "MBG/CNBD-5",
                parameters -> GeometricTerm.afterPurchases(5, parameters),
                "Pareto/NBD",
                ParetoTerm::new));
        double[] places = {0.4, 30, 0.8, 2.5, 3, 200, 0.2, 0.7};
        members.forEach((name, term) -> {
            int width = name.equals("NBD") ? 2 : 4;
            for (int start = 0; start < places.length; start += 4) {
                double[] at = new double[width];
                for (int i = 0; i < width; i++) {
                    at[i] = StrictMath.log(places[start + i]);
                }
                assertDerivatives(name, new HistoryLikelihood(USERS, term), at);
            }
        });
    }

    @Test
    void slopes_and_bends_of_gamma_gamma_are_those_of_its_values() {
        SpendData data = SpendData.of(new double[] {1, 1, 2, 9}, new double[] {12, 30, 25, 18});

        assertDerivatives("Gamma-Gamma", new GammaGammaLikelihood(data), 1.2, 1.1, 2.6);
    }

    @Test
    void slopes_and_bends_with_covariates_and_a_penalty_are_those_of_the_values() {
        List<Subject> subjects = USERS.rows().stream()
                .map(history -> new Subject(history, List.of(history.age() / 100 - 1, history.repeats() % 2)))
                .toList();
        double[] at = {-0.9, 3.4, -0.2, 0.9, 0.3, -0.2, 0.1, 0.4};
        double[] pareto = {-0.9, 3.4, -0.2, 4.9, 0.3, -0.2, 0.1, 0.4};

        assertDerivatives("BG/NBD", new CovariateLikelihood(subjects, NbdFamily.BG_NBD, 2), at);
        Likelihood likelihood = new CovariateLikelihood(subjects, NbdFamily.PARETO_NBD, 2);
        assertDerivatives("Pareto/NBD", likelihood, pareto);
        assertDerivatives("penalised", new Penalised(likelihood, 3, at), pareto);
    }

    @Test
    void slopes_and_bends_of_the_bg_bb_and_of_regularity_are_those_of_their_values() {
        Map<DiscreteHistory, Integer> users = Map.of(
                new DiscreteHistory(0, 0, 6), 5, new DiscreteHistory(2, 4, 6), 3, new DiscreteHistory(6, 6, 6), 1);
        List<double[]> gaps = List.of(new double[] {3, 4}, new double[] {10, 30, 20});

        assertDerivatives("BG/BB", new BgBbLikelihood(users), 0.2, -0.3, -0.4, 1);
        assertDerivatives("regularity", Regularity.GapShareLikelihood.of(gaps), 0.7);
    }

    private static void assertDerivatives(String name, Likelihood likelihood, double... at) {
        Expansion here = likelihood.expand(at);
        for (int i = 0; i < at.length; i++) {
            Expansion up = likelihood.expand(moved(at, i, STEP));
            Expansion down = likelihood.expand(moved(at, i, -STEP));
            assertClose(name + " slope " + i, (up.value() - down.value()) / (2 * STEP), here.slope(i));
            for (int j = 0; j <= i; j++) {
                assertClose(name + " bend " + i + j, (up.slope(j) - down.slope(j)) / (2 * STEP), here.bend(i, j));
            }
        }
    }

    private static void assertClose(String what, double difference, double derivative) {
        assertEquals(difference, derivative, TOLERANCE * (1 + Math.abs(difference)), what);
    }

    private static double[] moved(double[] at, int i, double step) {
        double[] moved = at.clone();
        moved[i] += step;
        return moved;
    }
}
