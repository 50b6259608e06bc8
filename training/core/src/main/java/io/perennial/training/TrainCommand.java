package io.perennial.training;

import io.perennial.command.Release;
import io.perennial.scoring.registry.Registry;
import io.perennial.training.churn.ChurnRecipe;
import io.perennial.training.data.SnapshotPlan;
import io.perennial.training.data.SnapshotReader;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.data.UserSample;
import io.perennial.training.evaluation.OutFolder;
import io.perennial.training.fitted.FittedCandidates;
import io.perennial.training.publish.Publisher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code train}: learns churn, value and trend from snapshots, publishes and promotes them. */
@CommandLine.Command(
        name = "train",
        description = "Learns churn, lifetime value and trend from snapshots; publishes and promotes what is best.",
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

    @CommandLine.Option(
            names = "--snapshots",
            required = true,
            paramLabel = "DIR",
            description = "Folder written by `perennial features`.")
    private Path snapshots;

    @CommandLine.Option(
            names = "--registry",
            required = true,
            paramLabel = "DIR",
            description = "Registry to publish to; made where there is none.")
    private Path registry;

    @CommandLine.Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where evaluation.json goes.")
    private Path out;

    @CommandLine.Option(
            names = "--candidates",
            paramLabel = "DIR",
            description = "Folder written by `perennial mllib` on the same snapshots with the same seed: its candidates"
                    + " are judged beside ours and published if they win.")
    private Path candidates;

    @CommandLine.Option(
            names = "--users-at-most",
            paramLabel = "N",
            description = "Read a sample of about so many users at most, all rows of each: for snapshots beyond this"
                    + " machine, with --candidates that were fitted to everybody. Default: everybody is read.")
    private Integer mostUsers;

    @CommandLine.Option(
            names = "--as",
            paramLabel = "WHAT",
            description = "What becomes of the models: champion, challenger (tried beside the champion) or"
                    + " published (nothing, until somebody promotes it); default: champion, unless somebody killed the"
                    + " champion or went back to an earlier one.")
    private Release release;

    @CommandLine.Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Equal seeds and snapshots give equal models; default ${DEFAULT-VALUE}.")
    private long seed;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        OutFolder.requireWritable(registry);
        OutFolder.requireWritable(out);
        Publisher.requireChampion(Registry.at(registry), Optional.ofNullable(release));
        UserSample sample = sample();
        TrainingSet set = read(sample);
        List<ChurnRecipe> fitted =
                candidates == null ? List.of() : FittedCandidates.read(candidates, set, seed, sample);
        progress(
                err,
                "read " + set.labelled().size() + " labelled rows and "
                        + set.current().size() + " users, rung " + set.plan().rung());
        EvaluationFile evaluation = new TrainingRun(
                        set, fitted, Registry.at(registry), seed, what -> progress(err, what))
                .run(Optional.ofNullable(release));
        evaluation.write(out.resolve("evaluation.json"));
        evaluation.sentences().forEach(spec.commandLine().getOut()::println);
        return CommandLine.ExitCode.OK;
    }

    private UserSample sample() throws IOException {
        return mostUsers == null
                ? UserSample.everybody()
                : UserSample.atMost(
                        mostUsers,
                        SnapshotPlan.read(snapshots.resolve("plan.json")).users());
    }

    private TrainingSet read(UserSample sample) throws IOException {
        try {
            return SnapshotReader.read(snapshots, sample);
        } catch (IOException e) {
            throw new IOException("cannot read snapshots " + snapshots, e);
        }
    }

    private static void progress(PrintWriter err, String what) {
        err.println("perennial train: " + what);
        err.flush();
    }
}
