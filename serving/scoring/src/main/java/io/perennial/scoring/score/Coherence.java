package io.perennial.scoring.score;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Schema;
import io.perennial.scoring.score.Score.ChurnScore;
import io.perennial.scoring.score.Score.Range;
import io.perennial.scoring.score.Score.ValueScore;
import java.util.ArrayList;
import java.util.List;

/**
 * What the numbers of one row owe each other.
 *
 * <p>What follows from the models' own arithmetic is checked and a breach is an error: a probability outside [0, 1], a
 * value that is not the product it claims to be. What two models estimate apart is reconciled towards the churn model,
 * which is the calibrated one: a bound is widened to hold its estimate and, where a purchase is the only activity,
 * expected purchases and the probability of being alive are raised to the probability of staying.
 */
final class Coherence {

    private static final double TOLERANCE = 1e-9;

    private final boolean purchaseIsActivity;
    private final int servedDays;

    Coherence(Schema schema) {
        this.purchaseIsActivity =
                schema instanceof FeatureSchema log && log.context().churn().isPurchaseOnly();
        this.servedDays = schema instanceof FeatureSchema log ? log.window().horizonDays() : 0;
    }

    ChurnScore churn(double probability, double low, double high, List<InactiveBy> curve) {
        require(probability >= 0 && probability <= 1, "churn_probability", probability, "is not in [0, 1]");
        require(!Double.isNaN(low) && !Double.isNaN(high), "churn_low to churn_high", low, "is not a number");
        return new ChurnScore(
                probability,
                Math.max(0, Math.min(low, probability)),
                Math.min(1, Math.max(high, probability)),
                falling(curve, probability));
    }

    /** The curve, which falls to the churn probability: a breach beyond rounding is an error. */
    private static List<InactiveBy> falling(List<InactiveBy> curve, double end) {
        List<InactiveBy> falling = new ArrayList<>();
        double before = 1;
        for (InactiveBy by : curve) {
            if (!(by.probability() >= end - TOLERANCE && by.probability() <= before + TOLERANCE)) {
                throw breach(
                        InactiveBy.output(by.day()),
                        by.probability(),
                        "is not between churn_probability = " + end + " and " + before + ", that of the day before it");
            }
            before = Math.max(end, Math.min(before, by.probability()));
            falling.add(new InactiveBy(by.day(), before));
        }
        return falling;
    }

    ValueScore value(ChurnScore churn, ValueScore raw) {
        double stay = 1 - churn.probability();
        require(
                raw.ifRetained() >= 0 && finite(raw.ifRetained()),
                "value_if_retained",
                raw.ifRetained(),
                "is no amount");
        require(raw.ltv() >= 0 && finite(raw.ltv()), "ltv", raw.ltv(), "is no amount");
        double product = stay * raw.ifRetained();
        if (!(Math.abs(raw.ltv() - product) <= TOLERANCE * Math.max(1, Math.abs(product)))) {
            throw breach("ltv", raw.ltv(), "is not (1 - churn_probability) x value_if_retained = " + product);
        }
        return new ValueScore(
                raw.ifRetained(),
                raw.ltv(),
                Math.max(0, Math.min(raw.low(), raw.ltv())),
                Math.max(raw.high(), raw.ltv()),
                purchaseIsActivity ? Math.max(raw.expectedPurchases(), stay) : raw.expectedPurchases(),
                purchaseIsActivity ? Math.max(raw.pAlive(), stay) : raw.pAlive(),
                raw.expectedLoss(),
                outlook(raw.outlook(), raw.ltv()));
    }

    /** A longer horizon is never worth less, and the served one is worth the value itself. */
    private Outlook outlook(Outlook outlook, double ltv) {
        double shorter = 0;
        for (Outlook.Horizon horizon : outlook.horizons()) {
            if (!finite(horizon.ltv())) {
                throw breach(horizon, "is no amount");
            }
            if (horizon.ltv() < shorter) {
                throw breach(horizon, "is less than that of a shorter horizon, " + shorter);
            }
            if (horizon.days() == servedDays && horizon.ltv() != ltv) {
                throw breach(horizon, "is not ltv = " + ltv);
            }
            shorter = horizon.ltv();
        }
        return outlook;
    }

    List<Double> trend(double[] months) {
        Double[] amounts = new Double[months.length];
        for (int i = 0; i < months.length; i++) {
            if (!finite(months[i])) {
                throw breach("trend_m" + (i + 1), months[i], "is no amount");
            }
            amounts[i] = Math.max(0, months[i]);
        }
        return List.of(amounts);
    }

    /** A prediction interval holds what it is of, and no negative amount. */
    Range range(String column, double expected, double low, double high) {
        if (!(finite(low) && finite(high))) {
            throw breach(column + "_low to " + column + "_high", low, "is no amount");
        }
        return new Range(Math.max(0, Math.min(low, expected)), Math.max(high, expected));
    }

    private static boolean finite(double value) {
        return Double.isFinite(value);
    }

    private static void require(boolean holds, String column, double value, String what) {
        if (!holds) {
            throw breach(column, value, what);
        }
    }

    private static IncoherentScoreException breach(Outlook.Horizon horizon, String what) {
        return breach("ltv_" + horizon.days(), horizon.ltv(), what);
    }

    private static IncoherentScoreException breach(String column, double value, String what) {
        return new IncoherentScoreException(column + " = " + value + " " + what);
    }
}
