package io.perennial.http.answer;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.feature.ColumnGroup;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableColumn.Seen;
import io.perennial.features.feature.TableSchema;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyTable;
import io.perennial.http.config.ServerConfig;
import io.perennial.scoring.explain.Notice;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.UserRow;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of cells that a model of a table can't have learned anything of. */
class CellNoticesTest {

    private static final TableSchema SCHEMA = new TableSchema(
            "left",
            "yes",
            List.of(
                    new TableColumn("age", new ColumnGroup("who"), List.of(), new Seen(false, true)),
                    new TableColumn("colour", new ColumnGroup("taste"), List.of("red", "blue"), new Seen(false, false)),
                    new TableColumn("spend", new ColumnGroup("money"), List.of(), new Seen(true, true))));

    @TempDir
    Path root;

    private JsonNode answer(RunningServer server, String features) throws Exception {
        return json(server.post("/v1/score", "{\"rows\":[{\"user\":\"u\",\"features\":" + features + "}]}"))
                .at("/rows/0/answer");
    }

    private RunningServer server() {
        Registry registry = Registry.at(root.resolve("registry"));
        registry.promote("churn", registry.publish(TinyTable.draft(SCHEMA)), "");
        return RunningServer.logging(registry, ServerConfig.defaults());
    }

    @Test
    void a_score_names_the_columns_that_are_missing_in_the_row_and_hardly_ever_were_in_training() throws Exception {
        try (RunningServer server = server()) {
            assertFalse(answer(server, "{\"age\":1,\"colour\":\"red\"}").has("notices"));
            JsonNode answer = answer(server, "{\"spend\":1}");
            assertEquals("newly_missing", answer.at("/notices/0/id").asText());
            assertTrue(answer.at("/notices/0/en").asText().contains(": age, colour;"), answer.toString());
            assertEquals(1, answer.path("notices").size());
            assertEquals("from_table;newly_missing", answer.at("/score/verdict").asText());
        }
    }

    @Test
    void a_category_that_training_hardly_had_is_told_with_the_nearest_known_and_again_when_it_is_replayed()
            throws Exception {
        try (RunningServer server = server()) {
            JsonNode answer = answer(server, "{\"age\":1,\"colour\":\"bleu\\u0007\"}");
            assertEquals("unknown_value", answer.at("/notices/0/id").asText());
            assertTrue(
                    answer.at("/notices/0/en")
                            .asText()
                            .contains("had 'bleu?', so it counts as missing; did you mean 'blue'?"),
                    answer.toString());
            JsonNode replayed = json(server.post(answer.path("trace").asText() + "/replay", ""));
            assertTrue(replayed.toString().contains("\"equal\":true"), replayed.toString());
        }
    }

    @Test
    void that_a_table_tells_no_value_is_said_in_words() throws Exception {
        try (RunningServer server = server()) {
            String rows = "{\"target\":\"ltv\",\"rows\":[{\"user\":\"u\",\"features\":{\"age\":1}}]}";
            String answer = server.post("/v1/explain", rows).body();
            assertTrue(answer.contains("has no ltv: scored from a table, which tells no value"), answer);
        }
    }

    @Test
    void no_more_than_twenty_columns_are_named() {
        List<TableColumn> many = IntStream.range(0, 25)
                .mapToObj(i -> new TableColumn("c" + i, new ColumnGroup("all"), List.of(), new Seen(false, true)))
                .toList();
        double[] nothing = new double[25];
        Arrays.fill(nothing, Double.NaN);
        List<Notice> notices =
                CellNotices.of(new TableSchema("left", "yes", many), UserRow.ofTable("u", 20_000, nothing, Map.of()));
        assertTrue(notices.get(0).en().contains(", c19 and 5 more;"), notices.toString());
    }
}
