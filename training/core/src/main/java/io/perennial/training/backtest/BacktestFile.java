package io.perennial.training.backtest;

import java.util.List;
import java.util.Map;

/**
 * {@code backtest.json}: how every family did on past days it had not seen.
 *
 * @param format      layout of this file, 1
 * @param currency    ISO 4217 code of all money
 * @param gapDays     gap of the outcome windows
 * @param horizonDays their length
 * @param active      kinds that count as activity
 * @param seed        seed of training and of the resamples
 * @param draws       resamples behind every interval
 * @param periods     the past days, oldest first
 * @param targets     how everybody did, by target
 * @param decisions   what the rankings of churn are worth
 * @param studies     boosted trees of churn without a dimension and from fewer users, compared with the whole under
 *                    {@code against_naive}; empty where not asked for
 * @param calibrators the champion's score of churn under other calibrators, fitted on the same rows and set to the same level;
 *                    empty where it has none of its own
 * @param survival    curves of when users came back, compared with everybody's observed one under {@code against_naive};
 *                    empty where the champion tells none
 * @param notes       what a reader must know
 */
record BacktestFile(
        int format,
        String currency,
        int gapDays,
        int horizonDays,
        List<String> active,
        long seed,
        int draws,
        List<Day> periods,
        List<TargetReport> targets,
        DecisionReport decisions,
        List<FamilyReport> studies,
        List<FamilyReport> calibrators,
        List<FamilyReport> survival,
        List<String> notes) {

    /**
     * One past day.
     *
     * @param asOf         the day, ISO
     * @param windowStart  first day of its outcomes
     * @param windowEnd    the day after the last
     * @param rung         how much history decided how was learned
     * @param learnedHorizonDays length of the windows learned on
     * @param learnedRows  labelled rows of eligible users learned from
     * @param users        users ever active before it
     * @param eligible     of them, eligible ones
     * @param churned      of those, without an active event in the window
     * @param dataHash     hash of what was visible
     * @param outcomesHash hash of what happened
     * @param champions    family that would have been served, by model
     * @param verdicts     what judging said, by model
     * @param looks        how often any of these outcomes were looked at, this time included; 0 where nobody counts
     */
    record Day(
            String asOf,
            String windowStart,
            String windowEnd,
            String rung,
            int learnedHorizonDays,
            int learnedRows,
            int users,
            int eligible,
            int churned,
            String dataHash,
            String outcomesHash,
            Map<String, String> champions,
            Map<String, List<String>> verdicts,
            int looks) {}
}
