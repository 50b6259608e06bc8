package io.perennial.training.value;

import io.perennial.scoring.registry.Metric;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Totals;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The factor that makes a total right, read off the window that speaks for the coming one: that of the same season a
 * year earlier where there is one, else the latest. Totals are carried by regulars, whom a short history shows as well;
 * so unlike the chance of returning they are not drawn to the latest window where the log was young a year ago.
 *
 * @param window     its rows
 * @param seasonSeen whether it is of the same season
 */
public record SeasonLevel(Rows window, boolean seasonSeen) {

    /** Fewer rows than this one year before the as-of say nothing of the season. */
    private static final int LEAST_ROWS = 200;

    /** Fewer of them who bought likewise. */
    private static final int LEAST_BUYERS = 50;

    static SeasonLevel of(TrainingSet set, Rows rows) {
        return of(set, rows, set.plan().asOf());
    }

    /**
     * The same for another day than the as-of.
     *
     * @param rows rows whose windows had closed by then; at least one
     * @param day  epoch day
     */
    public static SeasonLevel of(TrainingSet set, Rows rows, int day) {
        Rows lastYear = set.oneYearBefore(rows, day);
        boolean seen = lastYear.size() >= LEAST_ROWS && buyers(lastYear) >= LEAST_BUYERS;
        return new SeasonLevel(seen ? lastYear : rows.newest(), seen);
    }

    /** The factor that the window asks for. */
    public double of(ToDoubleFunction<Rows> factor) {
        return factor.applyAsDouble(window);
    }

    private static long buyers(Rows rows) {
        return IntStream.range(0, rows.size())
                .filter(i -> rows.occasions(i) > 0)
                .count();
    }

    /**
     * Which window the total is of, and how well it tells the factor, one sentence.
     *
     * @param predicted of each row of the window
     * @param came      of each
     */
    String note(double[] predicted, double[] came) {
        double error = Totals.levelError(predicted, came, window.weights());
        return (seasonSeen
                        ? "total calibrated on the window one year before the as-of"
                        : "season unseen: the total is calibrated on the latest closed window")
                + (Double.isNaN(error)
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", whose users tell it to within %.1f %% (90 %%)",
                                100 * Metric.NORMAL_REACH * error));
    }
}
