package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person gets wrong, and what comes back: exit code 2 and one line, or a row in quarantine; never a trace. */
class BadInputIT {

    @TempDir
    private static Path folder;

    private static Terminal terminal;
    private static Terminal.Answer damaged;

    /** One wrong call: the command with its options, and what its one line must say. */
    private record Wrong(String words, String says) {}

    @BeforeAll
    static void a_log_with_every_kind_of_damaged_row() throws Exception {
        terminal = new Terminal(folder);
        Files.writeString(folder.resolve("good.toml"), OwnLog.MAPPING);
        Files.writeString(folder.resolve("good.csv"), OwnLog.csv(3, 100));
        try (OutputStream out = Files.newOutputStream(folder.resolve("damaged.csv"))) {
            out.write(("customer,day,total\na,2025-01-01,5.00\nb,2025-03-01,7.00\n" + "c,2025-01-02,NaN\n"
                            + "c,2025-01-03,Infinity\nc,2025-01-04,-Infinity\nc,04/01/2025,1.00\n,2025-01-05,1.00\nc,"
                            + "x".repeat(10 << 20) + ",1.00\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(
                    new byte[] {'c', (byte) 0xff, (byte) 0xfe, ',', '2', '0', '2', '5', '-', '0', '1', '-', '0', '6'});
            out.write(",1.00\n".getBytes(StandardCharsets.UTF_8));
        }
        damaged = terminal.type(8, "ingest", "--mapping", "good.toml", "--log", "damaged.csv", "--out", "log");
    }

    @Test
    void damaged_rows_go_to_quarantine_and_none_is_lost() throws IOException {
        assertEquals(0, damaged.exit(), damaged.err());
        JsonNode log =
                new ObjectMapper().readTree(folder.resolve("log/log.json").toFile());
        assertEquals(9, log.path("rows").asInt(), log.toString());
        assertEquals(2, log.path("events").asInt(), log.toString());
        assertEquals(7, log.path("quarantined").asInt(), log.toString());
    }

    @Test
    void wrong_calls_that_need_no_spark() throws Exception {
        mapping("key.toml", "currency", "curency");
        mapping("pattern.toml", "yyyy-MM-dd", "yyyy-bb-dd");
        refused(
                new Wrong("run --mapping good.toml --log none.csv --out x", "--log none.csv cannot be read"),
                new Wrong("run --mapping none.toml --log good.csv --out x", "--mapping none.toml is not a file"),
                new Wrong("run --mapping good.toml --log good.csv --out x --horizon soon", "--horizon soon is not"),
                new Wrong("nbd --mapping good.toml --log good.csv --out x --horizon 0w", "--horizon 0w is not 1 to"),
                new Wrong(
                        "ingest --mapping key.toml --log good.csv --out x",
                        "key 'log.curency' is not known; did you mean"),
                new Wrong(
                        "ingest --mapping pattern.toml --log good.csv --out x", "pattern 'yyyy-bb-dd' cannot be used"),
                new Wrong("train --snapshots none --registry models --out x", "build snapshots first"),
                new Wrong("load --bundle none --registry models", "none holds no population"),
                new Wrong("report --run none", "run `perennial score` for none first"));
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void wrong_logs() throws Exception {
        mapping("column.toml", "\"total\"", "\"price\"");
        mapping("currency.toml", "currency = \"EUR\"", "currency = { column = \"money\" }");
        Files.writeString(folder.resolve("empty.csv"), "customer,day,total\n");
        Files.writeString(
                folder.resolve("money.csv"), "customer,day,total,money\na,2025-01-01,1,EUR\na,2025-01-02,1,USD\n");
        refused(
                new Wrong(
                        "ingest --mapping column.toml --log good.csv --out x", "reads column 'price', which log file"),
                new Wrong(
                        "ingest --mapping currency.toml --log money.csv --out x", "amounts are in several currencies"),
                new Wrong("ingest --mapping good.toml --log empty.csv --out x", "made no event"),
                new Wrong(
                        "ingest --mapping good.toml --log good.csv --out good.csv/log",
                        "a file stands where a folder should be"));
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void days_the_log_does_not_cover() throws Exception {
        refused(
                new Wrong("features --log log --out s --as-of 2024-12-01", "is not after the log's first day"),
                new Wrong("features --log log --out s --as-of 2030-01-01", "is after 2025-03-02"));
    }

    @Test
    void files_and_folders_without_a_right_to_them() throws Exception {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "skipped: nothing is forbidden to root");
        Path locked = Files.createDirectories(folder.resolve("locked"));
        Path secret = Files.copy(folder.resolve("good.csv"), folder.resolve("secret.csv"));
        assertTrue(locked.toFile().setWritable(false) && secret.toFile().setReadable(false));
        refused(
                new Wrong("ingest --mapping good.toml --log secret.csv --out x", "cannot be read"),
                new Wrong("ingest --mapping good.toml --log good.csv --out locked/log", "no permission"),
                new Wrong("run --mapping good.toml --log good.csv --out locked/run", "no permission"));
        assertTrue(locked.toFile().setWritable(true));
    }

    private static void mapping(String file, String word, String wrong) throws IOException {
        Files.writeString(folder.resolve(file), OwnLog.MAPPING.replace(word, wrong));
    }

    private static void refused(Wrong... calls) {
        assertAll(Stream.of(calls).map(call -> () -> refused(call)));
    }

    private static void refused(Wrong call) throws Exception {
        Terminal.Answer answer = terminal.type(8, call.words().split(" "));
        String err = call.words() + " said\n" + answer.err();
        assertEquals(2, answer.exit(), err);
        assertFalse(answer.err().contains("\tat ") || answer.err().contains("Exception"), err);
        List<String> says =
                answer.err().lines().filter(line -> line.contains(call.says())).toList();
        assertEquals(1, says.size(), err);
        assertTrue(says.get(0).startsWith("perennial "), err);
    }
}
