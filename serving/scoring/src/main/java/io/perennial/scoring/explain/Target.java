package io.perennial.scoring.explain;

import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.util.Locale;
import java.util.Optional;

/** The score that is explained. */
public enum Target {
    /** The calibrated churn probability, in [0, 1]. */
    CHURN(Outputs.CHURN_PROBABILITY, "probability", 5e-4),
    /** Expected value in the outcome window, major units. */
    LTV(Outputs.LTV, "currency", 5e-3),
    /** Expected spend of the next six blocks of 30 days together, major units. */
    TREND(Outputs.TREND_TOTAL, "currency", 5e-3);

    private final String output;
    private final String unit;
    private final double leastReason;

    Target(String output, String unit, double leastReason) {
        this.output = output;
        this.unit = unit;
        this.leastReason = leastReason;
    }

    /** The id in paths and JSON: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column and the graph's output. */
    public String output() {
        return output;
    }

    /** The unit of score and contributions. */
    public String unit() {
        return unit;
    }

    /** The model whose output it is; empty where the scorer has none. */
    Optional<LoadedModel> model(Scorer scorer) {
        return switch (this) {
            case CHURN -> Optional.of(scorer.churn());
            case LTV -> scorer.ltv();
            case TREND -> scorer.trend();
        };
    }

    /** The served value of a score; empty where the score has none. */
    public Optional<Double> of(Score score) {
        return switch (this) {
            case CHURN -> score.churn().map(Score.ChurnScore::probability);
            case LTV -> score.value().map(Score.ValueScore::ltv);
            case TREND -> score.trend().isEmpty() ? Optional.empty() : Optional.of(score.trendTotal());
        };
    }

    /** The smallest contribution worth words: a smaller one would be said as 0. */
    double leastReason() {
        return leastReason;
    }
}
