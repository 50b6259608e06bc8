package io.perennial.http.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.Terminal;
import io.perennial.command.TextTable;
import io.perennial.command.toml.Nearest;
import io.perennial.http.answer.RegistryView;
import io.perennial.http.api.Json;
import io.perennial.scoring.registry.KillSwitch;
import io.perennial.scoring.registry.Manifest;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models}: looks at published versions, checks them, and moves the champion. */
@Command(
        name = "models",
        description = "Look at published models, check them, move the champion.",
        subcommands = {DiffCommand.class, ExportCommand.class},
        mixinStandardHelpOptions = true)
public final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do: list, show, diff, verify, promote, rollback, challenge, dismiss, kill, retire, export"
                        + " or gc");
    }

    @Command(
            name = "list",
            description = "All models with their versions and champions.",
            mixinStandardHelpOptions = true)
    int list(@Mixin RegistryOption option, @Option(names = "--json", description = "as JSON") boolean json) {
        Registry registry = option.existing();
        ArrayNode models = RegistryView.of(registry).models();
        if (json) {
            out().println(Json.pretty(models));
            return 0;
        }
        TextTable table = new TextTable().row("model", "champion", "versions", "family", "as-of", "verdict");
        models.forEach(model -> table.row(
                model.path("name").asText(),
                model.path("champion").isNull() ? "-" : model.path("champion").asText(),
                model.path("versions").toString(),
                model.path("family").asText("-"),
                model.path("asOf").asText("-"),
                model.path("verdict").asText("-")));
        table.lines(Terminal.current().columns()).forEach(out()::println);
        return 0;
    }

    @Command(
            name = "show",
            description = "One version: facts, metrics, files, journal.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin RegistryOption option,
            @Parameters(index = "0", paramLabel = "NAME", description = "model, such as churn") String name,
            @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "default: the champion")
                    Integer version,
            @Option(
                            names = "--at",
                            paramLabel = "INSTANT",
                            description = "as the journal had it then, such as 2026-11-28T09:30:00Z")
                    Instant at,
            @Option(names = "--json", description = "as JSON") boolean json) {
        Registry registry = option.existing();
        requireKnown(registry, name);
        Standing now = registry.standing(name);
        Standing standing = at == null ? now : now.at(at);
        int shown = version == null ? newest(standing) : version;
        ObjectNode node = RegistryView.of(registry).version(standing, shown);
        if (json) {
            out().println(Json.pretty(node));
        } else {
            print(registry.open(standing, shown).manifest(), standing, node);
        }
        return 0;
    }

    @Command(
            name = "verify",
            description = "Read every published file and compare it with its journal.",
            mixinStandardHelpOptions = true)
    int verify(
            @Mixin RegistryOption option,
            @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "default: all models")
                    String name) {
        Registry registry = option.existing();
        if (name != null) {
            requireKnown(registry, name);
        }
        int faults = 0;
        for (String model : name == null ? registry.names() : List.of(name)) {
            List<String> found = registry.verify(model);
            found.forEach(fault -> err().println("perennial models verify: " + fault));
            out().println(model + ": " + (found.isEmpty() ? "whole" : found.size() + " damaged"));
            faults += found.size();
        }
        return faults == 0 ? 0 : 1;
    }

    @Command(name = "promote", description = "Make a version champion.", mixinStandardHelpOptions = true)
    int promote(
            @Mixin RegistryOption option,
            @Parameters(index = "0", paramLabel = "NAME", description = "model, such as churn") String name,
            @Parameters(index = "1", paramLabel = "VERSION", description = "a published version") int version,
            @Option(names = "--why", description = "reason kept in the journal", defaultValue = "") String why) {
        option.existing().promote(name, version, why);
        out().println(name + " " + version + " is champion");
        return 0;
    }

    @Command(
            name = "rollback",
            description = "Bring the champion before this one back.",
            mixinStandardHelpOptions = true)
    int rollback(
            @Mixin RegistryOption option,
            @Parameters(index = "0", paramLabel = "NAME", description = "model, such as churn") String name,
            @Option(names = "--why", description = "reason kept in the journal", defaultValue = "") String why) {
        int version = option.existing().rollback(name, why);
        out().println(name + " " + version + " is champion again");
        return 0;
    }

    @Command(name = "challenge", description = "Try a version beside the champion.", mixinStandardHelpOptions = true)
    int challenge(
            @Mixin RegistryOption option,
            @Parameters(index = "0", paramLabel = "NAME", description = "model, such as churn") String name,
            @Parameters(index = "1", paramLabel = "VERSION", description = "a published version") int version,
            @Option(names = "--why", description = "reason kept in the journal", defaultValue = "") String why) {
        option.existing().challenge(name, version, why);
        out().println(name + " " + version + " is challenger");
        return 0;
    }

    @Command(name = "dismiss", description = "End the trial of the challenger.", mixinStandardHelpOptions = true)
    int dismiss(
            @Mixin RegistryOption option,
            @Parameters(index = "0", paramLabel = "NAME", description = "model, such as churn") String name,
            @Option(names = "--why", description = "reason kept in the journal", defaultValue = "") String why) {
        out().println(name + " " + option.existing().dismiss(name, why) + " is challenger no more");
        return 0;
    }

    @Command(
            name = "kill",
            description = "Take the champion away: the one before it answers, else its stand-in, else nothing.",
            mixinStandardHelpOptions = true)
    int kill(
            @Mixin RegistryOption option,
            @Parameters(index = "0", paramLabel = "NAME", description = "model, such as churn") String name,
            @Option(names = "--why", description = "reason kept in the journal", defaultValue = "") String why) {
        OptionalInt now = KillSwitch.kill(option.existing().changes(name), why).champion();
        out().println(now.isPresent() ? name + " " + now.getAsInt() + " is champion" : name + " has no champion");
        return 0;
    }

    @Command(
            name = "retire",
            description = "Bar a version from ever becoming champion or challenger.",
            mixinStandardHelpOptions = true)
    int retire(
            @Mixin RegistryOption option,
            @Parameters(index = "0", paramLabel = "NAME", description = "model, such as churn") String name,
            @Parameters(index = "1", paramLabel = "VERSION", description = "a version that is not champion")
                    int version,
            @Option(names = "--why", description = "reason kept in the journal", defaultValue = "") String why) {
        option.existing().retire(name, version, why);
        out().println(name + " " + version + " is retired");
        return 0;
    }

    @Command(
            name = "gc",
            description = "Delete what killed publishes left, older than a day, and old populations where asked to.",
            mixinStandardHelpOptions = true)
    int collect(
            @Mixin RegistryOption option,
            @Option(
                            names = "--populations",
                            paramLabel = "KEEP",
                            description = "retire and delete populations older than the champion but the newest KEEP,"
                                    + " the champion among them: erased users stand in them; 1 leaves nothing to roll"
                                    + " back to; the newest whole one is kept however old")
                    Integer keep) {
        Registry registry = option.existing();
        registry.names().forEach(name -> registry.collect(name).forEach(path -> out().println("deleted " + path)));
        if (keep != null) {
            LoadCommand.deleteOld(registry, keep, spec);
        }
        return 0;
    }

    private static void requireKnown(Registry registry, String name) {
        if (!registry.names().contains(name)) {
            throw new IllegalArgumentException(
                    "the registry has no model '" + name + "'" + Nearest.advice(name, registry.names()));
        }
    }

    private static int newest(Standing standing) {
        return standing.champion().orElseGet(() -> standing.versions().stream().reduce(0, Math::max));
    }

    private void print(Manifest manifest, Standing standing, ObjectNode node) {
        TextTable facts = new TextTable()
                .row(
                        "model",
                        standing.name() + " " + manifest.version() + " ("
                                + node.path("state").asText() + ")")
                .row("family", manifest.facts().family())
                .row("as-of", manifest.facts().asOf().toString())
                .row("rung", manifest.facts().rung())
                .row("verdict", manifest.facts().verdict())
                .row("intended use", manifest.facts().intendedUse())
                .row("digest", node.path("digest").asText())
                .row("schema", manifest.facts().fingerprint())
                .row("published", manifest.published().toString());
        facts.lines(Terminal.current().columns()).forEach(out()::println);
        out().println();
        TextTable metrics = new TextTable().row("metric", "value", "90 % interval");
        manifest.facts()
                .metrics()
                .forEach((name, metric) -> metrics.row(name, number(metric.value()), interval(metric)));
        metrics.lines(Terminal.current().columns()).forEach(out()::println);
        out().println();
        TextTable journal = new TextTable().row("when", "what", "version", "by", "why");
        standing.entries()
                .forEach(entry -> journal.row(
                        entry.at().toString(), entry.action().name(), "" + entry.version(), entry.by(), entry.why()));
        journal.lines(Terminal.current().columns()).forEach(out()::println);
    }

    private static String interval(Metric metric) {
        return Double.isNaN(metric.low()) && Double.isNaN(metric.high())
                ? "-"
                : "[" + number(metric.low()) + ", " + number(metric.high()) + "]";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.5g", value);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
