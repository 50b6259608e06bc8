package io.perennial.http;

import io.perennial.command.HouseStyle;
import io.perennial.http.command.CommandFailures;
import io.perennial.http.command.ExplainCommand;
import io.perennial.http.command.KeysCommand;
import io.perennial.http.command.LoadCommand;
import io.perennial.http.command.ModelsCommand;
import io.perennial.http.command.ServeCommand;
import io.perennial.http.doctor.DoctorCommand;
import io.perennial.http.report.ReportCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The commands of the light process. */
@CommandLine.Command(
        name = "perennial",
        description = "Answers over HTTP, looks after published models and keys, explains users.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelsCommand.class,
            KeysCommand.class,
            LoadCommand.class,
            ServeCommand.class,
            ExplainCommand.class,
            ReportCommand.class,
            DoctorCommand.class
        })
public final class HttpMain {

    private HttpMain() {}

    /** Runs one command; exits 0 when done, 1 when failed, 2 on wrong use. */
    public static void main(String[] args) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    /** Runs one command, writing to the given streams, and gives its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return HouseStyle.execute(
                HouseStyle.of(new HttpMain(), CommandFailures::told).setOut(out).setErr(err), args);
    }
}
