package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.config.ServerConfig;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the overview says of a change of loss that other models had their part in. */
class OtherModelsTest {

    private static final int USERS = 60;

    @TempDir
    Path root;

    @Test
    void what_other_models_did_is_not_told_as_the_users_own_doing() throws Exception {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        try (RunningServer server = RunningServer.over(registry, ServerConfig.defaults())) {
            population(registry, server, TinyCompany.EARLIER);
            TinyCompany.publish(registry, "churn", TinyCompany.churn(2), TinyCompany.SCHEMA);
            server.server().refresh();
            population(registry, server, TinyCompany.AS_OF);
            String english = server.get("/?lang=en").body();
            assertTrue(english.contains("id=\"mixed\""), "nothing is said under the users");
            assertTrue(english.contains("Change of risk, by users and by other models"));
            assertFalse(english.contains(">Change of risk<"));
            assertTrue(server.get("/?lang=zh").body().contains("含模型更换的影响"));
        }
    }

    @Test
    void where_the_same_models_scored_the_change_is_the_users() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompanyTwice(root, USERS)) {
            String page = server.get("/?lang=en").body();
            assertFalse(page.contains("id=\"mixed\""));
            assertTrue(page.contains(">Change of risk<"));
        }
    }

    private void population(Registry registry, RunningServer server, LocalDate asOf) {
        TinyCompany.publishPopulation(
                registry,
                server.server().state().requireScorer(),
                root.resolve("of-" + asOf),
                new TinyCompany.Batch(
                        asOf, "of " + asOf, TinyCompany.before(TinyCompany.ledgers(USERS), asOf), Map.of()));
        server.server().refresh();
    }
}
