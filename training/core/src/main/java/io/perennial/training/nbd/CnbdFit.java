package io.perennial.training.nbd;

import io.perennial.scoring.nbd.MbgCnbd;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The MBG/CNBD-k fitted for one whole number of steps after another, until one more no longer fits better.
 *
 * @param steps the k that fits best, 1 where regular purchases fit no better than random ones
 * @param top   where its climb ended; empty with one step, which is the MBG/NBD
 * @param value its log-likelihood, {@link MbgCnbd#timing} included
 */
record CnbdFit(int steps, Optional<Optimum> top, double value) {

    /** Tries k = 2, 3, ... after the MBG/NBD, whose log-likelihood is given. */
    static CnbdFit after(NbdData data, Optimum limit, double mbgNbd) {
        CnbdFit best = new CnbdFit(1, Optional.empty(), mbgNbd);
        for (int k = 2; k <= MbgCnbd.MAX_STEPS; k++) {
            int steps = k;
            Optimum top = SearchBox.regular(k, data, limit).climb(some -> likelihood(steps, some));
            double value = top.value() + timing(k, data);
            if (!(value > best.value())) {
                break;
            }
            best = new CnbdFit(k, Optional.of(top), value);
        }
        return best;
    }

    /** What dropout adds to the log-likelihood, the same regularity given. */
    double gainOfDropout(NbdData data, Optimum limit) {
        Optimum without = SearchBox.regularWithoutDropout(steps, data, limit).climb(some -> likelihood(steps, some));
        return value - timing(steps, data) - without.value();
    }

    private static Likelihood likelihood(int k, NbdData data) {
        return new HistoryLikelihood(data, parameters -> GeometricTerm.afterPurchases(k, parameters));
    }

    private static double timing(int k, NbdData data) {
        return IntStream.range(0, data.rows().size())
                .mapToDouble(
                        row -> data.weight(row) * MbgCnbd.timing(data.rows().get(row), k))
                .sum();
    }
}
