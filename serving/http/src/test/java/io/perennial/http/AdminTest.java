package io.perennial.http;

import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.config.AdminConfig;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.serving.ModelChanges;
import io.perennial.scoring.registry.Registry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What serves is changed over HTTP, on a port of its own, and holds when the answer is there. */
class AdminTest {

    @TempDir
    Path root;

    private RunningServer server;
    private Registry registry;
    private String key;

    @BeforeEach
    void start() {
        RunningServer.Operated operated = RunningServer.ofOperatedCompany(root, 30);
        server = operated.server();
        key = operated.key();
        registry = Registry.at(root.resolve("registry"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int publish(double shift) {
        return registry.publish(TinyCompany.draft("churn", TinyCompany.churn(shift), TinyCompany.SCHEMA));
    }

    private HttpResponse<String> change(int port, String verb, String body) throws Exception {
        return server.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/registry/churn/" + verb))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode done(String verb, String body) throws Exception {
        HttpResponse<String> answer = change(server.server().adminPort().orElseThrow(), verb, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    private int refused(String verb, String body) throws Exception {
        return change(server.server().adminPort().orElseThrow(), verb, body).statusCode();
    }

    private String answering() {
        return server.server()
                .state()
                .scorer()
                .map(any -> any.churn().id().toString())
                .orElse("nothing");
    }

    @Test
    void each_change_holds_at_once_and_the_journal_names_who_made_it() throws Exception {
        int second = publish(0.5);
        done("challenge", "{\"version\": " + second + "}");
        assertTrue(server.server().state().hasChallenger());
        done("promote", "{\"version\": " + second + ", \"why\": \"better\"}");
        assertEquals("churn@2", answering());
        done("rollback", "{}");
        assertEquals("churn@1", answering());
        done("promote", "{\"version\": 2}");
        JsonNode killed = done("kill", "{\"why\": \"wrong prices\"}");
        assertEquals("churn@1", killed.get("answering").get(0).asText());
        assertEquals("churn@1", answering());
        var last = registry.standing("churn")
                .entries()
                .get(registry.standing("churn").head() - 1);
        assertEquals("killed: wrong prices", last.why());
        assertEquals("key:" + key.substring(3, 15), last.by());
    }

    @Test
    void after_a_kill_pages_and_api_say_the_same_of_each_version() throws Exception {
        done("promote", "{\"version\": " + publish(0.5) + "}");
        done("challenge", "{\"version\": " + publish(0.7) + "}");
        done("kill", "{}");
        JsonNode states = json(read("/v1/registry/churn")).get("states");
        List<String> expected = List.of("champion", "taken_back", "challenger");
        assertEquals(expected, states.findValuesAsText("state"));
        String all = read("/models/churn").body();
        for (int version = 1; version <= expected.size(); version++) {
            String state = expected.get(version - 1);
            String said = state.replace('_', ' ');
            String path = "/models/churn/versions/" + version;
            assertTrue(all.contains(path + "\">Version " + version + "</a></th><td>" + said + "</td>"), all);
            assertTrue(read(path).body().contains("<span class=\"tag\">" + said + "</span>"), path);
            assertEquals(
                    state,
                    json(read("/v1/registry/churn/versions/" + version))
                            .get("state")
                            .asText());
        }
    }

    @Test
    void the_registry_tells_what_was_so_at_an_instant() throws Exception {
        String at = "/v1/registry/churn?at=";
        done("promote", "{\"version\": " + publish(0.5) + "}");
        JsonNode now = json(read("/v1/registry/churn"));
        assertEquals(2, now.get("champion").asInt());
        JsonNode then = json(read(at + now.get("journal").get(1).get("at").asText()));
        assertEquals(1, then.get("champion").asInt());
        assertEquals(2, then.get("journal").size());
        assertTrue(json(read(at + "2001-01-01T00:00:00Z")).get("champion").isNull());
        assertEquals(now, json(read(at + "2999-01-01T00:00:00Z")));
        HttpResponse<String> refused = read(at + "yesterday");
        assertEquals(400, refused.statusCode());
        assertEquals("at", json(refused).get("field").asText());
    }

    private HttpResponse<String> read(String path) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(path))
                .header("Authorization", "Bearer " + key)
                .build());
    }

    @Test
    void a_killed_version_answers_no_more_even_where_the_one_before_it_is_damaged() throws Exception {
        done("promote", "{\"version\": " + publish(0.5) + "}");
        Files.write(root.resolve("registry/churn/versions/1/model.bin"), new byte[10]);
        done("kill", "{}");
        // The one before may stand by in memory, whole as it was read.
        assertNotEquals("churn@2", answering());
    }

    @Test
    void a_kill_passes_over_versions_before_it_that_are_damaged() throws Exception {
        done("promote", "{\"version\": " + publish(0.5) + "}");
        done("promote", "{\"version\": " + publish(0.7) + "}");
        Files.write(root.resolve("registry/churn/versions/2/model.bin"), new byte[10]);
        assertEquals(1, done("kill", "{}").get("champion").asInt());
        assertEquals("churn@1", answering());
        assertTrue(registry.standing("churn").isTakenBack(3));
    }

    @Test
    void a_change_that_was_decided_on_another_champion_is_refused() throws Exception {
        done("promote", "{\"version\": " + publish(0.5) + "}");
        int entries = registry.standing("churn").head();
        for (String verb : List.of("kill", "rollback", "promote", "challenge")) {
            String version = verb.startsWith("p") || verb.startsWith("c") ? "\"version\": 1, " : "";
            assertEquals(409, refused(verb, "{" + version + "\"expectedChampion\": 1}"), verb);
        }
        assertEquals(400, refused("kill", "{\"expectedChampion\": \"2\"}"));
        assertEquals(409, refused("promote", "{\"version\": 1, \"expectedChampion\": 0}"), "somebody is champion");
        assertEquals(entries, registry.standing("churn").head());
        assertEquals("churn@2", answering());
        done("kill", "{\"expectedChampion\": 2}");
        assertEquals("churn@1", answering());
    }

    @Test
    void without_a_champion_before_it_the_naive_rule_answers_or_nothing() throws Exception {
        done("kill", "{}");
        assertEquals("nothing", answering());
        assertEquals(409, refused("kill", "{}"));
        assertEquals(409, refused("rollback", "{}"));
        TinyCompany.publishRule(registry);
        done("promote", "{\"version\": 1, \"expectedChampion\": 0}");
        assertEquals("churn@2", done("kill", "{}").get("answering").get(0).asText());
        done("kill", "{}");
        assertEquals("nothing", answering());
        done("promote", "{\"version\": 1, \"expectedChampion\": 0}");
        done("kill", "{}");
        assertEquals("nothing", answering(), "a rule that was killed answers by itself again");
    }

    @Test
    void a_change_that_does_not_fit_is_refused_and_changes_nothing() throws Exception {
        int entries = registry.standing("churn").head();
        assertEquals(400, refused("promote", "{}"));
        assertEquals(400, refused("promote", "{\"version\": \"2\"}"));
        assertEquals(400, refused("kill", "{\"version\": 2}"));
        assertEquals(404, refused("promote", "{\"version\": 9}"));
        assertEquals(409, refused("challenge", "{\"version\": 1}"));
        assertEquals(409, refused("dismiss", "{}"));
        assertEquals(409, refused("rollback", "{}"));
        assertEquals(entries, registry.standing("churn").head());
    }

    @Test
    void a_reason_is_kept_whole_or_refused() throws Exception {
        int port = server.server().adminPort().orElseThrow();
        // One character each, though Java counts two.
        String most = "\uD83D\uDCC9".repeat(ModelChanges.LONGEST_WHY);
        HttpResponse<String> refused = change(port, "promote", "{\"version\": 1, \"why\": \"" + most + "!\"}");
        assertEquals(400, refused.statusCode(), refused.body());
        assertEquals("why", json(refused).get("field").asText());
        done("promote", "{\"version\": 1, \"why\": \"" + most + "\"}");
        assertEquals(
                most,
                registry.standing("churn")
                        .entries()
                        .get(registry.standing("churn").head() - 1)
                        .why());
    }

    @Test
    void the_port_that_answers_takes_no_change_and_without_keys_there_is_no_other() throws Exception {
        assertEquals(404, change(server.server().port(), "kill", "{}").statusCode());
        assertThrows(IllegalArgumentException.class, () -> ConfigBuilder.of(ServerConfig.defaults())
                .admin(new AdminConfig("127.0.0.1", 0))
                .build());
    }
}
