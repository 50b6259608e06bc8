package io.perennial.http.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.Terminal;
import io.perennial.command.TextTable;
import io.perennial.http.api.Json;
import io.perennial.http.store.StoreAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks over the machine and what is named, and says how to mend what is wrong. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Looks over this machine and, where they are named, a registry, a store of live events, a"
                + " playbook and mappings with their logs; says what is wrong, where, and how to mend it. Exits 1 where anything"
                + " is at fault.")
public final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "A registry: journals, hashes and golden rows (default: models, where it exists).")
    private Path registry;

    @Option(
            names = "--store",
            paramLabel = "ADDRESS",
            description = "A store of live events: a file or jdbc:postgresql://... (default: the one beside the"
                    + " registry).")
    private String store;

    @Option(names = "--playbook", paramLabel = "FILE", description = "A playbook to try.")
    private Path playbook;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Log> logs;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    /** A mapping and what it reads. */
    private static final class Log {
        @Option(
                names = "--mapping",
                required = true,
                paramLabel = "FILE",
                description = "A mapping to try; each with its log.")
        private String mapping;

        @Option(
                names = "--log",
                required = true,
                arity = "1..*",
                paramLabel = "PATH",
                description = "Raw logs to try it on; their first 20,000 rows are read.")
        private List<String> paths;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path script =
                Path.of(System.getProperty("perennial.script", "perennial")).toAbsolutePath();
        List<Finding> findings = new ArrayList<>(MachineCheck.of(Machine.current(script.getParent())));
        Optional<Path> models = models();
        Optional<StoreAddress> kept = store(models);
        if (models.isPresent()) {
            List<Path> file = kept.flatMap(StoreAddress::file).stream().toList();
            findings.addAll(DiskCheck.of(DiskCheck.places(models.get(), file)));
        }
        models.ifPresent(folder -> findings.addAll(RegistryCheck.of(folder)));
        kept.ifPresent(address -> findings.add(StoreCheck.of(address)));
        if (playbook != null) {
            findings.add(PlaybookCheck.of(playbook));
        }
        if (logs != null) {
            findings.addAll(new LogCheck(script)
                    .of(logs.stream()
                            .map(log -> new LogCheck.Source(log.mapping, log.paths))
                            .toList()));
        }
        boolean isHealthy = findings.stream().noneMatch(finding -> finding.level() == Finding.Level.FAULT);
        tell(findings, isHealthy);
        return isHealthy ? 0 : 1;
    }

    private Optional<Path> models() {
        Path usual = Path.of("models");
        return registry != null ? Optional.of(registry) : Optional.of(usual).filter(DoctorCommand::isRegistry);
    }

    /** A folder named models may hold anything. */
    private static boolean isRegistry(Path folder) {
        return Files.isDirectory(folder.resolve("churn").resolve("journal"));
    }

    private Optional<StoreAddress> store(Optional<Path> models) {
        return store != null ? Optional.of(new StoreAddress(store)) : models.map(StoreAddress::beside);
    }

    private void tell(List<Finding> findings, boolean isHealthy) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = Json.object().put("healthy", isHealthy);
            ArrayNode all = node.putArray("findings");
            findings.forEach(finding -> all.add(finding.toJson()));
            out.println(Json.pretty(node));
            return;
        }
        Terminal terminal = Terminal.current();
        TextTable table = new TextTable();
        findings.forEach(finding -> table.row(finding.level().word(), finding.about(), finding.sentence()));
        for (String line : table.lines(terminal.columns())) {
            out.println(coloured(line, findings, terminal));
        }
        out.println(verdict(findings));
    }

    /** Only the first word of a row is coloured: alignment is done by then. */
    private static String coloured(String line, List<Finding> findings, Terminal terminal) {
        return findings.stream()
                .map(Finding::level)
                .distinct()
                .filter(level -> line.startsWith(level.word() + " "))
                .findFirst()
                .map(level -> terminal.paint(level.ink(), level.word())
                        + line.substring(level.word().length()))
                .orElse(line);
    }

    private static String verdict(List<Finding> findings) {
        long faults = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.FAULT)
                .count();
        return faults == 0 ? "nothing is at fault" : faults + " at fault";
    }
}
