package io.perennial.http.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was erased and is in no log any more is in no file of the registry once old populations are deleted. */
class ErasureTest {

    @TempDir
    Path root;

    @Test
    void an_erased_user_leaves_the_registry_with_the_old_populations() throws Exception {
        List<UserLedger> everybody = TinyCompany.ledgers(30);
        String erased = everybody.get(2).user();
        try (RunningServer server = RunningServer.ofTinyCompany(root, 30)) {
            assertEquals(
                    204,
                    server.send(HttpRequest.newBuilder(server.uri("/v1/users/" + RunningServer.encoded(erased)))
                                    .DELETE()
                                    .build())
                            .statusCode());
            assertTrue(stands(erased), "the first population still holds the user");
            List<UserLedger> others = everybody.stream()
                    .filter(ledger -> !ledger.user().equals(erased))
                    .toList();
            publish(server, others);
            server.server().refresh();
            assertTrue(stands(erased), "a load alone takes nobody out of the population before it");
            Cli collected = Cli.run(
                    "models",
                    "gc",
                    "--populations",
                    "1",
                    "--registry",
                    registry().root().toString());
            assertEquals("deleted population 1\n", collected.out(), collected.err());
            assertFalse(stands(erased));
            String other = "/v1/users/" + RunningServer.encoded(others.get(0).user()) + "/score";
            assertEquals(200, server.get(other).statusCode());
            assertEquals(200, server.get("/v1/users?limit=1").statusCode());
            assertEquals(404, server.get("/v1/registry/population/versions/1").statusCode());
        }
        assertEquals(List.of(), registry().verify("population"));
        try (RunningServer again = RunningServer.over(registry())) {
            assertTrue(again.server().state().isReady());
        }
    }

    @Test
    void a_load_that_keeps_some_deletes_the_oldest_and_leaves_what_a_rollback_brings_back() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, 30)) {
            publish(server, TinyCompany.ledgers(29));
            publish(server, TinyCompany.ledgers(28));
        }
        String at = registry().root().toString();
        assertEquals(
                2,
                Cli.run("load", "--keep", "0", "--bundle", bundle(), "--registry", at)
                        .exit());
        Cli loaded = Cli.run("load", "--keep", "2", "--bundle", bundle(), "--registry", at);
        assertEquals(
                List.of("population 4 is champion", "deleted population 1", "deleted population 2"),
                loaded.out().lines().toList(),
                loaded.err());
        assertEquals(3, registry().rollback("population", ""));
        Cli promoted = Cli.run("models", "promote", "population", "1", "--registry", at);
        assertEquals(2, promoted.exit());
        assertTrue(promoted.err().contains("is retired since"), promoted.err());
        assertEquals(0, Cli.run("models", "verify", "--registry", at).exit());
        Cli collected = Cli.run("models", "gc", "--populations", "1", "--registry", at);
        assertEquals("", collected.out(), "newer than the champion, so somebody may want it back");
    }

    private void publish(RunningServer server, List<UserLedger> users) {
        TinyCompany.publishPopulation(
                registry(),
                server.server().state().requireScorer(),
                root.resolve("bundle"),
                new TinyCompany.Batch(TinyCompany.AS_OF, "data of " + users.size(), users, Map.of()));
    }

    private String bundle() {
        return root.resolve("bundle").toString();
    }

    private Registry registry() {
        return Registry.at(root.resolve("registry"));
    }

    /** Whether any file of the registry holds the id. */
    private boolean stands(String user) throws IOException {
        String id = new String(user.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.walk(registry().root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(id)) {
                    return true;
                }
            }
        }
        return false;
    }
}
