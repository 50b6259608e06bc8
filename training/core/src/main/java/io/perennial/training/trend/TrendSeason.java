package io.perennial.training.trend;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;

/**
 * The rows that totals of coming blocks are counted on: those of one year before, whose season is the coming one, else
 * all.
 *
 * @param rows   the rows
 * @param ofYear whether they are of one year before
 */
record TrendSeason(Rows rows, boolean ofYear) {

    /** Fewer closed rows than this say nothing of a season. */
    static final int LEAST_ROWS = 100;

    /**
     * The rows to count on.
     *
     * @param closed rows whose blocks are closed
     * @param day    the day that is to be spoken for, epoch day
     */
    static TrendSeason of(TrainingSet set, Rows closed, int day) {
        Rows lastYear = set.oneYearBefore(closed, day);
        boolean seen = lastYear.size() >= LEAST_ROWS;
        return new TrendSeason(seen ? lastYear : closed, seen);
    }
}
