package io.perennial.http.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.perennial.features.profile.Risk;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run found, in numbers: everything the page shows and {@code report.json} holds.
 *
 * <p>Money is in major units of the frame's currency. Unless said otherwise a count or sum is over eligible users,
 * those the models were judged on.
 *
 * @param frame   what the numbers speak of
 * @param crowd   who was scored
 * @param stake   money; empty where the log carries none
 * @param atRisk  users in amber or red with the most to lose, the most first; by risk where there is no money
 * @param causes  strongest reasons that raise the risk of users in amber and red, the most frequent first
 * @param trend   expected spend of everybody in the next blocks of 30 days; empty where it can't be told
 * @param quality how good each model is
 * @param data    what became of the log's rows
 */
public record Report(
        Frame frame,
        Crowd crowd,
        Optional<Stake> stake,
        List<Standout> atRisk,
        List<Cause> causes,
        List<Double> trend,
        List<Judged> quality,
        DataQuality data) {

    public Report {
        atRisk = List.copyOf(atRisk);
        causes = List.copyOf(causes);
        trend = List.copyOf(trend);
        quality = List.copyOf(quality);
    }

    /**
     * What the numbers speak of.
     *
     * @param asOf               the day scores speak for: nothing on or after it was seen
     * @param firstDay           first day of the log
     * @param gapDays            days between the as-of and the outcome window
     * @param horizonDays        length of the outcome window
     * @param windowStart        first day of the outcome window
     * @param windowEnd          its last day
     * @param lookbackDays       who was active within so many days before the as-of is eligible
     * @param currency           ISO 4217
     * @param zone               zone of the business days
     * @param active             kinds that count as activity
     * @param rung               how much history decided how was learned
     * @param learnedHorizonDays length of the windows learned on; shorter than the horizon where it was extrapolated
     * @param margin             share of spend that counts as value
     * @param discountAnnual     yearly rate at which later value counts less
     * @param models             version and digest of what scored, by model
     * @param dataHash           hash of the visible ledger
     */
    public record Frame(
            LocalDate asOf,
            LocalDate firstDay,
            int gapDays,
            int horizonDays,
            LocalDate windowStart,
            LocalDate windowEnd,
            int lookbackDays,
            String currency,
            String zone,
            List<String> active,
            String rung,
            int learnedHorizonDays,
            double margin,
            double discountAnnual,
            Map<String, String> models,
            String dataHash) {}

    /**
     * Who was scored.
     *
     * @param users            users in the population
     * @param eligible         active within the look-back
     * @param lost             active once, but not within the look-back
     * @param neverActive      only ever touched
     * @param expectedChurners sum of the churn probabilities
     * @param atRisk           users in amber or red
     * @param reasoned         those of them of whom a reason that raises the risk is told
     * @param red              users in red
     * @param grades           users by grade, R1 first
     * @param stages           users of every stage with their expected loss, eligible or not
     * @param risk             churn probabilities in twenty equal bins
     * @param healthMean       mean health, 0 to 100
     * @param health           health in ten equal bins
     * @param verdicts         users by verdict, not only eligible ones
     */
    public record Crowd(
            int users,
            int eligible,
            int lost,
            int neverActive,
            double expectedChurners,
            int atRisk,
            int reasoned,
            int red,
            List<GradeShare> grades,
            List<StageShare> stages,
            List<Bin> risk,
            double healthMean,
            List<Bin> health,
            Map<String, Integer> verdicts) {}

    /**
     * Users of one grade.
     *
     * @param grade R1 to R5
     * @param risk  green, amber or red
     * @param from  least churn probability
     */
    public record GradeShare(
            String grade, @JsonProperty("alert") Risk risk, double from, int users, double expectedLoss) {}

    /**
     * Users of one stage of the life cycle.
     *
     * @param users        all of them
     * @param expectedLoss of all of them
     * @param active       how many of them are active users, on whom models are judged
     * @param lossOfActive expected loss of these, which adds up to that of the headline
     */
    public record StageShare(String stage, int users, double expectedLoss, int active, double lossOfActive) {}

    /** How many users lie in {@code [from, to)}; the last bin holds its upper end too. */
    public record Bin(double from, double to, int users) {}

    /**
     * Money at stake.
     *
     * @param expectedLoss sum of churn probability x value if retained
     * @param low          the same sum at the low ends of the churn intervals
     * @param high         at the high ends
     * @param chance       standard deviation of the loss were every probability exact: outcomes are drawn by chance
     * @param red          part of the expected loss that lies with users in red
     * @param ltv          sum of expected values in the outcome window
     * @param topDecile    share of {@code ltv} in the tenth of users worth most
     * @param values       users by expected value; the first bin holds those below 1
     * @param reach        what contacting the first N covers, N rising from 0 to all
     */
    public record Stake(
            double expectedLoss,
            double low,
            double high,
            double chance,
            double red,
            double ltv,
            double topDecile,
            List<Bin> values,
            List<Reach> reach) {}

    /**
     * What contacting some users covers.
     *
     * @param contacts users contacted
     * @param byLoss   expected loss of them, picked by expected loss
     * @param byRisk   picked by churn probability alone
     * @param byChance picked blindly, on average
     */
    public record Reach(int contacts, double byLoss, double byRisk, double byChance) {}

    /** A user at risk; money is NaN where there is none. */
    public record Standout(
            String user,
            String grade,
            @JsonProperty("alert") Risk risk,
            double churn,
            double churnLow,
            double churnHigh,
            double ifRetained,
            double ltv,
            double ltvLow,
            double ltvHigh,
            double expectedLoss,
            LocalDate lastActive,
            String stage,
            List<Why> reasons) {}

    /**
     * Why a user is scored as scored.
     *
     * @param code    stable id of the reason
     * @param subject id of the feature, or of the dimension where no single feature stands for it
     * @param value   the user's own value of the feature; NaN for no record or no feature
     * @param raises  whether it raises the risk
     */
    public record Why(String code, String subject, double value, boolean raises) {}

    /** How often a reason is the strongest, and the expected loss of those users. */
    public record Cause(Why reason, int users, double expectedLoss) {}

    /**
     * How good one model is.
     *
     * @param target      churn, ltv or trend
     * @param family      id of the candidate that is served
     * @param naive       whether that is a naive rule
     * @param judgedOn    which rows the figures are of, in English
     * @param verdict     what judging said, in English
     * @param notes       what else to know, in English
     * @param covered     share of users inside the 90 % interval, NaN where there is none
     * @param candidates  learned and naive rules
     * @param isGapReported whether the gaps are of the same rows as the figures, not of the rows of choice
     * @param calibration predicted against actual, by rising prediction; empty where not told
     * @param slices      the served one by part of the users; empty where not told
     */
    public record Judged(
            String target,
            String family,
            boolean naive,
            String judgedOn,
            String verdict,
            List<String> notes,
            double covered,
            List<Candidate> candidates,
            boolean isGapReported,
            List<Calibration> calibration,
            List<Slice> slices) {

        /** The candidate that is served, where it is among those judged. */
        public Optional<Candidate> champion() {
            return candidates.stream().filter(Candidate::champion).findFirst();
        }
    }

    /**
     * A candidate or naive rule.
     *
     * @param asItStands whether it is a naive rule before calibration, shown to compare with, never served
     * @param metrics figures on the reported rows, by name
     * @param gate    the figure that decides, with its interval
     * @param gap     the loss less that of what all are compared with: the best naive rule, of a trend the value path;
     *                below 0 is better
     */
    public record Candidate(
            String id,
            boolean naive,
            boolean asItStands,
            boolean champion,
            Map<String, Double> metrics,
            Estimate gate,
            Estimate gap) {

        /** A figure, NaN where there is none. */
        public double metric(String name) {
            return metrics.getOrDefault(name, Double.NaN);
        }
    }

    /** An estimate with its 90 % interval, NaN where there is none; an infinite end is beyond every bound. */
    public record Estimate(double estimate, double low, double high) {

        /** Nothing known. */
        public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

        /** Whether it is the difference of what all are compared with to itself. */
        public boolean isToItself() {
            return low == 0 && high == 0;
        }

        /** Whether chance alone may have made it: its interval is known and holds 0. */
        public boolean holdsZero() {
            return low <= 0 && high >= 0;
        }
    }

    /** Parts that the users fall into, by what was known as of the day judged. */
    public record Slice(String name, List<Part> parts) {}

    /**
     * How good the served model is in one part; NaN for what can't be told.
     *
     * @param untold    id of why there are no figures, empty where there are
     * @param predicted mean prediction
     * @param actual    mean outcome
     * @param ratio     predicted over actual
     * @param figures   others by name
     * @param gap       the loss less that of the best naive rule; below 0 is better
     * @param findings  ids of what is off beyond chance
     */
    public record Part(
            String name,
            int users,
            String untold,
            double predicted,
            double actual,
            Estimate ratio,
            Map<String, Estimate> figures,
            Estimate gap,
            List<String> findings) {}

    /** Mean prediction and mean outcome of some rows. */
    public record Calibration(double predicted, double actual, int rows) {}

    /**
     * What became of the log's rows: {@code rows = kept + ignored + duplicates + quarantined}.
     *
     * @param rows        rows read
     * @param kept        rows that made events
     * @param ignored     rows no rule speaks of
     * @param duplicates  rows that repeat another
     * @param quarantined rows that could not be used
     * @param byReason    the same by reason
     * @param events      events kept
     * @param aliases     rows whose user was an alias
     * @param lastDay     last day with events in all logs
     * @param carried     kinds the log carries
     * @param absent      kinds it does not
     * @param floored     refunds beyond what was bought in the same outcome window, counted as nothing, over all windows
     *                    learned from, major units
     */
    public record DataQuality(
            long rows,
            long kept,
            long ignored,
            long duplicates,
            long quarantined,
            Map<String, Long> byReason,
            long events,
            long aliases,
            LocalDate lastDay,
            List<String> carried,
            List<String> absent,
            double floored) {}
}
