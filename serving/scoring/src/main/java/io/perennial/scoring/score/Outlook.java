package io.perennial.scoring.score;

import io.perennial.features.outcome.ValueHorizons;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a value model says beside the expected value of the outcome window: medians, and the value over other horizons.
 *
 * @param ltvMedian       the value that as many such users stay below as go above, 0 for most, major units; NaN where not
 *                        told
 * @param purchasesMedian the same of purchase occasions
 * @param byHorizon       expected value over each of {@link ValueHorizons#DAYS}, shortest first, never falling, major
 *                        units; empty where not told
 * @param closedDays      the longest horizon of which the log has shown outcomes; values over longer ones are extrapolated
 */
public record Outlook(double ltvMedian, double purchasesMedian, List<Double> byHorizon, int closedDays) {

    /** Column and model output of {@link #ltvMedian}. */
    public static final String LTV_MEDIAN = "ltv_median";

    /** Column and model output of {@link #purchasesMedian}. */
    public static final String PURCHASES_MEDIAN = "expected_purchases_median";

    /** Column and model output of {@link #closedDays}. */
    public static final String CLOSED_DAYS = "ltv_closed_days";

    /** Column and model output of the value over a horizon. */
    public static String ltv(int days) {
        return "ltv_" + days;
    }

    /** Nothing is told, as by models of earlier releases. */
    public static final Outlook NONE = new Outlook(Double.NaN, Double.NaN, List.of(), 0);

    public Outlook {
        byHorizon = List.copyOf(byHorizon);
        if (!byHorizon.isEmpty() && byHorizon.size() != ValueHorizons.DAYS.size()) {
            throw new IllegalArgumentException(byHorizon.size() + " values by horizon, there are "
                    + ValueHorizons.DAYS.size() + " horizons: " + ValueHorizons.DAYS);
        }
    }

    /**
     * The value over one horizon.
     *
     * @param days         its length
     * @param ltv          expected value, major units
     * @param extrapolated whether no window of that length has closed in the log
     */
    public record Horizon(int days, double ltv, boolean extrapolated) {}

    /** The values by horizon, shortest first; empty where not told. */
    public List<Horizon> horizons() {
        return IntStream.range(0, byHorizon.size())
                .mapToObj(i -> new Horizon(
                        ValueHorizons.DAYS.get(i), byHorizon.get(i), ValueHorizons.DAYS.get(i) > closedDays))
                .toList();
    }
}
