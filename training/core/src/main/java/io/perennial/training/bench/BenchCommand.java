package io.perennial.training.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}: the measurements that docs/SPEED.md quotes. */
@Command(
        name = "bench",
        description = "Measures scores and explanations beside the libraries that train the models.",
        mixinStandardHelpOptions = true)
public final class BenchCommand {

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** What is asked of every bench. */
    static final class Output {
        @Option(names = "--json", description = "Print JSON instead of a table.")
        private boolean json;

        @Option(
                names = "--save",
                paramLabel = "DIR",
                arity = "0..1",
                fallbackValue = "docs/bench",
                description = "Also write the table to DIR/<bench>.txt; DIR is docs/bench unless given.")
        private Path save;
    }

    @Command(
            name = "score",
            description = "One row: 300 trees of depth 6 beside XGBoost, an LSTM beside Deeplearning4j.",
            mixinStandardHelpOptions = true)
    int score(@Mixin Output output) throws IOException {
        return run("score", output, say -> new ScoreBench(ScoreBench.Size.full(), say).run());
    }

    @Command(
            name = "explain",
            description = "One row: TreeSHAP beside XGBoost's own; context and seven dimensions of a score.",
            mixinStandardHelpOptions = true)
    int explain(@Mixin Output output) throws IOException {
        return run("explain", output, say -> new ExplainBench(ExplainBench.Size.full(), say).run());
    }

    @Command(
            name = "fit",
            description = "Fits of the NBD family and the value of a million users, against the time they may take.",
            mixinStandardHelpOptions = true)
    int fit(@Mixin Output output) throws IOException {
        return run("fit", output, say -> new FitBench(FitBench.Size.full(), say).run());
    }

    @Command(
            name = "train",
            description = "Boosted trees of churn on a million rows beside XGBoost alone; takes 8 GB of heap.",
            mixinStandardHelpOptions = true)
    int train(@Mixin Output output) throws IOException {
        return run("train", output, say -> new TrainBench(TrainBench.Size.full(), say).run());
    }

    @Command(
            name = "truth",
            description = "20 simulated populations of each member of the NBD family: totals, P(alive), distributions.",
            mixinStandardHelpOptions = true)
    int truth(@Mixin Output output) throws IOException {
        return run("truth", output, say -> new TruthBench(TruthBench.Size.full(), say).run());
    }

    @Command(
            name = "serve",
            description = {
                "The server under load beside an echo, hello-world on the same Jetty, XGBoost4J behind Javalin and, where"
                        + " /usr/bin/python3 has them, FastAPI with XGBoost.",
                "Servers are held to core 0, the generator to core 1; run by another JAVA_HOME to measure another JVM."
            },
            mixinStandardHelpOptions = true)
    int serve(
            @Mixin Output output,
            @Option(
                            names = "--seconds",
                            description = "Length of one measurement (default: ${DEFAULT-VALUE}).",
                            defaultValue = "3")
                    int seconds,
            @Option(
                            names = "--rounds",
                            description = "Measurements of each kind (default: ${DEFAULT-VALUE}).",
                            defaultValue = "3")
                    int rounds)
            throws IOException {
        return run("serve", output, say -> new ServeBench(ServeBench.Size.of(seconds, rounds), say).run());
    }

    private int run(String name, Output output, Function<Consumer<String>, Page> bench) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Page report = bench.apply(what -> {
            err.println("perennial bench " + name + ": " + what);
            err.flush();
        });
        PrintWriter out = spec.commandLine().getOut();
        out.print(output.json ? report.json() : report.text());
        out.flush();
        if (output.save != null) {
            Files.createDirectories(output.save);
            Files.writeString(output.save.resolve(name + ".txt"), report.text(), StandardCharsets.UTF_8);
        }
        return report.isEqual() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
