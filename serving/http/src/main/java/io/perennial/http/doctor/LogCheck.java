package io.perennial.http.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.scoring.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether mappings make events of their logs: the first rows go through {@code perennial ingest} itself. */
final class LogCheck {

    private static final double MANY = 0.05;
    private static final String SAYS = "perennial ingest: ";

    /** What ingest says where rows do not have what a mapping looks for in them. */
    private static final List<String> NOTHING_FOUND = List.of("nobody was ever active", "made no event");

    private final Path script;

    /** A mapping and what it reads. */
    record Source(String mapping, List<String> logs) {
        Source {
            logs = List.copyOf(logs);
        }
    }

    LogCheck(Path script) {
        this.script = script;
    }

    /** What is to say of the mappings of one run; what one of them says holds for all, so they are tried together. */
    List<Finding> of(List<Source> sources) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("perennial-doctor");
        try {
            List<String> words = new ArrayList<>();
            boolean isCut = false;
            for (Source source : sources) {
                Sample sample =
                        Sample.of(source.logs(), Files.createDirectories(folder.resolve("sample/" + words.size())));
                words.addAll(List.of("--mapping", source.mapping(), "--log"));
                words.addAll(sample.paths());
                isCut |= sample.isCut();
            }
            Path said = folder.resolve("said");
            int exit = ingest(words, folder.resolve("log"), said);
            return exit == 0
                    ? findings(
                            new ObjectMapper()
                                    .readTree(folder.resolve("log/log.json").toFile()),
                            isCut)
                    : List.of(refused(failure(Files.readAllLines(said), folder), isCut));
        } finally {
            Disk.delete(folder);
        }
    }

    /** Of a part in which nobody does something the whole may be right: where it is sorted, its first rows are alike. */
    private static Finding refused(String why, boolean isCut) {
        return isCut && NOTHING_FOUND.stream().anyMatch(why::contains)
                ? Finding.fault(
                        "log",
                        "of the first rows: " + why,
                        "where the others differ from them, perennial ingest tells of all")
                : Finding.fault("log", why, "");
    }

    private int ingest(List<String> sources, Path out, Path said) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(script.toString(), "ingest"));
        words.addAll(sources);
        words.addAll(List.of("--out", out.toString()));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
    }

    /** The last thing ingest said of itself, without the folder of the sample. */
    private static String failure(List<String> said, Path folder) {
        String words = said.stream()
                .filter(line -> line.startsWith(SAYS))
                .reduce((earlier, later) -> later)
                .orElse(said.isEmpty() ? "ingest said nothing" : said.get(said.size() - 1));
        return words.replace(SAYS, "").replaceAll(folder + "/sample/\\d+/\\d+-", "");
    }

    static List<Finding> findings(JsonNode log, boolean isCut) {
        long rows = log.path("rows").asLong();
        long events = log.path("events").asLong();
        String read = (isCut ? "of the first " : "of all ") + count(rows) + " rows ";
        if (events == 0) {
            return List.of(Finding.fault(
                    "log",
                    read + "none became an event" + reasons(log),
                    "look at 'when' of each [[event]], and at the columns it names"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.good(
                "log",
                read + "came " + count(events) + " events of "
                        + count(log.path("users").asLong()) + " users, "
                        + log.path("first_day").asText() + " to "
                        + log.path("last_day").asText()));
        String stray = log.path("stray_days").asText();
        if (!stray.isEmpty()) {
            findings.add(Finding.note("log", stray, ""));
        }
        long bad = log.path("quarantined").asLong();
        if (bad > 0) {
            findings.add(quarantine(bad / (double) rows, bad, log));
        }
        for (JsonNode rule : log.path("rules")) {
            if (rule.path("events").asLong() == 0) {
                String what = "rule " + rule.path("rule").asText() + " ("
                        + rule.path("kind").asText() + ") made no event" + (isCut ? " of these" : "");
                findings.add(Finding.note("log", what, "look at its 'when': texts compare letter by letter"));
            }
        }
        long ignored = log.path("ignored").asLong();
        if (ignored > MANY * rows) {
            findings.add(Finding.note(
                    "log", count(ignored) + " rows fit no [[event]]", "if they should count, add one for them"));
        }
        return findings;
    }

    private static Finding quarantine(double share, long bad, JsonNode log) {
        String what = count(bad) + (bad == 1 ? " row (" : " rows (")
                + String.format(Locale.ROOT, "%.1f %%", 100 * share) + ") would go to quarantine" + reasons(log);
        String remedy = "mend the mapping, or see each row with its reason in the quarantine folder after ingest";
        return share > 0.5 ? Finding.fault("log", what, remedy) : Finding.note("log", what, remedy);
    }

    private static String reasons(JsonNode log) {
        List<String> reasons = new ArrayList<>();
        log.path("quarantined_by_reason")
                .properties()
                .forEach(reason -> reasons.add(
                        reason.getKey() + " (" + count(reason.getValue().asLong()) + ")"));
        return reasons.isEmpty() ? "" : ": " + String.join(", ", reasons);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
