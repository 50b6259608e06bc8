package io.perennial.training.backtest;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What one way of predicting says of each case.
 *
 * @param id         its id, such as {@code xgboost} or {@code naive:last_period:as_it_stands}
 * @param kind       what sort it is
 * @param prediction by case
 * @param low        lower end of its 90 % interval by case; empty where it gives none
 * @param high       upper end by case; empty where it gives none
 */
@SuppressWarnings("ArrayRecordComponent") // Columns over cases, never compared.
record Family(String id, Kind kind, double[] prediction, double[] low, double[] high) {

    /** The one that would have been served. */
    static final String CHAMPION = "champion";

    /** The NBD family, which learns from no outcome. */
    static final String NBD = "nbd";

    /** What sort of prediction it is. */
    enum Kind {
        /** What would have been served. */
        CHAMPION,
        /** A learned candidate, as it would be served in the champion's place. */
        LEARNED,
        /** The NBD family. */
        NBD,
        /** A naive rule. */
        NAIVE
    }

    static Family of(String id, Kind kind, double[] prediction) {
        return new Family(id, kind, prediction, new double[0], new double[0]);
    }

    boolean hasInterval() {
        return low.length > 0;
    }

    Family where(boolean[] kept) {
        return new Family(id, kind, kept(prediction, kept), kept(low, kept), kept(high, kept));
    }

    /** The cases of an earlier period before those of this one. */
    Family after(Family earlier) {
        return new Family(
                id, kind, joined(earlier.prediction, prediction), joined(earlier.low, low), joined(earlier.high, high));
    }

    static double[] kept(double[] column, boolean[] kept) {
        return IntStream.range(0, column.length)
                .filter(i -> kept[i])
                .mapToDouble(i -> column[i])
                .toArray();
    }

    static double[] joined(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
