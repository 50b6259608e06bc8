package io.perennial.http.report;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Risk;
import io.perennial.http.report.Report.DataQuality;
import io.perennial.http.report.Report.Frame;
import io.perennial.http.report.Report.Standout;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.population.Listed;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Score.ChurnScore;
import io.perennial.scoring.score.Score.ValueScore;
import io.perennial.scoring.score.ScoreBytes;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Makes a report of a run's files and its population. */
final class ReportReader {

    private static final int STANDOUTS = 20;

    private ReportReader() {}

    static Report read(RunFiles run, Population population) {
        Facts log = run.log();
        PopulationCount count = new PopulationCount(
                population.header().users(), population.header().grades());
        population.forEach(row -> count.add(score(row)));
        return new Report(
                frame(log, run.plan(), population),
                count.crowd(),
                count.stake(),
                standouts(population),
                count.causes(),
                count.trend(),
                run.evaluation().map(Evaluation::read).orElse(List.of()),
                quality(log, run.plan()));
    }

    private static Frame frame(Facts log, Facts plan, Population population) {
        Facts definition = log.object("definition");
        LocalDate asOf = population.header().asOf();
        int gap = (int) plan.whole("gap_days");
        int horizon = (int) plan.whole("horizon_days");
        if (!asOf.equals(plan.date("as_of"))) {
            throw new IllegalArgumentException("the population speaks for " + asOf + ", " + plan.where() + " for "
                    + plan.date("as_of") + "; score the snapshots again");
        }
        return new Frame(
                asOf,
                log.date("first_day"),
                gap,
                horizon,
                asOf.plusDays(gap),
                asOf.plusDays((long) gap + horizon - 1),
                lookback(definition, horizon),
                definition.text("currency"),
                definition.text("zone"),
                definition.texts("active"),
                plan.text("rung"),
                (int) plan.whole("learned_horizon_days"),
                definition.number("margin"),
                definition.number("discount_annual"),
                population.header().models(),
                population.header().dataHash());
    }

    private static int lookback(Facts definition, int horizon) {
        return definition.has("lookback_days")
                ? (int) definition.whole("lookback_days")
                : ChurnRule.defaultLookback(horizon);
    }

    private static List<Standout> standouts(Population population) {
        return population
                .list()
                .page(listed -> listed.eligible() && listed.risk().isRaised(), 0, STANDOUTS)
                .users()
                .stream()
                .map(Listed::ordinal)
                .map(population::at)
                .map(row ->
                        standout(score(row), row.features(), population.header().grades()))
                .toList();
    }

    private static Standout standout(Score score, double[] features, ChurnGrade.Thresholds grades) {
        ChurnScore churn = score.churn().orElseThrow();
        double nan = Double.NaN;
        ValueScore value = score.value().orElse(new ValueScore(nan, nan, nan, nan, nan, nan, nan));
        OptionalInt last = score.lastActive();
        return new Standout(
                score.user(),
                score.profile().grade(),
                Risk.of(churn.probability(), grades),
                churn.probability(),
                churn.low(),
                churn.high(),
                value.ifRetained(),
                value.ltv(),
                value.low(),
                value.high(),
                value.expectedLoss(),
                LocalDate.ofEpochDay(last.orElseThrow()),
                score.profile().stage(),
                score.reasons().stream().map(code -> Reasons.of(code, features)).toList());
    }

    private static Score score(PopulationRow row) {
        try {
            return ScoreBytes.read(row.score());
        } catch (BinaryFormatException e) {
            throw new IllegalArgumentException(
                    "the score of user " + row.user() + " cannot be read: " + e.getMessage() + "; score again", e);
        }
    }

    private static DataQuality quality(Facts log, Facts plan) {
        List<String> carried = log.object("definition").texts("carried");
        return new DataQuality(
                log.whole("rows"),
                log.whole("kept_rows"),
                log.whole("ignored"),
                log.whole("duplicates"),
                log.whole("quarantined"),
                log.counts("quarantined_by_reason"),
                log.whole("events"),
                log.whole("aliases_resolved"),
                log.date("last_day"),
                carried,
                Arrays.stream(EventKind.values())
                        .map(EventKind::id)
                        .filter(kind -> !carried.contains(kind))
                        .toList(),
                floored(log.object("definition"), plan));
    }

    private static double floored(Facts definition, Facts plan) {
        long minor = plan.objects("snapshots").stream()
                .mapToLong(day -> day.whole("floored_minor"))
                .sum();
        return new LogDefinition(ZoneId.of(definition.text("zone")), definition.text("currency"), Set.of())
                .major(minor);
    }
}
