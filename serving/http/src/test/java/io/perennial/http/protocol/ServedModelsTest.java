package io.perennial.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.Problem;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.UserRow;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the standard protocols hold beside the state that answers: nothing twice, and nothing that answers no more. */
class ServedModelsTest {

    @TempDir
    Path root;

    private Registry registry;
    private LiveState live;
    private ServedModels models;

    @BeforeEach
    void start() {
        registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        live = new LiveState(registry, ChurnGrade.Thresholds.defaults());
        live.refresh();
        models = new ServedModels(live, registry, ModelCalls.UNCOUNTED);
    }

    @AfterEach
    void stop() {
        live.close();
    }

    private ServedModel champion(String name) {
        return models.find(name, Optional.empty());
    }

    private void swap() {
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA);
        live.refresh();
    }

    @Test
    void champions_explain_by_the_explainer_of_the_state_also_after_a_swap_and_others_by_their_own() {
        Explainer before = live.state().requireExplainer();
        for (String name : ServedModels.NAMES) {
            assertSame(before, champion(name).explainer().get(), name);
        }
        swap();
        Explainer after = live.state().requireExplainer();
        assertNotSame(before, after);
        for (String name : ServedModels.NAMES) {
            assertSame(after, champion(name).explainer().get(), name);
        }
        ServedModel former = models.find("churn", Optional.of("1"));
        assertNotSame(after, former.explainer().get());
        assertSame(former, models.find("churn", Optional.of("1")), "opened twice");
    }

    @Test
    void a_version_that_was_taken_back_answers_again_as_challenger_and_by_no_other_name() {
        swap();
        registry.rollback("churn", "2 is wrong");
        live.refresh();
        assertThrows(Problem.class, () -> models.find("churn", Optional.of("2")));
        registry.challenge("churn", 2, "mended");
        live.refresh();
        assertEquals(2, models.labelled("churn", "challenger").id().version());
        registry.dismiss("churn", "still wrong");
        live.refresh();
        assertThrows(Problem.class, () -> models.labelled("churn", "challenger"));
        assertThrows(Problem.class, () -> models.find("churn", Optional.of("2")));
    }

    @Test
    void a_version_that_is_retired_answers_no_more_though_it_was_opened_before() throws Exception {
        TinyCompany.publish(registry, "churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA);
        String rows = "{\"inputs\":[{\"name\":\"silence_days\",\"datatype\":\"FP64\",\"shape\":[1],\"data\":[10]}]}";
        String former = "/v2/models/churn/versions/1/infer";
        try (RunningServer server = RunningServer.over(registry)) {
            assertEquals(200, server.post(former, rows).statusCode());
            Explainer explainer = server.server().state().requireExplainer();
            registry.retire("churn", 1, "leaks");
            server.server().refresh();
            assertEquals(404, server.post(former, rows).statusCode());
            assertSame(explainer, server.server().state().requireExplainer(), "made again for the same models");
        }
    }

    @Test
    void the_longer_chain_of_the_state_explains_a_champion_as_one_of_its_own_would() {
        for (String name : ServedModels.NAMES) {
            ServedModel model = champion(name);
            Target target = Target.valueOf(name.toUpperCase(Locale.ROOT));
            Explainer own = new Explainer(model.scorer());
            for (UserLedger ledger : TinyCompany.ledgers(40)) {
                UserRow row = model.row(TinyCompany.vector(ledger), null);
                Score score = model.scorer().score(row);
                assertEquals(
                        own.explain(row, score, target), model.explainer().get().explain(row, score, target));
            }
        }
    }

    @Test
    void nothing_of_a_former_state_is_kept_though_nobody_asks() throws InterruptedException {
        champion("trend");
        models.find("trend", Optional.of("1"));
        WeakReference<ServingState> former = new WeakReference<>(live.state());
        swap();
        for (int tries = 0; tries < 100 && former.get() != null; tries++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(former.get(), "the former state is still held");
    }
}
