package io.perennial.scoring.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What holds for every model, history and window. */
class NbdLawsTest {

    private static final int ROUNDS = 3_000;

    /** A sum of two functions that each carry rounding errors of a few units in the last place. */
    private static final double ROUNDING = 1e-10;

    @Test
    void every_answer_is_finite_and_in_range() {
        forRandomCases((c, label) -> {
            double alive = c.model.probabilityAlive(c.history);
            double expected = c.model.expectedPurchases(c.history, c.window);
            double any = c.model.probabilityOfPurchase(c.history, c.window);
            assertTrue(alive >= 0 && alive <= 1, () -> "P(alive) " + alive + label);
            assertTrue(expected >= 0 && Double.isFinite(expected), () -> "expected " + expected + label);
            assertTrue(any >= 0 && any <= 1, () -> "P(N >= 1) " + any + label);
            assertTrue(Double.isFinite(c.model.logLikelihood(c.history)), () -> "log-likelihood" + label);
        });
    }

    @Test
    void a_purchase_is_no_more_likely_than_being_alive_or_than_it_is_expected() {
        forRandomCases((c, label) -> {
            double any = c.model.probabilityOfPurchase(c.history, c.window);
            double alive = c.model.probabilityAlive(c.history);
            double expected = c.model.expectedPurchases(c.history, c.window);
            assertTrue(any <= alive + ROUNDING, () -> any + " > P(alive) " + alive + label);
            assertTrue(any <= expected * (1 + ROUNDING) + ROUNDING, () -> any + " > expected " + expected + label);
        });
    }

    @Test
    void adjacent_windows_add_up() {
        forRandomCases((c, label) -> {
            double half = c.window.length() / 2;
            double first = c.model.expectedPurchases(c.history, new FutureWindow(c.window.start(), half));
            double second = c.model.expectedPurchases(c.history, new FutureWindow(c.window.start() + half, half));
            double whole = c.model.expectedPurchases(c.history, c.window);
            double scale = c.model.expectedPurchases(c.history, new FutureWindow(0, c.window.end()));
            assertEquals(whole, first + second, 1e-9 * scale + 1e-12, label);
        });
    }

    @Test
    void a_longer_window_holds_no_fewer_purchases() {
        forRandomCases((c, label) -> {
            FutureWindow longer = new FutureWindow(c.window.start(), c.window.length() * 1.5);
            assertTrue(
                    c.model.probabilityOfPurchase(c.history, longer)
                            >= c.model.probabilityOfPurchase(c.history, c.window) - ROUNDING,
                    label);
            assertTrue(
                    c.model.expectedPurchases(c.history, longer)
                            >= c.model.expectedPurchases(c.history, c.window) * (1 - ROUNDING) - ROUNDING,
                    label);
        });
    }

    @Test
    void longer_silence_never_makes_a_user_more_alive() {
        forRandomCases((c, label) -> {
            PurchaseHistory history = c.history;
            PurchaseHistory longer = new PurchaseHistory(history.repeats(), history.lastRepeat() * 0.7, history.age());
            assertTrue(c.model.probabilityAlive(longer) <= c.model.probabilityAlive(history) + ROUNDING, label);
        });
    }

    @Test
    void the_heaviest_buyers_neither_overflow_nor_vanish() {
        PurchaseModel model = new BgNbd(0.2425945, 30.8952, 0.7929199, 2.4258881);
        double before = 0;
        for (int repeats : new int[] {50, 200, 1_000, 3_000, 5_000}) {
            PurchaseHistory history = new PurchaseHistory(repeats, 546, 546);
            double expected = model.expectedPurchases(history, new FutureWindow(0, 273));
            assertTrue(expected > before && expected < repeats, expected + " at " + repeats + " repeats");
            before = expected;
        }
    }

    @Test
    void dropout_that_never_happens_leaves_the_nbd() {
        PurchaseHistory history = new PurchaseHistory(5, 100, 200);
        FutureWindow window = new FutureWindow(3, 90);
        PurchaseModel limit = new Nbd(0.8, 40);
        for (PurchaseModel model : List.of(
                new BgNbd(0.8, 40, 1e-9, 10), new MbgNbd(0.8, 40, 1e-9, 10), new ParetoNbd(0.8, 40, 1e-9, 10))) {
            assertEquals(limit.logLikelihood(history), model.logLikelihood(history), 1e-7);
            assertEquals(limit.expectedPurchases(history, window), model.expectedPurchases(history, window), 1e-7);
            assertEquals(
                    limit.probabilityOfPurchase(history, window), model.probabilityOfPurchase(history, window), 1e-7);
        }
    }

    private static void forRandomCases(BiConsumer<Case, String> law) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Case random = Case.random(new SplittableRandom(seed));
            law.accept(random, " for seed " + seed + ": " + random);
        }
    }

    private record Case(PurchaseModel model, PurchaseHistory history, FutureWindow window) {

        static Case random(SplittableRandom random) {
            List<NbdFamily> families = List.of(NbdFamily.values());
            NbdFamily family = families.get(random.nextInt(families.size()));
            double[] parameters = new double[family.parameterNames().size()];
            for (int i = 0; i < parameters.length; i++) {
                boolean scale = family.parameterNames().get(i).endsWith("a") && i % 2 == 1; // alpha, beta
                parameters[i] = i == 4
                        ? 1 + random.nextInt(MbgCnbd.MAX_STEPS)
                        : scale ? between(random, 0.1, 5_000) : between(random, 0.001, 300);
            }
            double repeats = random.nextInt(3) == 0 ? 0 : Math.floor(between(random, 1, 5_000));
            double age = random.nextInt(10) == 0 ? 0 : between(random, 1, 3_000);
            double last = repeats == 0 ? 0 : age * random.nextDouble();
            double start = random.nextBoolean() ? 0 : between(random, 1, 400);
            return new Case(
                    family.model(parameters),
                    new PurchaseHistory(repeats, Math.min(last, age), age),
                    new FutureWindow(start, between(random, 1, 1_000)));
        }

        private static double between(SplittableRandom random, double low, double high) {
            return low * Math.pow(high / low, random.nextDouble());
        }
    }
}
