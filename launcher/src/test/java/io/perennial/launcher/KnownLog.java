package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A log the invariants are proven on: a simulated company, or one of four public logs.
 *
 * @param name    for folders and messages
 * @param window  as-of, gap and horizon as docs/LOGS.md has them
 * @param parts   its files, by mapping
 * @param aliases ids that are one user, if there are any
 */
record KnownLog(String name, Window window, List<Part> parts, Optional<Path> aliases) {

    /** What is asked of a log. */
    record Window(LocalDate asOf, String gap, String horizon) {

        static Window of(String asOf, String gap, String horizon) {
            return new Window(LocalDate.parse(asOf), gap, horizon);
        }
    }

    /**
     * Files under one mapping.
     *
     * @param mapping a built-in name or a file
     */
    record Part(String mapping, LineFormat format, List<Path> files) {}

    private static final LineFormat APP_EVENTS =
            LineFormat.epoch(".*\"ts\":(?<time>\\d{13}),\"uid\":\"(?<user>[^\"]*)\".*", 1_000, "Asia/Shanghai");
    private static final LineFormat ORDERS =
            LineFormat.local("[^,]*,(?<user>[^,]*),(?<time>[\\d: -]{19}),(?<amount>[\\d.]+),.*");
    private static final LineFormat CAMPAIGNS =
            LineFormat.local("[^,]*,[^,]*,[^,]*,(?<user>[^,]*),[^,]*,(?<time>[\\d: -]{19})");
    private static final LineFormat FEEDBACK =
            LineFormat.local(".*\"customer\":\"(?<user>[^\"]*)\",\"created\":\"(?<time>[^\"]*)\".*");

    /** Three years of a company of 150 users, with all kinds of events and all the mess of real logs. */
    static KnownLog company(Path folder) throws IOException, InterruptedException {
        Terminal.Answer answer = new Terminal(folder)
                .type(2, "simulate", "--users", "150", "--days", "1150", "--seed", "1", "--out", "raw");
        assertEquals(0, answer.exit(), answer.err());
        Path raw = folder.resolve("raw");
        List<Part> parts = List.of(
                simulated(raw, "app_events", APP_EVENTS),
                simulated(raw, "orders", ORDERS),
                simulated(raw, "campaigns", CAMPAIGNS),
                simulated(raw, "feedback", FEEDBACK));
        return new KnownLog(
                "company", Window.of("2026-08-20", "3d", "60d"), parts, Optional.of(raw.resolve("aliases.csv")));
    }

    private static Part simulated(Path raw, String log, LineFormat format) throws IOException {
        try (Stream<Path> files = Files.list(raw.resolve(log))) {
            return new Part(
                    raw.resolve("mapping-" + log + ".toml").toString(),
                    format,
                    files.sorted().toList());
        }
    }

    /** The 2,357 customers of the published studies. */
    static KnownLog cdnowSample() {
        LineFormat format = LineFormat.local("\\d+,(?<user>\\d+),(?<time>[\\d-]{10}),\\d+,(?<amount>[\\d.]+)");
        return published("cdnow-sample", Window.of("1997-10-01", "0d", "273d"), format, "cdnow/cdnow_sample.csv.gz");
    }

    /** The second year of the gift wholesaler. */
    static KnownLog onlineRetail() {
        LineFormat format = LineFormat.local("[^,]*,[^,]*,(?:\"(?:[^\"]|\"\")*\"|[^,]*),-?\\d+,"
                + "(?<time>[\\d: -]{19}),(?<amount>[\\d.]+),(?<user>[\\d.]*),.*");
        return published(
                "online-retail",
                Window.of("2011-06-10", "0d", "182d"),
                format,
                "online-retail/online_retail_2010-2011.csv.gz");
    }

    /** Messages of students, without money. */
    static KnownLog collegeMsg() {
        LineFormat format = LineFormat.epoch("(?<user>\\d+),\\d+,(?<time>\\d+)", 1, "America/Los_Angeles");
        return published("college-msg", Window.of("2004-08-08", "0d", "28d"), format, "college-msg/college_msg.csv.gz");
    }

    /** Raters of traders, sparse, over five years. */
    static KnownLog bitcoinOtc() {
        LineFormat format = LineFormat.epoch("(?<user>\\d+),\\d+,(?<amount>-?\\d+),(?<time>[\\d.]+)", 1, "UTC");
        return published(
                "bitcoin-otc", Window.of("2013-01-01", "3d", "180d"), format, "bitcoin-otc/bitcoin_otc.csv.gz");
    }

    private static KnownLog published(String mapping, Window window, LineFormat format, String file) {
        Path path = Path.of(System.getProperty("perennial.root"), "..", "shared", "data", file)
                .normalize();
        assumeTrue(Files.isReadable(path), () -> "SKIPPED: the public data is not there: " + path.toAbsolutePath());
        return new KnownLog(mapping, window, List.of(new Part(mapping, format, List.of(path))), Optional.empty());
    }

    /** The same past with another future, see {@link RawFile#poisoned}. */
    KnownLog poisoned(Path folder) throws IOException {
        return rewritten(folder, (file, format) -> {
            RawFile other = file.poisoned(format, window.asOf(), 5);
            assertTrue(file.rowsBefore(window.asOf(), format) == other.rowsBefore(window.asOf(), format), "the past");
            assertTrue(!other.equals(file) || file.rows().size() < 20, "nothing was poisoned");
            return other;
        });
    }

    /** The same rows in another order. */
    KnownLog shuffled(Path folder) throws IOException {
        return rewritten(folder, (file, format) -> file.shuffled(6));
    }

    @FunctionalInterface
    private interface Rewriting {
        RawFile of(RawFile file, LineFormat format);
    }

    private KnownLog rewritten(Path folder, Rewriting rewriting) throws IOException {
        List<Part> others = new ArrayList<>();
        for (Part part : parts) {
            Path place = folder.resolve(Path.of(part.mapping()).getFileName().toString());
            List<Path> files = new ArrayList<>();
            for (Path file : part.files()) {
                Path other = place.resolve(file.getFileName());
                rewriting.of(RawFile.read(file, part.format()), part.format()).write(other);
                files.add(other);
            }
            others.add(new Part(part.mapping(), part.format(), files));
        }
        return new KnownLog(name, window, others, aliases);
    }

    /** What {@code ingest} is told. */
    List<String> sources() {
        List<String> words = new ArrayList<>();
        for (Part part : parts) {
            words.addAll(List.of("--mapping", part.mapping(), "--log"));
            part.files().forEach(file -> words.add(file.toString()));
        }
        aliases.ifPresent(file -> words.addAll(List.of("--aliases", file.toString())));
        return words;
    }
}
