package io.perennial.training.backtest;

import io.perennial.training.churn.ChurnRecipe;
import io.perennial.training.data.TestPeriod;
import io.perennial.training.data.TestPeriodReader;
import io.perennial.training.data.UserSample;
import io.perennial.training.evaluation.JsonFile;
import io.perennial.training.evaluation.OutFolder;
import io.perennial.training.fitted.FittedCandidates;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code judge}: learns as of past days and judges everybody on what followed; publishes nothing. */
@CommandLine.Command(
        name = "judge",
        description =
                "Learns as of each past day exactly as train would have, predicts, and judges all families on what"
                        + " happened. Publishes nothing.",
        mixinStandardHelpOptions = true)
public final class JudgeCommand implements Callable<Integer> {

    @CommandLine.Option(
            names = "--periods",
            required = true,
            paramLabel = "DIR",
            description = "Folder written by `perennial features --labels`.")
    private Path periods;

    @CommandLine.Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where backtest.json and predictions go.")
    private Path out;

    @CommandLine.Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "Registry that counts how often outcomes were looked at.")
    private Path registry;

    @CommandLine.Option(
            names = "--candidates",
            paramLabel = "DIR",
            description = "Folder written by `perennial mllib --periods` with the same seed: its candidates are judged"
                    + " beside ours.")
    private Path candidates;

    @CommandLine.Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed of training and of the resamples; default ${DEFAULT-VALUE}.")
    private long seed;

    @CommandLine.Option(
            names = "--study",
            description = "Learn boosted trees of churn again without each dimension, and from fewer users.")
    private boolean study;

    @CommandLine.Option(names = "--no-table", description = "Do not print the table, which is in backtest.txt as well.")
    private boolean noTable;

    @CommandLine.Option(
            names = "--draws",
            defaultValue = "400",
            paramLabel = "N",
            description = "Resamples of users behind every interval; default ${DEFAULT-VALUE}.")
    private int draws;

    @CommandLine.Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Users that can be contacted on one day; default a tenth of the eligible ones.")
    private Integer capacity;

    @CommandLine.Option(
            names = "--contact-cost",
            defaultValue = "NaN",
            paramLabel = "X",
            description = "Cost of a contact, major units; default 0.5 %% of the mean value if retained.")
    private double contactCost;

    @CommandLine.Option(
            names = "--offer",
            defaultValue = "NaN",
            paramLabel = "X",
            description = "Price of the offer made to a contact, major units; default 5 %% of that mean.")
    private double offer;

    @CommandLine.Option(
            names = "--success",
            defaultValue = "0.3",
            paramLabel = "P",
            description = "Chance that a leaver who is contacted accepts and stays; default ${DEFAULT-VALUE}.")
    private double success;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (draws < 20) {
            throw new IllegalArgumentException("--draws " + draws + " is too few for an interval; give 20 or more");
        }
        OutFolder.requireWritable(out);
        if (registry != null) {
            OutFolder.requireWritable(registry);
        }
        Decisions.Assumed assumed = new Decisions.Assumed(
                success, offer, contactCost, capacity == null ? OptionalInt.empty() : OptionalInt.of(capacity));
        Backtest backtest = new Backtest(seed, draws, assumed, study, this::progress);
        List<Forecast> forecasts = new ArrayList<>();
        for (Path day : TestPeriodReader.days(periods)) {
            TestPeriod period = TestPeriodReader.read(day);
            forecasts.add(backtest.forecast(period, fitted(day, period)));
        }
        Instant began = Instant.now();
        Backtest.Result result = backtest.judge(
                forecasts, outcomes -> registry == null ? 0 : Looks.in(registry).look(began, outcomes));
        PredictionsFile.write(out, result.cases());
        String text = BacktestText.of(result.file());
        Files.writeString(out.resolve("backtest.txt"), text);
        JsonFile.write(out.resolve("backtest.json"), result.file());
        PrintWriter results = spec.commandLine().getOut();
        results.print(noTable ? "" : text);
        results.flush();
        return CommandLine.ExitCode.OK;
    }

    private List<ChurnRecipe> fitted(Path day, TestPeriod period) throws IOException {
        return candidates == null
                ? List.of()
                : FittedCandidates.read(
                        candidates.resolve(day.getFileName()), period.set(), seed, UserSample.everybody());
    }

    private void progress(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("perennial judge: " + what);
        err.flush();
    }
}
