package io.perennial.launcher;

import io.perennial.launcher.results.FormerPage;
import io.perennial.launcher.results.ResultsPage;
import io.perennial.launcher.results.ResultsPage.Finished;
import io.perennial.launcher.results.Study;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs every study of public and simulated data and writes the page of what the models reach. */
@Command(
        name = "results",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs every study of public and simulated data, or those named, and writes the page of all bars."
                + " A study that ran before is read again, not repeated, unless it is named; of one that did not run here"
                + " the page keeps what it said.")
final class ResultsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the public data sets; needed but for --list.")
    private Path data;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "target/results",
            description = "Where the studies run (default: ${DEFAULT-VALUE}).")
    private Path work;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "docs",
            description = "Where RESULTS.md and results/ go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--only", arity = "1..*", paramLabel = "STUDY", description = "Run these again, and no other.")
    private List<String> only = List.of();

    @Option(names = "--list", description = "List the studies and run none.")
    private boolean list;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Study> studies = Study.all();
        if (list) {
            studies.forEach(study -> System.out.printf("%-22s %s%n", study.id(), study.title()));
            return 0;
        }
        problems(studies).findFirst().ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), problem);
        });
        Files.createDirectories(out);
        List<Finished> finished = new ArrayList<>();
        for (int i = 0; i < studies.size(); i++) {
            finished.add(finished(studies.get(i), "[" + (i + 1) + "/" + studies.size() + "] "));
        }
        Path file = out.resolve("RESULTS.md");
        ResultsPage page = new ResultsPage(finished, FormerPage.of(file));
        Files.writeString(file, page.text(), StandardCharsets.UTF_8);
        System.out.printf("%s; page %s%n", page.counts(), file);
        return 0;
    }

    private Stream<String> problems(List<Study> studies) {
        List<String> known = studies.stream().map(Study::id).toList();
        Stream<String> unknown = only.stream()
                .filter(id -> !known.contains(id))
                .map(id -> "--only " + id + " is no study; there are "
                        + known.stream().collect(Collectors.joining(", ")));
        Stream<String> noData = data != null && Files.isDirectory(data)
                ? Stream.empty()
                : Stream.of("--data " + (data == null ? "is missing" : data + " is not a folder")
                        + "; give the one that holds cdnow, online-retail ...");
        return Stream.concat(unknown, noData);
    }

    private Finished finished(Study study, String place) throws IOException, InterruptedException {
        StudyRun run = new StudyRun(
                study, data.toAbsolutePath(), work.resolve(study.id()).toAbsolutePath(), kept().toAbsolutePath());
        boolean isAsked = only.isEmpty() ? run.result().isEmpty() : only.contains(study.id());
        if (isAsked) {
            System.err.println(place + study.id() + " ...");
            run.run(Script.current(), LocalDate.now(ZoneOffset.UTC));
        }
        keep(study, run.text());
        return new Finished(study, run.result());
    }

    /** The text for people goes beside the page. */
    private void keep(Study study, Optional<Path> text) throws IOException {
        if (text.isPresent()) {
            Files.createDirectories(kept());
            Files.copy(text.get(), kept().resolve(study.id() + ".txt"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Texts, and how often outcomes were looked at, which must outlive the folder of a run. */
    private Path kept() {
        return out.resolve("results");
    }
}
