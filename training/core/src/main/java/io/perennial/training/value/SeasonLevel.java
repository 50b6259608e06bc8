package io.perennial.training.value;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.function.ToDoubleFunction;

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
        boolean seen = lastYear.size() >= LEAST_ROWS;
        return new SeasonLevel(seen ? lastYear : rows.newest(), seen);
    }

    /** The factor that the window asks for. */
    public double of(ToDoubleFunction<Rows> factor) {
        return factor.applyAsDouble(window);
    }

    /** Which window the total is of, one sentence. */
    String note() {
        return seasonSeen
                ? "total calibrated on the window one year before the as-of"
                : "season unseen: the total is calibrated on the latest closed window";
    }
}
