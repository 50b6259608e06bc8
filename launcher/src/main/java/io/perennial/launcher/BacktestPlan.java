package io.perennial.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The steps from raw logs, or the log of an earlier run, to the page of a back-test. */
final class BacktestPlan {

    private BacktestPlan() {}

    /** From raw logs. */
    static List<Step> ofLogs(RunFolder folder, List<LogSource> sources, BacktestOptions options) {
        List<Step> steps = new ArrayList<>();
        steps.add(RunPlan.ingest(folder, sources, options.aliases()));
        steps.addAll(steps(folder, folder.log(), options));
        return steps;
    }

    /** From the log of an earlier run. */
    static List<Step> ofRun(RunFolder folder, RunFolder run, BacktestOptions options) {
        return steps(folder, run.log(), options);
    }

    private static List<Step> steps(RunFolder folder, Path log, BacktestOptions options) {
        Path periods = folder.root().resolve("periods");
        List<String> features = words("--log", log, "--out", periods);
        features.addAll(options.featureArguments());
        List<String> judge = words("--periods", periods, "--out", folder.root());
        judge.addAll(options.judgeArguments());
        Path days = periods.resolve("days").resolve("periods.json");
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("features", features, List.of(log.resolve("log.json")), days));
        if (options.mllib()) {
            // Which days there are is known once features has run: the folder stands for all of them.
            steps.add(RunPlan.mllib(folder, folder.candidates(), options.seed(), "--periods", periods));
            judge.addAll(words("--candidates", folder.candidates()));
        }
        steps.add(new Step("judge", judge, List.of(), folder.root().resolve("backtest.json")));
        steps.add(new Step(
                "report",
                words("--backtest", folder.root()),
                List.of(),
                folder.root().resolve("backtest.html")));
        return steps;
    }

    private static List<String> words(Object... words) {
        return RunPlan.words(words);
    }
}
