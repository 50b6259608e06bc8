package io.perennial.http.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.command.playbook.PlaybookFile;
import io.perennial.http.HttpMain;
import io.perennial.http.RunningServer;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    private static final String LOG_JSON = "{\"rows\":4,\"events\":2,\"ignored\":0,\"quarantined\":2,\"users\":1,"
            + "\"first_day\":\"2026-01-01\",\"last_day\":\"2026-01-02\","
            + "\"stray_days\":\"events of 1 user on 1970-01-01 (m.toml)\","
            + "\"quarantined_by_reason\":{\"user is missing\":2}}";

    @TempDir
    static Path root;

    private static Path registry;

    private record Answer(int exit, String out, String err) {}

    @BeforeAll
    static void publish() throws IOException {
        RunningServer.ofTinyCompany(root, 60).close();
        registry = root.resolve("registry");
        // The doctor looks for native libraries and for the script in the installation it belongs to.
        Path natives = Files.createDirectories(root.resolve("home/training/core/target/lib"));
        String platform = Machine.platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        Files.createFile(natives.resolve("nd4j-native-1-" + platform + ".jar"));
        System.setProperty("perennial.script", root.resolve("home/perennial").toString());
    }

    @AfterAll
    static void forget() {
        System.clearProperty("perennial.script");
    }

    private static Answer doctor(String... options) {
        return doctor(registry, options);
    }

    private static Answer doctor(Path models, String... options) {
        List<String> words = new ArrayList<>(List.of("doctor", "--registry", models.toString()));
        words.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = HttpMain.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        return new Answer(exit, out.toString(), err.toString());
    }

    @Test
    void a_whole_registry_is_at_no_fault() {
        Answer answer = doctor();
        assertEquals(0, answer.exit(), answer.out() + answer.err());
        assertTrue(answer.out().contains("champion replays its golden rows"), answer.out());
        assertTrue(answer.out().contains("60 users as of 2026-01-01"), answer.out());
        assertTrue(answer.out().endsWith("nothing is at fault" + System.lineSeparator()), answer.out());
    }

    @Test
    void the_disks_of_registry_store_and_decisions_are_measured_once_each() {
        String out = doctor().out();
        assertEquals(
                1,
                out.lines()
                        .filter(line -> line.contains("disk of registry, store, decisions"))
                        .count(),
                out);
    }

    @Test
    void a_disk_that_is_nearly_full_is_a_fault() {
        assertEquals(
                Finding.Level.FAULT,
                DiskCheck.judged("disk of store", 50L << 20).level());
        assertEquals(
                Finding.Level.NOTE,
                DiskCheck.judged("disk of store", 500L << 20).level());
        assertEquals(
                Finding.Level.GOOD, DiskCheck.judged("disk of store", 5L << 30).level());
    }

    /** No right lets anybody make a file there, the superuser included. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void where_nothing_can_be_written_is_a_fault_but_of_a_registry_that_a_server_only_reads() throws IOException {
        Path never = Path.of("/proc/sys");
        Map<String, Path> places = DiskCheck.places(never, List.of(never.resolve("none/events.mv")));
        places.put("decisions", root);
        List<Finding> unwritable = DiskCheck.of(places).stream()
                .filter(finding -> finding.what().startsWith("nothing can be written"))
                .toList();
        assertEquals(
                List.of(Finding.fault(
                        "store",
                        "nothing can be written in " + never,
                        "give your user the right to it, or run doctor as the user of the server")),
                unwritable);
    }

    @Test
    void a_playbook_is_tried_before_a_server_reads_it() throws IOException {
        Path good = Files.writeString(root.resolve("good.toml"), PlaybookFile.standardText());
        Answer whole = doctor("--playbook", good.toString());
        assertEquals(0, whole.exit(), whole.out() + whole.err());
        assertTrue(whole.out().contains("has 5 action(s)"), whole.out());
        String slip = PlaybookFile.standardText().replaceFirst("saving +=", "savings =");
        Answer refused = doctor(
                "--playbook", Files.writeString(root.resolve("bad.toml"), slip).toString());
        assertEquals(1, refused.exit());
        assertTrue(refused.out().contains("did you mean 'saving'?"), refused.out());
        String narrow = PlaybookFile.standardText()
                .replace("grades    = [\"R5\"]", "grades = [\"R5\"]\nsegments = [\"loyal\"]");
        Answer partly = doctor(
                "--playbook",
                Files.writeString(root.resolve("narrow.toml"), narrow).toString());
        assertEquals(0, partly.exit());
        assertTrue(partly.out().contains("none for everybody of R5"), partly.out());
    }

    @Test
    void a_flipped_bit_is_a_fault_with_the_model_and_what_to_do() throws IOException {
        Path copy = copied("damaged");
        Path model = copy.resolve("churn/versions/1/model.bin");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 4;
        Files.write(model, bytes);
        Answer answer = doctor(copy);
        assertEquals(1, answer.exit(), answer.out());
        String line = answer.out()
                .lines()
                .filter(found -> found.startsWith("FAULT"))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains("churn") && line.contains("model.bin"), line);
        assertTrue(line.contains("perennial models rollback churn"), line);
    }

    @Test
    void a_journal_without_its_witness_is_a_fault() throws IOException {
        Path copy = copied("unwitnessed");
        Files.delete(copy.resolve("churn/aliases/champion.json"));
        Answer answer = doctor(copy);
        assertEquals(1, answer.exit(), answer.out());
        assertTrue(answer.out().contains("champion.json is missing, so nothing tells"), answer.out());
    }

    private static Path copied(String name) throws IOException {
        Path copy = root.resolve(name);
        try (Stream<Path> files = Files.walk(registry)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(registry.relativize(file)));
            }
        }
        return copy;
    }

    @Test
    void a_store_is_read_and_one_that_is_open_elsewhere_is_no_fault() {
        StoreAddress address = new StoreAddress(root.resolve("events.mv").toString());
        assertTrue(doctor("--store", address.text()).out().contains("none yet at"));
        assertFalse(Files.exists(root.resolve("events.mv")), "a doctor makes nothing");
        try (EventStore store = address.open()) {
            assertEquals(0, store.erased().size());
            Answer answer = doctor("--store", address.text());
            assertEquals(0, answer.exit(), answer.out());
            assertTrue(answer.out().contains("a running server has it"), answer.out());
        }
        assertTrue(doctor("--store", address.text()).out().contains("holds no events"));
    }

    @Test
    void json_is_the_same_findings() throws IOException {
        JsonNode told = new ObjectMapper().readTree(doctor("--json").out());
        assertTrue(told.path("healthy").asBoolean());
        assertTrue(told.path("findings").size() > 8, told.toString());
        told.path("findings").forEach(finding -> assertEquals(4, finding.size(), finding.toString()));
    }

    @Test
    void a_log_goes_through_ingest_and_only_its_first_rows_do() throws IOException {
        script("grep -c . \"$5\" > \"" + root.resolve("lines") + "\"; mkdir -p \"$7\"; echo '" + LOG_JSON
                + "' > \"$7/log.json\"");
        Path log = Files.writeString(root.resolve("orders.csv"), "who,when\n" + "a,b\n".repeat(30_000));
        Answer answer = doctor("--mapping", "m.toml", "--log", log.toString());
        assertEquals("20000", Files.readString(root.resolve("lines")).strip());
        assertTrue(answer.out().contains("of the first 4 rows came 2 events of 1 users"), answer.out());
        assertTrue(answer.out().contains("events of 1 user on 1970-01-01 (m.toml)"), answer.out());
        assertTrue(answer.out().contains("2 rows (50.0 %) would go to quarantine: user is missing (2)"), answer.out());
    }

    @Test
    void mappings_of_one_run_are_tried_together_each_with_its_log() throws IOException {
        Path words = root.resolve("words");
        script("for word; do echo \"$word\"; done > \"" + words + "\"; for out; do :; done; mkdir -p \"$out\"; echo '"
                + LOG_JSON + "' > \"$out/log.json\"");
        Path orders = Files.writeString(root.resolve("orders.csv"), "who,when\n");
        Path campaigns = Files.writeString(root.resolve("campaigns.csv"), "who,when\n" + "a,b\n".repeat(30_000));
        Answer answer = doctor(
                "--mapping",
                "o.toml",
                "--log",
                orders.toString(),
                "--mapping",
                "c.toml",
                "--log",
                campaigns.toString());
        assertEquals(0, answer.exit(), answer.out() + answer.err());
        List<String> said = Files.readAllLines(words);
        assertEquals(List.of("ingest", "--mapping", "o.toml", "--log"), said.subList(0, 4));
        assertTrue(said.get(4).endsWith("-orders.csv"), said.get(4));
        assertEquals(List.of("--mapping", "c.toml", "--log"), said.subList(5, 8));
        assertTrue(said.get(8).endsWith("-campaigns.csv"), said.get(8));
        assertTrue(answer.out().contains("of the first 4 rows"), answer.out());
    }

    @Test
    void a_parquet_file_is_known_by_how_it_begins_and_left_whole() throws IOException {
        script("wc -c < \"$5\" > \"" + root.resolve("bytes") + "\"; mkdir -p \"$7\"; echo '" + LOG_JSON
                + "' > \"$7/log.json\"");
        String content = "PAR1" + "\n".repeat(30_000) + "PAR1";
        Path log = Files.writeString(root.resolve("orders"), content);
        Answer answer = doctor("--mapping", "m.toml", "--log", log.toString());
        assertEquals(
                content.length() + "", Files.readString(root.resolve("bytes")).strip());
        assertTrue(answer.out().contains("of all 4 rows"), answer.out());
    }

    @Test
    void what_ingest_refuses_is_a_fault_in_its_own_words() throws IOException {
        script("echo \"perennial ingest: $5 has no key user\" >&2; exit 2");
        Path log = Files.writeString(root.resolve("orders.csv"), "who,when\n");
        Answer answer = doctor("--mapping", "m.toml", "--log", log.toString());
        assertEquals(1, answer.exit(), answer.out());
        assertTrue(answer.out().contains(" orders.csv has no key user"), answer.out());
    }

    @Test
    void what_ingest_refuses_of_a_part_is_told_of_the_part_alone() throws IOException {
        script("echo \"perennial ingest: nobody was ever active\" >&2; exit 2");
        Path visitsFirst = Files.writeString(root.resolve("sorted.csv"), "who,when\n" + "a,b\n".repeat(30_000));
        Answer answer = doctor("--mapping", "m.toml", "--log", visitsFirst.toString());
        assertTrue(answer.out().contains("of the first rows: nobody was ever active; where the"), answer.out());
        assertTrue(answer.out().contains("perennial ingest tells of all"), answer.out());
    }

    @Test
    void a_rule_that_made_no_event_is_named_with_the_rows_that_were_read() throws IOException {
        String rules = LOG_JSON.replace(
                "\"quarantined_by",
                "\"rules\":[{\"rule\":\"[[event]] 2\",\"kind\":\"visit\",\"events\":0}],\"quarantined_by");
        script("mkdir -p \"$7\"; echo '" + rules + "' > \"$7/log.json\"");
        Path all = Files.writeString(root.resolve("all.csv"), "who,when\n");
        Path more = Files.writeString(root.resolve("more.csv"), "who,when\n" + "a,b\n".repeat(30_000));
        String ofAll = doctor("--mapping", "m.toml", "--log", all.toString()).out();
        String ofSome = doctor("--mapping", "m.toml", "--log", more.toString()).out();
        assertTrue(ofAll.contains("rule [[event]] 2 (visit) made no event; look"), ofAll);
        assertTrue(ofSome.contains("rule [[event]] 2 (visit) made no event of these; look"), ofSome);
    }

    @Test
    void a_file_that_cannot_be_unpacked_is_a_fault_told_by_ingest_of_the_file_itself() throws IOException {
        script("echo \"perennial ingest: log file $5 cannot be read: not a gzip file\" >&2; exit 2");
        Path zipped = Files.write(root.resolve("short.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
        for (Path log : List.of(Files.writeString(root.resolve("plain.csv.gz"), "who,when\n"), zipped)) {
            JsonNode told = new ObjectMapper()
                    .readTree(doctor("--mapping", "m.toml", "--log", log.toString(), "--json")
                            .out());
            assertFalse(told.path("healthy").asBoolean());
            JsonNode last = told.path("findings").path(told.path("findings").size() - 1);
            assertEquals("log", last.path("about").asText());
            assertEquals(
                    "log file " + log + " cannot be read: not a gzip file",
                    last.path("what").asText());
        }
    }

    @Test
    void a_log_without_its_mapping_is_wrong_use() {
        Answer answer = doctor("--log", "orders.csv");
        assertEquals(2, answer.exit());
        assertTrue(answer.err().contains("--mapping"), answer.err());
    }

    private static void script(String body) throws IOException {
        Path script = Files.writeString(root.resolve("home/perennial"), "#!/bin/sh\n" + body + "\n");
        assertTrue(script.toFile().setExecutable(true));
    }
}
