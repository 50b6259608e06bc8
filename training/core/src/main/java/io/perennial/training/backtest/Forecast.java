package io.perennial.training.backtest;

import io.perennial.training.data.TestPeriod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every family foretold on one past day, beside what happened.
 *
 * @param period    the day
 * @param cases     the targets the log can tell, everybody ever active
 * @param alarms    what a contact would have been decided on, the same people as the churn cases
 * @param studies   the same recipe learned from less; empty where not asked for
 * @param calibrators the champion's score of churn under other calibrators; empty where it has none of its own
 * @param curves    when users came back; empty where the champion does not tell
 * @param champions id of the family that would have been served, by model
 * @param verdicts  what judging said on that day, by model; why a model is missing under its name
 */
record Forecast(
        TestPeriod period,
        Map<Target, Cases> cases,
        Alarms alarms,
        Optional<Cases> studies,
        Optional<Cases> calibrators,
        Optional<Curves> curves,
        Map<String, String> champions,
        Map<String, List<String>> verdicts) {

    Forecast with(Cases studied) {
        return new Forecast(period, cases, alarms, Optional.of(studied), calibrators, curves, champions, verdicts);
    }
}
