package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasons for quarantine, taken from the sources that give them, have words in the languages of the pages. */
class QuarantineWordsTest {

    private static final Path ROOT = Path.of(System.getProperty("perennial.root"));
    private static final Path INGEST = ROOT.resolve("features/spark/src/main/java/io/perennial/features/spark");
    private static final Path WORDS = ROOT.resolve("serving/http/src/main/resources/io/perennial/http/report");
    private static final String KEYS = "quarantine.";

    /** Reasons that populations of earlier releases tell. */
    private static final List<String> RETIRED = List.of("text holds half of a surrogate pair");

    /** Where a reason is given, handed on or made. */
    private static final Pattern GIVEN = Pattern.compile("(?s)(?:new BadRow|LogRow\\.unreadable|giveUp|quarantined"
            + "|-> (?:number|written))\\([^;]*;|String problem\\(\\) \\{.*?\\n    }");

    /** Texts and values added up, first a text or the name of a quantity. */
    private static final Pattern REASON =
            Pattern.compile("(what \\+ )?(\"[^\"]*\"(?:\\s*\\+\\s*(?:\"[^\"]*\"|[\\w.]+(?:\\(\\))?))*)");

    private static final Pattern PART = Pattern.compile("\"([^\"]*)\"|[\\w.]+(?:\\(\\))?");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z_]+\\b");
    private static final Pattern QUANTITY = Pattern.compile("\\b(whole|decimal)\\(text, \"(\\w+)\"");
    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");

    private static String sources;
    private static Set<String> reasons;

    @BeforeAll
    static void read_the_sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder : List.of("source", "ingest")) {
            try (Stream<Path> files = Files.list(INGEST.resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        sources = all.toString();
        reasons = GIVEN.matcher(sources)
                .results()
                .map(MatchResult::group)
                .flatMap(given -> Stream.concat(written(given), constants(given)))
                .filter(reason -> reason.contains(" "))
                .collect(Collectors.toCollection(TreeSet::new));
        reasons.addAll(RETIRED);
    }

    /** The reasons of a statement, with 0 for every value in them. */
    private static Stream<String> written(String given) {
        return REASON.matcher(given).results().flatMap(reason -> {
            String text = PART.matcher(reason.group(2))
                    .results()
                    .map(part -> part.group(1) == null ? "0" : part.group(1))
                    .collect(Collectors.joining());
            return reason.group(1) == null ? Stream.of(text) : quantities(given).map(quantity -> quantity + text);
        });
    }

    /** What a statement may speak of: only whole numbers lie between bounds. */
    private static Stream<String> quantities(String given) {
        return QUANTITY.matcher(sources)
                .results()
                .filter(read -> read.group(1).equals("whole") || !given.contains("least"))
                .map(read -> read.group(2));
    }

    private static Stream<String> constants(String given) {
        return CONSTANT.matcher(given)
                .results()
                .flatMap(name -> Pattern.compile("String " + name.group() + " = \"([^\"]+)\";")
                        .matcher(sources)
                        .results())
                .map(constant -> constant.group(1));
    }

    @Test
    void reasons_of_every_form_are_found() {
        for (String reason : List.of(
                "user is missing",
                "duration is not between 0 and 0",
                "amount is out of range",
                "time is not ISO 8601",
                "line is longer than 0 bytes",
                "has 0 columns, not 0",
                "not a JSON object",
                "a number in 'when' cannot be read",
                "id repeats with different content")) {
            assertTrue(reasons.contains(reason), () -> reason + " is not among " + reasons);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void every_reason_has_words_and_no_words_are_left_without_one(String language) throws IOException {
        Properties words = new Properties();
        try (Reader text = Files.newBufferedReader(WORDS.resolve("report." + language + ".properties"))) {
            words.load(text);
        }
        Set<String> known = words.stringPropertyNames().stream()
                .filter(key -> key.startsWith(KEYS))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                List.of(),
                reasons.stream()
                        .filter(reason -> known.stream().noneMatch(key(reason)::startsWith))
                        .toList());
        assertEquals(
                List.of(),
                known.stream()
                        .filter(key ->
                                reasons.stream().noneMatch(reason -> key(reason).startsWith(key)))
                        .toList());
    }

    /** As the pages look a reason up: by the longest key that it begins with. */
    private static String key(String reason) {
        return KEYS + NO_LETTERS.matcher(reason.toLowerCase(Locale.ROOT)).replaceAll("_");
    }
}
