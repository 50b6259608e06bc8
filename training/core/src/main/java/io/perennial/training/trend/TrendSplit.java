package io.perennial.training.trend;

import static io.perennial.training.evaluation.Totals.level;
import static io.perennial.training.evaluation.Totals.scaled;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.data.UserFold;
import io.perennial.training.value.SeasonLevel;
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

    /**
     * By time where enough users have blocks, and an outcome window, that end before the judged ones begin; else by user.
     *
     * @param days  gap and horizon of the outcome windows that values are learned in
     * @param seed  of the halves of users
     * @param least fewer users than this to learn from are too few
     */
    static TrendSplit of(BlockRows rows, int days, long seed, int least) {
        int newest = rows.newest();
        int over = Math.max(BlockRows.OUTCOME_DAYS, days);
        LocalDate day = LocalDate.ofEpochDay(newest);
        BlockRows older = rows.where(i -> rows.rows().asOf(i) + over <= newest);
        BlockRows judged = rows.where(i -> rows.rows().asOf(i) == newest);
        if (older.userCount() >= least) {
            return new TrendSplit(
                    older,
                    judged,
                    true,
                    judged.size() + " users as of " + day
                            + "; rivals learned from earlier days, the value of a user from"
                            + " others in every window, the judged one too, at the level known before it");
        }
        BlockRows held = judged.where(i -> half(judged, i, seed) == 0);
        BlockRows others = rows.where(i -> half(rows, i, seed) == 1);
        return new TrendSplit(
                others, held, false, held.size() + " users as of " + day + " held out by user; no later period tested");
    }

    /**
     * The value of the judged rows by models of other users, at a level that rivals know too: where the split is by time,
     * that of windows which had closed by then; where it is by user, that of the others in the windows that rivals are
     * levelled on.
     *
     * @param heldOut for each labelled row its value by a model that did not see the user; NaN where none
     */
    double[] valueKnown(TrainingSet set, double[] heldOut) {
        Rows rows = judged.rows();
        double[] told = rows.of(i -> heldOut[rows.row(i)]);
        if (!temporal) {
            return scaled(
                    told,
                    levelOf(
                            set,
                            heldOut,
                            TrendSeason.of(set, learned.rows(), day()).rows()));
        }
        int days = set.plan().learned().days();
        Rows eligible = set.labelled().eligibleRows();
        Rows closed =
                eligible.where(i -> eligible.asOf(i) + days <= day() && Double.isFinite(heldOut[eligible.row(i)]));
        return scaled(told, SeasonLevel.of(set, closed, day()).of(window -> levelOf(set, heldOut, window)));
    }

    private static double levelOf(TrainingSet set, double[] heldOut, Rows window) {
        return level(window.of(i -> heldOut[window.row(i)]), set.values(window), window.weights());
    }

    private static int half(BlockRows rows, int i, long seed) {
        return UserFold.of(rows.rows().user(i), 2, seed);
    }
}
