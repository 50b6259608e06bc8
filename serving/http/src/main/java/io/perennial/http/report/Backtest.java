package io.perennial.http.report;

import io.perennial.http.report.Report.Calibration;
import io.perennial.http.report.Report.Estimate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a back-test found, in numbers: what {@code backtest.json} says, for its page.
 *
 * @param currency    ISO 4217 of all money
 * @param gapDays     days between an as-of and its outcomes
 * @param horizonDays length of the outcome windows
 * @param draws       resamples behind every interval
 * @param days        the past days, oldest first
 * @param targets     how everybody did, by target
 * @param decisions   what the rankings of churn are worth
 * @param studies     one recipe of churn learned from less, compared with the whole; empty where not asked for
 * @param calibrators the champion's score under other calibrators; empty where it has none of its own
 * @param survival    curves of when users come back; empty where the champion tells none
 */
public record Backtest(
        String currency,
        int gapDays,
        int horizonDays,
        int draws,
        List<Day> days,
        List<Target> targets,
        Decisions decisions,
        List<Family> studies,
        List<Family> calibrators,
        List<Family> survival) {

    /**
     * One past day.
     *
     * @param champions family that would have been served, by model
     * @param said      what judging said on that day and what else to know, by model, in English
     * @param looks     how often its outcomes were looked at; 0 where nobody counts
     */
    public record Day(
            String asOf,
            String windowStart,
            String windowEnd,
            String rung,
            int eligible,
            int churned,
            Map<String, String> champions,
            Map<String, List<String>> said,
            int looks) {}

    /**
     * How one family did.
     *
     * @param figures      by name
     * @param againstNaive the same less those of the best naive rule
     * @param againstNbd   the same less those of the NBD family; empty where that says nothing
     * @param againstChampion the same less those of the champion
     */
    public record Family(
            String id,
            String kind,
            Map<String, Estimate> figures,
            Map<String, Estimate> againstNaive,
            Map<String, Estimate> againstNbd,
            Map<String, Estimate> againstChampion) {

        /** A figure, nothing where there is none. */
        public Estimate figure(String name) {
            return figures.getOrDefault(name, Estimate.NONE);
        }
    }

    /** Some cases judged on their own; no families where they are too few. */
    public record Part(String name, int cases, List<Family> families) {

        /** A family, if it was judged here. */
        public Optional<Family> family(String id) {
            return families.stream().filter(family -> family.id().equals(id)).findFirst();
        }
    }

    /** Parts a population falls into. */
    public record Slice(String name, List<Part> parts) {}

    /** Predicted and actual total of a tenth. */
    public record Tenth(int decile, double predicted, double actual, double ratio) {}

    /** The tenths of one family, highest predictions first. */
    public record Deciles(String family, List<Tenth> tenths) {}

    /** Totals of one family by the parts of a slice: tenths of prediction or cohorts. */
    public record TotalTable(String family, String slice, List<Total> parts) {}

    /** A predicted and an actual total and their ratio. */
    public record Total(String part, int cases, double predicted, double actual, Estimate ratio) {}

    /** How the champion's interval did by the parts of a slice. */
    public record CoverageTable(String slice, List<Held> parts) {}

    /** The shares of outcomes inside an interval, below and above it. */
    public record Held(String part, int cases, Estimate inside, double below, double above) {}

    /**
     * How everybody did on one target.
     *
     * @param target   churn, purchases, value, trend or trend_total; value over another horizon; a median
     * @param gate     the figure that says who is best
     * @param bestNaive id of the best naive rule
     */
    public record Target(
            String target,
            String gate,
            int cases,
            int users,
            String bestNaive,
            List<Family> families,
            Part everybody,
            List<Part> periods,
            List<Calibration> curve,
            List<Deciles> deciles,
            List<Slice> slices,
            List<TotalTable> totals,
            List<CoverageTable> coverage) {}

    /** Profit of a ranking a user of the population. */
    public record Profit(String ranking, Estimate profit, double contacted) {}

    /** Total profit of so many contacts, by ranking. */
    public record Point(int contacts, double champion, double byRisk, double naive, double random) {}

    /** What one ranking found in a list. */
    public record Found(String ranking, Estimate precision, Estimate recall, Estimate againstSilence) {}

    /** The alerted top of rankings. */
    public record ContactList(String name, double share, double base, List<Found> found) {}

    /** How many a ranking must alert to find a stated share of leavers, and how many of those leave. */
    public record Reach(
            String ranking, Estimate alerted, Estimate precision, Estimate againstBase, Estimate againstSilence) {}

    /** What rankings are worth, under the terms of a campaign. */
    public record Decisions(
            double success,
            double offer,
            double contact,
            boolean ownValue,
            List<Profit> profits,
            List<Point> curve,
            int capacity,
            List<Profit> atCapacity,
            List<ContactList> lists,
            double recall,
            List<Reach> reach) {}
}
