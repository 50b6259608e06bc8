package io.perennial.training.value;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * The median of purchase occasions as a step function of their expectation: a whole number, 0 for most. Of all step
 * functions that never fall it is the one with the least absolute error on the rows it learned from, because that error is
 * the number of rows on the wrong side of "at least k" summed over k, so that each step can be placed by itself.
 *
 * @param steps   expected occasions from which on the median is higher, ascending
 * @param medians one more than steps
 */
record PurchaseMedian(Doubles steps, Doubles medians) {

    /** Fewer rows with so many occasions place no step. */
    private static final int LEAST_ROWS = 20;

    /**
     * Learns where the median steps up.
     *
     * @param expected  expected occasions of each row by models that did not see its user, at the total of what came:
     *                  those that saw it are nearer to what came than those served will be
     * @param occasions what came
     * @param weights   weights of rows
     */
    static PurchaseMedian of(double[] expected, double[] occasions, double[] weights) {
        Integer[] order = IntStream.range(0, expected.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -expected[i]));
        List<Double> steps = new ArrayList<>();
        List<Double> medians = new ArrayList<>(List.of(0.0));
        double last = Double.NEGATIVE_INFINITY;
        for (int k = 1; Arrays.stream(occasions).filter(atLeast(k)).count() >= LEAST_ROWS; k++) {
            double step = Math.max(last, step(order, expected, occasions, weights, k));
            if (!Double.isFinite(step)) {
                break;
            }
            if (step > last) {
                steps.add(step);
                medians.add((double) k);
            } else {
                medians.set(medians.size() - 1, (double) k);
            }
            last = step;
        }
        return new PurchaseMedian(Doubles.of(steps), Doubles.of(medians));
    }

    private static DoublePredicate atLeast(int k) {
        return occasions -> occasions >= k;
    }

    /** The expectation from which on to say "at least k" errs least; infinite where it is best never said. */
    private static double step(Integer[] falling, double[] expected, double[] occasions, double[] weights, int k) {
        double best = Double.POSITIVE_INFINITY;
        double gained = 0;
        double most = 0;
        for (int at = 0; at < falling.length; at++) {
            int i = falling[at];
            gained += occasions[i] >= k ? weights[i] : -weights[i];
            boolean isLastOfTies = at + 1 == falling.length || expected[falling[at + 1]] < expected[i];
            if (isLastOfTies && gained > most) {
                most = gained;
                best = expected[i];
            }
        }
        return best;
    }

    /** The node, over that of expected occasions. */
    Step node(int expected) {
        return new Step(expected, steps, medians);
    }
}
