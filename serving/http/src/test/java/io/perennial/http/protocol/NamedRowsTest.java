package io.perennial.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.ColumnGroup;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.Schema;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyTable;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the own route that are read token by token get the answers they get read as a tree, to the byte. */
class NamedRowsTest {

    private static final long SEED = 20_261_129;
    private static final int BODIES = 300;
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "7",
            "12.5",
            "1e3",
            "1.50",
            "3.0E-7",
            "0.1",
            "123456789012345",
            "1234567890.123456789",
            "999999999999999.9",
            "null");
    private static final List<String> ODD = List.of(
            "1e15",
            "1e16",
            "-1e300",
            "1e400",
            "true",
            "\"12\"",
            "\" 1,234.5 \"",
            "\"\"",
            "\"na\"",
            "\"red\"",
            "\"blue \"",
            "[1]",
            "{}",
            "12345678901234567890");

    /** A member that is not of the plain form; blanks of its length keep places in the text where they are. */
    private static final String NOTHING = "\"events\":null,";

    @TempDir
    Path root;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void a_log_s_rows_are_answered_alike_however_they_are_read() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, 20)) {
            List<String> ids =
                    FeatureCatalogue.features().stream().map(Feature::id).toList();
            assertAlike(server, TinyCompany.SCHEMA, ids);
        }
    }

    @Test
    void a_table_s_rows_are_answered_alike_however_they_are_read() throws Exception {
        List<TableColumn> columns = List.of(
                new TableColumn("age", new ColumnGroup("who"), List.of()),
                new TableColumn("colour", new ColumnGroup("taste"), List.of("red", "blue", "1.5")),
                new TableColumn("spend", new ColumnGroup("money"), List.of()));
        TableSchema schema = new TableSchema("left", "yes", columns);
        Registry registry = Registry.at(root.resolve("registry"));
        registry.promote("churn", registry.publish(TinyTable.draft(schema)), "");
        try (RunningServer server = RunningServer.over(registry)) {
            assertAlike(server, schema, schema.ids());
        }
    }

    @Test
    void a_number_is_the_same_category_over_every_protocol_however_it_is_written() throws Exception {
        TableSchema schema = new TableSchema(
                "left",
                "yes",
                List.of(
                        new TableColumn("age", new ColumnGroup("who"), List.of()),
                        new TableColumn("plan", new ColumnGroup("taste"), List.of("free", "1.1", "0", "100.0")),
                        new TableColumn("spend", new ColumnGroup("money"), List.of())));
        Registry registry = Registry.at(root.resolve("registry"));
        registry.promote("churn", registry.publish(TinyTable.draft(schema)), "");
        try (RunningServer server = RunningServer.over(registry)) {
            Map<String, String> spellings = Map.of("1.10", "1.1", "11e-1", "1.1", "-0", "0", "1e2", "100.0");
            for (Map.Entry<String, String> spelling : spellings.entrySet()) {
                assertEquals(
                        Set.of(churn(server, "/v1/score", "\"" + spelling.getValue() + "\"")),
                        Stream.of("/v1/score", "/v1/models/churn:predict", "/invocations")
                                .map(path -> churn(server, path, spelling.getKey()))
                                .collect(Collectors.toSet()),
                        spelling.toString());
            }
        }
    }

    /** The probability of a row that holds a plan alone. */
    private static double churn(RunningServer server, String path, String plan) {
        String row = "{\"plan\":" + plan + "}";
        String body =
                switch (path) {
                    case "/v1/score" -> "{\"rows\":[{\"user\":\"u\",\"features\":" + row + "}]}";
                    case "/invocations" -> "{\"dataframe_records\":[" + row + "]}";
                    default -> "{\"instances\":[" + row + "]}";
                };
        try {
            return RunningServer.json(server.post(path, body))
                    .findValue("churn_probability")
                    .doubleValue();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_number_beyond_1e15_is_refused_in_a_table_s_row_by_every_protocol() throws Exception {
        TableSchema schema = new TableSchema(
                "left",
                "yes",
                Stream.of("age", "height", "spend")
                        .map(id -> new TableColumn(id, new ColumnGroup("who"), List.of()))
                        .toList());
        Registry registry = Registry.at(root.resolve("registry"));
        registry.promote("churn", registry.publish(TinyTable.draft(schema)), "");
        try (RunningServer server = RunningServer.over(registry)) {
            for (String number : List.of("1e300", "-1e16", "\"1e300\"")) {
                assertRefused(
                        server, "/v1/score", "{\"rows\":[{\"user\":\"u\",\"features\":{\"spend\":" + number + "}}]}");
                assertRefused(server, "/v1/models/churn:predict", "{\"instances\":[{\"spend\":" + number + "}]}");
                assertRefused(server, "/invocations", "{\"dataframe_records\":[{\"spend\":" + number + "}]}");
            }
            assertRefused(
                    server,
                    "/v2/models/churn/infer",
                    "{\"inputs\":[{\"name\":\"spend\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[1e300]}]}");
        }
    }

    private static void assertRefused(RunningServer server, String path, String body) throws Exception {
        HttpResponse<String> answer = server.post(path, body);
        // The own route answers row by row.
        boolean isRefused = answer.statusCode() == 400 || answer.body().contains("\"status\":400");
        assertTrue(isRefused && answer.body().contains("spend"), path + " " + body + ": " + answer.body());
    }

    /** The same rows, in the plain form and with a member that says nothing but is not of it. */
    private void assertAlike(RunningServer server, Schema schema, List<String> ids) throws Exception {
        NamedRows reader = new NamedRows(schema, 100);
        int plain = 0;
        for (int i = 0; i < BODIES; i++) {
            List<String> rows = IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(row -> row(ids))
                    .toList();
            String asOf = random.nextBoolean() ? "\"asOf\":\"2026-01-0" + (1 + random.nextInt(9)) + "\"," : "";
            String body = "{" + asOf + "\"rows\":[" + joined(rows, "{" + " ".repeat(NOTHING.length())) + "]}";
            String tree = "{" + asOf + "\"rows\":[" + joined(rows, "{" + NOTHING) + "]}";
            plain += reader.read(body.getBytes(StandardCharsets.UTF_8)).isPresent() ? 1 : 0;
            assertTrue(reader.read(tree.getBytes(StandardCharsets.UTF_8)).isEmpty(), tree);
            assertEquals(answer(server, tree), answer(server, body), () -> "seed " + SEED + ": " + body);
        }
        assertTrue(plain > BODIES / 4 && plain < BODIES, plain + " of " + BODIES + " were plain");
    }

    /** An answer; a problem without the id of its request. */
    private static String answer(RunningServer server, String body) throws Exception {
        return server.post("/v1/score", body).body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    private static String joined(List<String> rows, String begin) {
        return rows.stream().map(row -> begin + row + "}").collect(Collectors.joining(","));
    }

    /** Members of a row: mostly plain ones, now and then something that a row must not hold. */
    private String row(List<String> ids) {
        List<String> numbers = random.nextInt(12) == 0 ? ODD : NUMBERS;
        String features = random.ints(random.nextInt(6), 0, ids.size())
                .distinct()
                .mapToObj(column -> "\"" + ids.get(column) + "\":" + numbers.get(random.nextInt(numbers.size())))
                .collect(Collectors.joining(","));
        String more =
                random.nextInt(20) == 0 ? ",\"" + List.of("user", "usr", "asOf").get(random.nextInt(3)) + "\":7" : "";
        String day = random.nextInt(4) == 0 ? ",\"asOf\":\"2026-01-1" + random.nextInt(10) + "\"" : "";
        return "\"user\":\" ü" + random.nextInt(1_000) + "\",\"features\":{" + features + "}" + day + more;
    }
}
