package io.perennial.http.model;

import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import io.perennial.scoring.registry.Metric;

/** What a figure of a manifest is counted in. */
enum MetricUnit {
    MONEY,
    SHARE,
    COUNT,
    NONE;

    private static final int DECIMALS = 4;

    /** The unit of a figure by its name, whichever window it is of. */
    static MetricUnit of(String name) {
        String figure = name.startsWith(Metric.LEARNED_WINDOW) ? name.substring(Metric.LEARNED_WINDOW.length()) : name;
        return switch (figure) {
            case "rmse", "mae" -> MONEY;
            case "interval_coverage", "interval_below", "interval_above" -> SHARE;
            case "users" -> COUNT;
            default -> NONE;
        };
    }

    /** A figure, or a difference of two, in this unit. */
    Figure shown(Numbers numbers, double value) {
        return switch (this) {
            case MONEY -> numbers.money(value);
            case SHARE -> numbers.share(value);
            case COUNT -> numbers.count(value);
            case NONE -> numbers.decimal(value, DECIMALS);
        };
    }
}
