package io.perennial.scoring.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The printed formulas of the papers, evaluated with 50 digits by {@code nbd-values.py}. */
class NbdReferenceValuesTest {

    /** Relative; the widest parameter sets (b = 3e4 with a = 1e-4) cost the series about four digits. */
    private static final double TOLERANCE = 1e-10;

    @Test
    void log_likelihoods_equal_the_printed_formulas() {
        cases().forEach(c -> c.close(c.logLikelihood, c.model.logLikelihood(c.history)));
    }

    @Test
    void probabilities_of_being_alive_equal_the_printed_formulas() {
        cases().forEach(c -> c.close(c.alive, c.model.probabilityAlive(c.history)));
    }

    @Test
    void expected_purchases_in_a_window_equal_the_printed_formulas() {
        cases().forEach(c -> c.close(c.expected, c.model.expectedPurchases(c.history, c.window)));
    }

    @Test
    void probabilities_of_a_purchase_equal_the_printed_formulas() {
        cases().forEach(c -> c.close(c.any, c.model.probabilityOfPurchase(c.history, c.window)));
    }

    @Test
    void the_reference_covers_every_family_with_dropout() {
        assertEquals(130, cases().size());
        assertEquals(4, cases().stream().map(c -> c.model.family()).distinct().count());
    }

    private static List<Case> cases() {
        try (InputStream in =
                Objects.requireNonNull(NbdReferenceValuesTest.class.getResourceAsStream("nbd-values.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Case::parse)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("nbd-values.csv of the test resources can't be read", e);
        }
    }

    private record Case(
            String line,
            PurchaseModel model,
            PurchaseHistory history,
            FutureWindow window,
            double logLikelihood,
            double alive,
            double expected,
            double any) {

        static Case parse(String line) {
            String[] field = line.split(",", -1);
            double[] parameters = Arrays.stream(field[1].split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double[] number = Arrays.stream(field)
                    .skip(2)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return new Case(
                    line,
                    NbdFamily.valueOf(field[0]).model(parameters),
                    new PurchaseHistory(number[0], number[1], number[2]),
                    new FutureWindow(number[3], number[4]),
                    number[5],
                    number[6],
                    number[7],
                    number[8]);
        }

        void close(double expectedValue, double actual) {
            double error = Math.abs(actual - expectedValue);
            // a value below 1e-12 is nothing to anybody; only its size is asked for
            assertTrue(
                    error <= TOLERANCE * Math.abs(expectedValue) + 1e-13,
                    () -> actual + " instead of " + expectedValue + " for " + line);
        }
    }
}
