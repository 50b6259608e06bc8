package io.perennial.training.trend;

import io.perennial.training.data.UserFold;
import java.time.LocalDate;

/**
 * Rows a trend is learned from and rows it is judged on.
 *
 * @param learned   rows to learn from
 * @param judged    rows of the newest as-of with closed blocks
 * @param temporal  whether all that is learned from was over when the judged rows began
 * @param described which rows are judged, in words
 */
record TrendSplit(BlockRows learned, BlockRows judged, boolean temporal, String described) {

    /** The day the judged rows speak for, epoch day. */
    int day() {
        return judged.newest();
    }

    /** By time where enough rows have blocks that end before the judged ones begin; else by user. */
    static TrendSplit of(BlockRows rows, long seed, int least) {
        int newest = rows.newest();
        LocalDate day = LocalDate.ofEpochDay(newest);
        BlockRows older = rows.where(i -> rows.rows().asOf(i) + BlockRows.OUTCOME_DAYS <= newest);
        BlockRows judged = rows.where(i -> rows.rows().asOf(i) == newest);
        if (older.size() >= least) {
            return new TrendSplit(
                    older,
                    judged,
                    true,
                    judged.size() + " users as of " + day
                            + "; rivals learned from earlier days, the value of a user from"
                            + " others, at the level known then");
        }
        BlockRows held = judged.where(i -> half(judged, i, seed) == 0);
        BlockRows others = rows.where(i -> half(rows, i, seed) == 1);
        return new TrendSplit(
                others, held, false, held.size() + " users as of " + day + " held out by user; no later period tested");
    }

    private static int half(BlockRows rows, int i, long seed) {
        return UserFold.of(rows.rows().user(i), 2, seed);
    }
}
