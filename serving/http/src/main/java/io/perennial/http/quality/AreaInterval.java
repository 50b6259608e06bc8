package io.perennial.http.quality;

import io.perennial.scoring.registry.Metric;

/**
 * The 90 % interval of an area under the ROC curve: method 5 of Newcombe (2006, Statistics in Medicine 25, 559-573), which
 * asks which true areas would make the seen one likely, with the variance of Hanley and McNeil (1982) at the true area. So
 * it stays within 0 and 1, and few outcomes that were ranked without a fault still leave room for doubt.
 *
 * @param low  lower end; NaN where there are not outcomes of both kinds
 * @param high upper end
 */
public record AreaInterval(double low, double high) {

    private static final int HALVINGS = 60;

    /**
     * The interval of an area.
     *
     * @param churned how many users left
     * @param stayed  how many did not; who was scored several times counts once, since such outcomes hang together
     */
    static AreaInterval of(double area, int churned, int stayed) {
        if (churned == 0 || stayed == 0) {
            return new AreaInterval(Double.NaN, Double.NaN);
        }
        double pairs = (double) churned * stayed;
        double more = (churned + stayed) / 2.0 - 1;
        return new AreaInterval(lowest(area, pairs, more), 1 - lowest(1 - area, pairs, more));
    }

    /** Whether an area lies in it. */
    public boolean holds(double area) {
        return area >= low && area <= high;
    }

    /** The least true area from which the seen one is no further than chance allows. */
    private static double lowest(double seen, double pairs, double more) {
        double tooLow = 0;
        double likely = seen;
        for (int i = 0; i < HALVINGS; i++) {
            double tried = (tooLow + likely) / 2;
            if (seen - tried > Metric.NORMAL_REACH * Math.sqrt(variance(tried, pairs, more))) {
                tooLow = tried;
            } else {
                likely = tried;
            }
        }
        return likely;
    }

    private static double variance(double area, double pairs, double more) {
        return area * (1 - area) * (1 + more * ((1 - area) / (2 - area) + area / (1 + area))) / pairs;
    }
}
