package io.perennial.scoring.score;

import io.perennial.features.feature.TrendSequence;
import io.perennial.features.ledger.LogDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the models say about one user as of one day. {@link ScoreColumns} names every column of it once.
 *
 * @param user       id
 * @param asOf       the day it speaks for, epoch day
 * @param eligible   whether the user belongs to those the models were judged on
 * @param lastActive the last day with activity, epoch day
 * @param lastValue  spend on the latest purchase occasion, major units; NaN where there is none
 * @param churn      empty for users never active
 * @param value      empty where there is no value model, or the log has no purchases
 * @param trend      expected spend of the next six blocks of 30 days, major units; empty where it can't be told
 * @param trendRanges 90 % prediction interval of each of these blocks, then of their sum; empty where the model tells none
 * @param profile    health, stage and segment
 * @param reasons    at most three reason codes, the strongest first; empty where none were asked for
 * @param frame      which models, of which outcome
 * @param verdicts   why something is missing or to be read with care; empty where all is plain
 */
public record Score(
        String user,
        int asOf,
        boolean eligible,
        OptionalInt lastActive,
        double lastValue,
        Optional<ChurnScore> churn,
        Optional<ValueScore> value,
        List<Double> trend,
        List<Range> trendRanges,
        Profile profile,
        List<String> reasons,
        Frame frame,
        List<Verdict> verdicts) {

    /** How many reasons a row of scores carries. */
    public static final int REASONS = 3;

    /** How many blocks of {@value TrendSequence#BLOCK_DAYS} days the trend looks ahead. */
    public static final int MONTHS = TrendSequence.FUTURE_BLOCKS;

    public Score {
        trend = List.copyOf(trend);
        trendRanges = List.copyOf(trendRanges);
        reasons = List.copyOf(reasons.subList(0, Math.min(REASONS, reasons.size())));
        verdicts = List.copyOf(verdicts);
    }

    /**
     * The calibrated probability of churn.
     *
     * @param probability in [0, 1]
     * @param low         lower end of its calibration interval
     * @param high        upper end
     * @param curve       how likely the user is still away on days between, ascending; empty where the model tells none
     */
    public record ChurnScore(double probability, double low, double high, List<InactiveBy> curve) {

        public ChurnScore {
            curve = List.copyOf(curve);
        }
    }

    /**
     * What the user is worth inside the outcome window, major units.
     *
     * @param ifRetained        expected value given activity in the window
     * @param ltv               {@code (1 - churn probability) x ifRetained}
     * @param low               lower end of its 90 % prediction interval
     * @param high              upper end
     * @param expectedPurchases expected purchase occasions in the window; NaN where not told
     * @param pAlive            probability of not having left; NaN where not identified
     * @param expectedLoss      {@code churn probability x ifRetained}
     * @param outlook           medians and other horizons
     */
    public record ValueScore(
            double ifRetained,
            double ltv,
            double low,
            double high,
            double expectedPurchases,
            double pAlive,
            double expectedLoss,
            Outlook outlook) {

        /** Without an outlook. */
        public ValueScore(
                double ifRetained,
                double ltv,
                double low,
                double high,
                double expectedPurchases,
                double pAlive,
                double expectedLoss) {
            this(ifRetained, ltv, low, high, expectedPurchases, pAlive, expectedLoss, Outlook.NONE);
        }
    }

    /**
     * A 90 % prediction interval, major units.
     *
     * @param low  lower end, not negative
     * @param high upper end, not below what it is the interval of
     */
    public record Range(double low, double high) {}

    /**
     * What is said of the user without a model.
     *
     * @param health  0 to 100, NaN where no dimension is observable
     * @param stage   id of the life-cycle stage
     * @param segment id of the RFM segment; empty where there is none
     * @param grade   how urgently to win back, R1 mild to R5 now or never; empty where there is no churn score
     * @param rfm     the three scores of RFM as digits; empty where there are none, or an earlier build wrote the score
     */
    public record Profile(double health, String stage, String segment, String grade, String rfm) {

        /** Nothing was asked. */
        static final Profile NONE = new Profile(Double.NaN, "", "", "", "");
    }

    /**
     * What all rows of one scoring share.
     *
     * @param churn       version of the churn model
     * @param ltv         version of the value model, empty where there is none
     * @param trend       version of the trend model, empty where there is none
     * @param horizonDays length of the outcome window; {@link #UNKNOWN} for a table, which does not state it
     * @param gapDays     days between the as-of and the window, likewise
     * @param currency    ISO 4217, {@link LogDefinition#NO_CURRENCY} for a log without money
     */
    public record Frame(String churn, String ltv, String trend, int horizonDays, int gapDays, String currency) {

        /** Days that nobody stated. */
        public static final int UNKNOWN = -1;
    }

    /** The same score with reasons, the strongest first; those beyond {@value #REASONS} are dropped. */
    public Score withReasons(List<String> codes) {
        return of(user, codes);
    }

    /** The same score under another id, such as a pseudonym. */
    public Score named(String other) {
        return of(other, reasons);
    }

    private Score of(String id, List<String> codes) {
        return new Score(
                id,
                asOf,
                eligible,
                lastActive,
                lastValue,
                churn,
                value,
                trend,
                trendRanges,
                profile,
                codes,
                frame,
                verdicts);
    }

    /** Expected spend of all six blocks, major units; NaN where there is no trend. */
    public double trendTotal() {
        if (trend.isEmpty()) {
            return Double.NaN;
        }
        // In this order and uncompensated, as explanations add them: what did not change must have exactly no part.
        double total = 0;
        for (double amount : trend) {
            total += amount;
        }
        return total;
    }

    /**
     * How likely the user is still away as the outcome window passes, its end included; empty where the churn model tells
     * only that end.
     */
    public List<InactiveBy> survival() {
        List<InactiveBy> days = new ArrayList<>();
        churn.filter(score -> !score.curve().isEmpty()).ifPresent(score -> {
            days.addAll(score.curve());
            days.add(new InactiveBy(frame.horizonDays(), score.probability()));
        });
        return days;
    }

    /** 100 x the calibrated churn probability; NaN where there is none. */
    public double warningIndex() {
        return churn.map(c -> 100 * c.probability()).orElse(Double.NaN);
    }
}
