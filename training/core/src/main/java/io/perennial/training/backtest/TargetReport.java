package io.perennial.training.backtest;

import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.List;

/**
 * How everybody did on one target.
 *
 * @param target     its id
 * @param gate       the figure that says who is best, lower is better
 * @param cases      eligible users and past days judged, blocks too for the trend
 * @param users      different users among them
 * @param meanActual mean outcome
 * @param bestNaive  the naive rule with the best gate on these very outcomes, which nobody could have known before
 * @param families   the champion first, then by gate
 * @param everybody  the champion, best rule and NBD over everybody ever active, eligible or not
 * @param periods    the same three by past day
 * @param curve      the champion's mean prediction and outcome by tenths of rising prediction
 * @param deciles    the same for each family named, highest predictions first, as totals
 * @param slices     the same three by parts of the population
 * @param totals     predicted over actual totals of the same three by tenths of prediction and by cohort; empty for churn
 * @param coverage   how many outcomes the champion's interval holds, by tenths and by stage; empty where it gives none
 */
record TargetReport(
        String target,
        String gate,
        int cases,
        int users,
        double meanActual,
        String bestNaive,
        List<FamilyReport> families,
        Part everybody,
        List<Part> periods,
        List<CalibrationBin> curve,
        List<DecileTable> deciles,
        List<Slice> slices,
        List<TotalTable> totals,
        List<CoverageTable> coverage) {

    /**
     * Some of the cases, judged on their own.
     *
     * @param users    different users among them
     * @param families none where these users are too few to be judged
     */
    record Part(String name, int cases, int users, double meanActual, List<FamilyReport> families) {}

    /** Parts that a population falls into. */
    record Slice(String name, List<Part> parts) {}

    /** Predicted and actual totals of tenths in falling order of prediction. */
    record DecileTable(String family, List<Tenth> tenths) {}

    /**
     * One tenth.
     *
     * @param ratio predicted over actual total; NaN where the actual is 0
     */
    record Tenth(int decile, int cases, double predicted, double actual, double ratio) {}

    /** Totals of one family by the parts of a slice: {@code decile}, 1 for the highest predictions, or {@code cohort}. */
    record TotalTable(String family, String slice, List<Total> parts) {}

    /** A predicted and an actual total, and the ratio of the two with its interval. */
    record Total(String part, int cases, double predicted, double actual, Interval ratio) {}

    /** How an interval of 90 % did by the parts of a slice. */
    record CoverageTable(String slice, List<Held> parts) {}

    /**
     * How many outcomes an interval held.
     *
     * @param inside share inside, with its own interval
     * @param below  share below the lower end
     * @param above  share above the upper end
     */
    record Held(String part, int cases, Interval inside, double below, double above) {}
}
