package io.perennial.training.backtest;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.file.FileStamp;
import io.perennial.training.backtest.Decisions.Assumed;
import io.perennial.training.churn.ChurnRecipe;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.SnapshotPlan;
import io.perennial.training.data.TestPeriod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Learns as of each past day, then judges all families on what followed.
 *
 * @param seed     of training and of the resamples
 * @param draws    resamples of users behind every interval
 * @param assumed  of a campaign
 * @param studies  whether to learn again without each dimension and from fewer users
 * @param progress told what is being done
 */
record Backtest(long seed, int draws, Assumed assumed, boolean studies, Consumer<String> progress) {

    /** What became of it. */
    record Result(BacktestFile file, List<Cases> cases) {}

    /** Counts a look at outcomes of a past day; 0 where nobody counts. */
    interface LookCounter {
        int look(Looks.Outcomes outcomes) throws IOException;
    }

    /**
     * Foretells what followed one past day.
     *
     * @param fitted churn candidates that another process fitted to what was visible then
     */
    Forecast forecast(TestPeriod period, List<ChurnRecipe> fitted) {
        LocalDate day = LocalDate.ofEpochDay(period.set().plan().asOf());
        progress.accept("as of " + day + ": " + period.set().labelled().size() + " labelled rows, rung "
                + period.set().plan().rung());
        if (period.set().current().eligibleRows().isEmpty()) {
            throw new IllegalArgumentException(
                    "nobody is eligible as of " + day + ", so nobody can be judged; take another"
                            + " --as-of or a longer look-back in [churn] of the mapping");
        }
        Consumer<String> told = what -> progress.accept(day + ": " + what);
        Forecast forecast = new Forecaster(period, fitted).forecast(seed, told);
        return studies
                ? forecast.with(
                        new Studies(period, seed, told).study(forecast.cases().get(Target.CHURN)))
                : forecast;
    }

    /** Judges forecasts of one log, oldest first. */
    Result judge(List<Forecast> forecasts, LookCounter looks) throws IOException {
        List<BacktestFile.Day> days = new ArrayList<>();
        for (Forecast forecast : forecasts) {
            days.add(day(forecast, looks));
        }
        Judge judge = new Judge(draws, seed);
        List<List<Cases>> told = told(forecasts);
        List<TargetReport> targets =
                told.stream().map(cases -> judged(judge, cases)).toList();
        progress.accept("judging decisions");
        DecisionReport decisions = decisions(forecasts, targets.get(0).bestNaive());
        FeatureSchema schema = forecasts.get(0).period().set().schema();
        BacktestFile file = new BacktestFile(
                1,
                schema.context().log().currency(),
                schema.window().gapDays(),
                schema.window().horizonDays(),
                schema.context().churn().active().stream()
                        .map(EventKind::id)
                        .sorted()
                        .toList(),
                seed,
                draws,
                days,
                targets,
                decisions,
                variants(judge, forecasts, Forecast::studies, Studies.WHOLE),
                variants(judge, forecasts, Forecast::calibrators, Family.CHAMPION),
                curves(judge, forecasts),
                notes(told, forecasts.get(0)));
        return new Result(file, told.stream().flatMap(List::stream).toList());
    }

    /** The cases of each target that any forecast speaks of. */
    private static List<List<Cases>> told(List<Forecast> forecasts) {
        return Arrays.stream(Target.values())
                .map(target -> forecasts.stream()
                        .flatMap(
                                forecast -> Optional.ofNullable(forecast.cases().get(target)).stream())
                        .toList())
                .filter(cases -> !cases.isEmpty())
                .toList();
    }

    private TargetReport judged(Judge judge, List<Cases> cases) {
        Cases pooled = Cases.pooled(cases);
        progress.accept("judging " + pooled.target().id() + " on " + pooled.size() + " cases");
        return judge.judge(pooled);
    }

    private static List<FamilyReport> variants(
            Judge judge, List<Forecast> forecasts, Function<Forecast, Optional<Cases>> variants, String whole) {
        List<Cases> told = forecasts.stream()
                .flatMap(forecast -> variants.apply(forecast).stream())
                .toList();
        return told.isEmpty() ? List.of() : judge.variants(Cases.pooled(told), whole);
    }

    private static List<FamilyReport> curves(Judge judge, List<Forecast> forecasts) {
        return forecasts.stream()
                .flatMap(forecast -> forecast.curves().stream())
                .reduce(Curves::and)
                .map(judge::curves)
                .orElse(List.of());
    }

    private DecisionReport decisions(List<Forecast> forecasts, String bestNaive) {
        Cases churn = Cases.pooled(forecasts.stream()
                .map(forecast -> forecast.cases().get(Target.CHURN))
                .toList());
        Alarms alarms = Alarms.pooled(forecasts.stream().map(Forecast::alarms).toList());
        boolean[] eligible = new boolean[churn.size()];
        for (int i = 0; i < eligible.length; i++) {
            eligible[i] = churn.people().get(i).eligible();
        }
        return new Decisions(churn.where(Person::eligible), alarms.where(eligible), assumed, draws, seed)
                .report(assumed, forecasts.size(), bestNaive);
    }

    private static List<String> notes(List<List<Cases>> targets, Forecast first) {
        List<String> notes = new ArrayList<>();
        notes.add("the best naive rule is the one that did best on these very outcomes; nobody could have known which");
        notes.add("figures are of eligible users; 'everybody' adds those silent for longer than the look-back");
        notes.add("no slice by channel: a ledger keeps channels as codes a day, none is a user's own");
        if (targets.size() == 1) {
            notes.add("nothing is said of purchases, value and trend: "
                    + String.join("; ", first.verdicts().get("ltv")));
        }
        for (List<Cases> days : targets) {
            Cases.leftOut(days)
                    .forEach((family, count) -> notes.add(days.get(0).target().id() + ": " + family
                            + " is left out, it spoke on " + count + " of " + days.size() + " days"));
        }
        return notes;
    }

    private static BacktestFile.Day day(Forecast forecast, LookCounter looks) throws IOException {
        TestPeriod period = forecast.period();
        SnapshotPlan plan = period.set().plan();
        OutcomeWindow window = plan.served();
        Cases churn = forecast.cases().get(Target.CHURN);
        Cases eligible = churn.where(Person::eligible);
        Rows learned = period.set().labelled().eligibleRows();
        LogDefinition log = period.set().schema().context().log();
        Looks.Outcomes outcomes = new Looks.Outcomes(
                log.zone() + " " + log.currency(),
                iso(plan.asOf()),
                iso(window.start(plan.asOf())),
                iso(window.end(plan.asOf())),
                hash(period.actual()));
        return new BacktestFile.Day(
                outcomes.asOf(),
                outcomes.from(),
                outcomes.to(),
                plan.rung().name(),
                plan.learned().horizonDays(),
                learned.size(),
                churn.size(),
                eligible.size(),
                (int) Arrays.stream(eligible.actual()).sum(),
                plan.dataHash(),
                outcomes.hash(),
                forecast.champions(),
                forecast.verdicts(),
                looks.look(outcomes));
    }

    private static String iso(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    /** Tells the outcomes of one day from any others. */
    private static String hash(LabelledSnapshots actual) {
        MessageDigest sha = FileStamp.newDigest();
        for (int i = 0; i < actual.size(); i++) {
            String line = actual.users().get(i) + " " + actual.asOfs()[i] + " " + actual.active()[i] + " "
                    + actual.occasions()[i] + " " + actual.valueMinor()[i] + "\n";
            sha.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
