package io.perennial.training.bench;

import io.perennial.training.load.Outcome;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One kind of request to one server, measured several times.
 *
 * @param who      the server
 * @param what     the kind of request, and how it was asked
 * @param rows     rows of one request
 * @param outcomes of each round
 * @param seconds  processor time of the server in each round
 */
record Measured(String who, String what, int rows, List<Outcome> outcomes, List<Double> seconds) {

    Measured {
        outcomes = List.copyOf(outcomes);
        seconds = List.copyOf(seconds);
    }

    /** Rows a second of the clock, the median round. */
    double perSecond() {
        return rows * median(Outcome::perSecond);
    }

    /** Rows a second of the server's processor time, the median round: what a core of its own would give. */
    double perCoreSecond() {
        double[] rates = new double[outcomes.size()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = rows * outcomes.get(i).count() / seconds.get(i);
        }
        return median(rates);
    }

    /** The latency so many percent of the requests kept, milliseconds, the median round. */
    double millis(double percent) {
        return median(outcome -> outcome.millis(percent));
    }

    long failures() {
        return outcomes.stream().mapToLong(Outcome::failures).sum();
    }

    private double median(ToDoubleFunction<Outcome> figure) {
        return median(outcomes.stream().mapToDouble(figure).toArray());
    }

    private static double median(double[] values) {
        double[] ascending = values.clone();
        java.util.Arrays.sort(ascending);
        return ascending[ascending.length / 2];
    }
}
