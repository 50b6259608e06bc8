package io.perennial.http.page;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How good a version is by part of the users: its page and the API tell what was published with it. */
class PartsOfUsersTest {

    @TempDir
    private static Path root;

    private static RunningServer server;
    private static JsonNode published;

    @BeforeAll
    static void start() throws IOException {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        published = new ObjectMapper()
                .readTree(registry.open("churn", 1).bytes("evaluation.json"))
                .get("slices");
        registry.publish(TinyCompany.draft("churn", TinyCompany.churn(1), TinyCompany.SCHEMA));
        server = RunningServer.over(registry);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static String row(String html, String part) {
        Matcher row = Pattern.compile("<tr data-part=\"" + part + "\">.*?</tr>", Pattern.DOTALL)
                .matcher(html);
        assertTrue(row.find(), part);
        return row.group();
    }

    @Test
    void the_page_shows_of_every_part_what_was_published_of_it() throws Exception {
        for (String language : List.of("en", "zh")) {
            String html = get("/models/churn/versions/1?lang=" + language);
            for (JsonNode slice : published) {
                for (JsonNode part : slice.get("parts")) {
                    String id =
                            slice.get("name").asText() + ":" + part.get("name").asText();
                    List<Double> expected =
                            new ArrayList<>(List.of(part.get("users").asDouble()));
                    add(expected, part, "predicted");
                    add(expected, part, "actual");
                    addInterval(expected, part.get("ratio"));
                    addInterval(expected, part.at("/figures/auc"));
                    assertEquals(expected, PageNumbers.values(row(html, id)), id);
                }
            }
        }
    }

    private static void add(List<Double> expected, JsonNode node, String field) {
        if (node.hasNonNull(field)) {
            expected.add(node.get(field).asDouble());
        }
    }

    private static void addInterval(List<Double> expected, JsonNode interval) {
        for (String end : List.of("estimate", "low", "high")) {
            add(expected, interval, end);
        }
    }

    @Test
    void what_stands_out_is_told_by_word_and_shape_and_what_is_not_judged_says_why() throws Exception {
        String html = get("/models/churn/versions/1");
        String dormant = row(html, "stage:dormant");
        assertTrue(dormant.contains("predicts too much") && dormant.contains("worse than the naive rule"), dormant);
        assertEquals(2, dormant.split("<span class=\"risk amber\"><svg", -1).length - 1, dormant);
        assertTrue(row(html, "value:middle_third").contains("predicts too little"));
        String mature = row(html, "stage:mature");
        assertTrue(mature.contains("<td>nothing</td>") && !mature.contains("<svg"), mature);
        assertTrue(row(html, "stage:sprout").contains("fewer than 50 users: not judged"));
        assertTrue(row(html, "value:none").contains("all turned out alike: not judged"));
        String chinese = get("/models/churn/versions/1?lang=zh");
        assertTrue(row(chinese, "stage:dormant").contains("预测偏高"), chinese);
        assertTrue(row(chinese, "stage:sprout").contains("用户不足 50 人，不评判"), chinese);
    }

    @Test
    void an_interval_without_an_upper_end_says_so() throws Exception {
        String highest =
                row(get("/models/churn/versions/1"), "value:highest_third").replaceAll("<[^>]*>", "");
        assertTrue(highest.contains("0.92 and more"), highest);
        String chinese = row(get("/models/churn/versions/1?lang=zh"), "value:highest_third")
                .replaceAll("<[^>]*>", "");
        assertTrue(chinese.contains("0.92 及以上"), chinese);
    }

    @Test
    void a_version_published_without_parts_has_a_sentence_in_their_place() throws Exception {
        String ltv = get("/models/ltv/versions/1");
        assertTrue(ltv.contains("There are no figures by part of the users"), ltv);
        assertTrue(get("/models/ltv/versions/1?lang=zh").contains("没有按用户分组的指标"));
        assertFalse(ltv.contains("data-slices=\"ltv\""), ltv);
        assertFalse(get("/models/trend/versions/1").contains("figures by part"), "nobody expects them of a trend");
        String bare = get("/models/churn/versions/2");
        assertTrue(bare.contains("published without the figures of its rivals"), bare);
        assertFalse(bare.contains("data-slices"), bare);
    }

    @Test
    void the_api_tells_the_same_and_leaves_them_out_where_there_are_none() throws Exception {
        JsonNode parts = json(server.get("/v1/registry/churn/versions/1")).get("parts");
        int at = 0;
        for (JsonNode slice : published) {
            for (JsonNode part : slice.get("parts")) {
                JsonNode told = parts.get(at++);
                assertEquals(slice.get("name"), told.get("slice"));
                assertEquals(part.get("name"), told.get("part"));
                for (String same : List.of("users", "untold", "predicted", "actual", "findings")) {
                    assertEquals(part.get(same), told.get(same), told.toString());
                }
                assertInterval(part.get("ratio"), told.get("ratio"));
                assertInterval(part.get("gap"), told.get("gapToNaive"));
                part.get("figures")
                        .properties()
                        .forEach(figure -> assertInterval(
                                figure.getValue(), told.get("metrics").get(figure.getKey())));
            }
        }
        assertEquals(parts.size(), at);
        assertFalse(json(server.get("/v1/registry/ltv/versions/1")).has("parts"));
        assertFalse(json(server.get("/v1/registry/churn/versions/2")).has("parts"));
    }

    private static void assertInterval(JsonNode published, JsonNode told) {
        assertEquals(published.get("estimate"), told.get("value"));
        assertEquals(published.get("low"), told.get("low"));
        assertEquals(published.get("high"), told.get("high"));
    }
}
