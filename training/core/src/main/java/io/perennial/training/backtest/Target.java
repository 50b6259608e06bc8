package io.perennial.training.backtest;

import io.perennial.training.evaluation.Statistic;
import io.perennial.training.evaluation.Statistics;
import java.util.Locale;
import java.util.Map;

/** What is predicted and judged. */
enum Target {
    /** The probability of no active event in the outcome window. */
    CHURN("log_loss"),
    /** Purchase occasions in the outcome window. */
    PURCHASES("rmse"),
    /** Value in the outcome window, major units after margin and discount. */
    VALUE("rmse"),
    /** Spend in each of the six blocks of 30 days from the as-of, one case a user and block. */
    TREND("rmse"),
    /** Spend in the six blocks together. */
    TREND_TOTAL("rmse"),
    /** Value over 30 days after the gap, told beside that of the outcome window. */
    VALUE_30("rmse"),
    /** Value over 90 days. */
    VALUE_90("rmse"),
    /** Value over 180 days. */
    VALUE_180("rmse"),
    /** Value over 365 days. */
    VALUE_365("rmse"),
    /** Value as a median: the only prediction that absolute error is fair to. */
    VALUE_MEDIAN("mae"),
    /** Purchase occasions as a median. */
    PURCHASES_MEDIAN("mae");

    private final String gate;

    Target(String gate) {
        this.gate = gate;
    }

    /** The id in JSON and columns. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value over one of the horizons told beside the outcome window. */
    static Target ofValue(int days) {
        return valueOf("VALUE_" + days);
    }

    /** The figure that says which rule is best: the proper score, lower is better. */
    String gate() {
        return gate;
    }

    /** The figures of a prediction, ready for any weighting of the cases. */
    Map<String, Statistic> figures(double[] predicted, double[] actual) {
        return this == CHURN ? Statistics.ofChurn(predicted, actual) : Statistics.ofAmounts(predicted, actual);
    }
}
