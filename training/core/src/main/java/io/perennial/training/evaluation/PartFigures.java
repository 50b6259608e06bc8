package io.perennial.training.evaluation;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good predictions are in one part of a slice. Intervals are 90 %, by resampling the users of the part; what can't
 * be told is NaN.
 *
 * @param name      the part, such as {@code mature}
 * @param rows      its rows
 * @param users     its users
 * @param untold    why there are no figures: {@link #FEW_USERS} or {@link #ONE_OUTCOME}; empty where there are
 * @param predicted mean prediction; NaN where there are too few users
 * @param actual    mean outcome; NaN as {@code predicted} is
 * @param ratio     predicted over actual
 * @param figures   further figures by their names in {@link Statistics}
 * @param gap       loss less that of the best naive rule on the same rows; below 0 is better
 * @param findings  in what the predictions are off beyond chance: {@link #TOO_HIGH}, {@link #TOO_LOW}, {@link
 *                  #WORSE_THAN_RULE}
 */
public record PartFigures(
        String name,
        int rows,
        int users,
        String untold,
        double predicted,
        double actual,
        Interval ratio,
        Map<String, Interval> figures,
        Interval gap,
        List<String> findings) {

    /** Fewer users than {@link Slices#LEAST}. */
    public static final String FEW_USERS = "few_users";

    /** All rows turned out alike, so that no ranking and no ratio can be told. */
    public static final String ONE_OUTCOME = "one_outcome";

    /** The interval of {@link #ratio} lies above 1. */
    public static final String TOO_HIGH = "too_high";

    /** The interval of {@link #ratio} lies below 1. */
    public static final String TOO_LOW = "too_low";

    /** The interval of {@link #gap} lies above 0. */
    public static final String WORSE_THAN_RULE = "worse_than_rule";

    private static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN);

    public PartFigures {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        findings = List.copyOf(findings);
    }

    /** A part without figures. */
    static PartFigures untold(String name, int rows, int users, String why, double predicted, double actual) {
        return new PartFigures(name, rows, users, why, predicted, actual, NONE, Map.of(), NONE, List.of());
    }
}
