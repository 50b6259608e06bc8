package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.outcome.ValueRule;

/**
 * What the trend model reads: the last {@value #STEPS} blocks of {@value #BLOCK_DAYS} days before the as-of.
 *
 * <p>Oldest block first, flattened: the value of channel c in block b stands at {@code b * CHANNELS + c}. All values
 * are finite. A block before the user's first visible day holds zeros and says so in {@link #OBSERVED}.
 */
public final class TrendSequence {

    /** Blocks looked back on. */
    public static final int STEPS = 24;

    /** Days of a block, past or future. */
    public static final int BLOCK_DAYS = 30;

    /** Blocks foretold. */
    public static final int FUTURE_BLOCKS = 6;

    /** Channel of log(1 + purchase occasions). */
    public static final int OCCASIONS = 0;

    /** Channel of log(1 + spend in major units), before refunds. */
    public static final int SPEND = 1;

    /** Channel of the season's sine at the middle of the block. */
    public static final int SEASON_SIN = 2;

    /** Channel of the season's cosine at the middle of the block. */
    public static final int SEASON_COS = 3;

    /** Channel that is 1 from the block of the user's first visible day on, else 0. */
    public static final int OBSERVED = 4;

    /** Values of one block. */
    public static final int CHANNELS = 5;

    private TrendSequence() {}

    /** Whether a log that begins on this day shows all blocks before the as-of; without them there is no sequence. */
    public static boolean isCovered(int firstDayOfLog, int asOf) {
        return asOf - STEPS * BLOCK_DAYS >= firstDayOfLog;
    }

    /** The sequence of a user, {@code STEPS * CHANNELS} long. */
    public static double[] of(History history, FeatureContext context) {
        double[] sequence = new double[STEPS * CHANNELS];
        for (int step = 0; step < STEPS; step++) {
            int start = history.asOf() - (STEPS - step) * BLOCK_DAYS;
            fill(sequence, step * CHANNELS, start, history, context);
        }
        return sequence;
    }

    /** Whether all blocks that follow a past day are over by another day. */
    public static boolean isClosed(int past, int now) {
        return past + FUTURE_BLOCKS * BLOCK_DAYS <= now;
    }

    /** The value of each block that follows a day, minor units; call only where they are {@link #isClosed closed}. */
    public static long[] future(UserLedger ledger, int asOf, ValueRule value) {
        return Outcome.blocks(ledger, asOf, FUTURE_BLOCKS, BLOCK_DAYS, value);
    }

    private static void fill(double[] sequence, int at, int start, History history, FeatureContext context) {
        int end = start + BLOCK_DAYS;
        int middle = start + BLOCK_DAYS / 2;
        sequence[at + OCCASIONS] = StrictMath.log1p((double) history.daysWith(EventKind.PURCHASE, start, end));
        sequence[at + SPEND] = StrictMath.log1p(context.log().major(history.spendMinor(start, end)));
        sequence[at + SEASON_SIN] = Season.sin(middle);
        sequence[at + SEASON_COS] = Season.cos(middle);
        sequence[at + OBSERVED] = !history.isEmpty() && history.firstDay() < end ? 1 : 0;
    }
}
