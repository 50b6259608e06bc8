package io.perennial.features.spark.bench;

import java.util.Locale;

/**
 * One ratio against its bar.
 *
 * @param what     what was run
 * @param ours     our runs, or the runs on the larger log
 * @param theirs   what they are compared with
 * @param measured the ratio
 * @param bar      the most it may be
 * @param remark   more about it, or empty
 */
record Finding(String what, String ours, String theirs, double measured, double bar, String remark) {

    boolean isMet() {
        return measured <= bar;
    }

    /** Warm medians of two sides. */
    static Finding of(String what, Seconds ours, Seconds theirs, double bar) {
        String processor = String.format(
                Locale.ROOT, "processor %.0f s : %.0f s", ours.processorMedian(), theirs.processorMedian());
        return new Finding(what, ours.toString(), theirs.toString(), ours.median() / theirs.median(), bar, processor);
    }
}
