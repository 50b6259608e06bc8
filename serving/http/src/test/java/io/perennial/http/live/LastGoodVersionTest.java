package io.perennial.http.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.registry.Changes;
import io.perennial.scoring.registry.KillSwitch;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What answers while versions come, go and are broken. */
class LastGoodVersionTest {

    @TempDir
    Path root;

    private Registry registry;
    private LiveState live;

    @BeforeEach
    void publish() {
        registry = Registry.at(root.resolve("registry"));
        live = new LiveState(registry, ChurnGrade.Thresholds.defaults());
    }

    @AfterEach
    void stop() {
        live.close();
    }

    private int publishChurn(double shift) {
        return TinyCompany.publish(registry, "churn", TinyCompany.churn(shift), TinyCompany.SCHEMA);
    }

    private String answering() {
        live.refresh();
        return live.state().models().stream()
                .map(model -> model.id().toString())
                .toList()
                .toString();
    }

    private Path file(String name, int version, String file) {
        return root.resolve("registry/" + name + "/versions/" + version + "/" + file);
    }

    @Test
    void an_empty_registry_is_not_ready_and_says_what_to_do() {
        assertEquals("[]", answering());
        assertFalse(live.state().isReady());
        assertTrue(live.state().reason().contains("train one"), live.state().reason());
    }

    @Test
    void who_is_not_ready_says_when_to_ask_again_only_where_waiting_helps() {
        assertEquals("2", live.state().problem().orElseThrow().headers().get("Retry-After"), "nothing was read yet");
        live.refresh();
        assertEquals(Map.of(), live.state().problem().orElseThrow().headers());
        publishChurn(0);
        live.refresh();
        assertEquals(Optional.empty(), live.state().problem());
    }

    @Test
    void a_promoted_version_takes_over_and_a_rollback_brings_the_old_one_back() {
        publishChurn(0);
        assertEquals("[churn@1]", answering());
        publishChurn(1);
        assertEquals("[churn@2]", answering());
        registry.rollback("churn", "");
        assertEquals("[churn@1]", answering());
        assertTrue(live.state().isReady());
    }

    @Test
    void the_log_tells_what_answers_from_now_on_and_that_the_server_is_ready_again() throws IOException {
        answering();
        ServingState empty = live.state();
        publishChurn(0);
        answering();
        ServingState first = live.state();
        assertEquals(
                List.of("churn 1 answers", "ready again"),
                SwapNews.of(empty, first).changes());
        assertEquals(List.of(), SwapNews.of(first, first).changes());
        publishChurn(1);
        answering();
        ServingState second = live.state();
        assertEquals(new SwapNews(List.of(), List.of("churn 2 answers")), SwapNews.of(first, second));
        Files.write(file("churn", publishChurn(2), "model.bin"), new byte[10]);
        answering();
        SwapNews refused = SwapNews.of(second, live.state());
        assertEquals(List.of(), refused.changes());
        assertTrue(refused.problems().get(0).startsWith("churn 3 may not answer: "), refused.toString());
        assertEquals(
                List.of(),
                SwapNews.of(ServingState.nothing(), second).changes(),
                "a start tells what answers by itself");
    }

    @Test
    void the_log_tells_what_answers_no_more() {
        publishChurn(0);
        TinyCompany.publish(registry, "ltv", TinyCompany.ltv(), TinyCompany.SCHEMA);
        answering();
        ServingState both = live.state();
        registry.withdraw("ltv", "");
        answering();
        assertEquals(
                List.of("no ltv answers any more"),
                SwapNews.of(both, live.state()).changes());
    }

    @Test
    void what_may_not_answer_is_named_once() {
        assertEquals(
                "churn 3 may not answer: its file is gone", new Refusal("churn", 3, "its file is gone").sentence());
        assertEquals(
                "churn 3 was made for another schema",
                new Refusal("churn", 3, "churn 3 was made for another schema").sentence());
        assertEquals(
                "churn may not answer: its journal is torn", new Refusal("churn", 0, "its journal is torn").sentence());
    }

    @Test
    void a_former_champion_stands_by_in_memory_and_answers_without_being_read_again() throws IOException {
        publishChurn(0);
        publishChurn(1);
        answering();
        live.standBy();
        registry.rollback("churn", "");
        Files.delete(file("churn", 1, "model.bin"));
        assertEquals("[churn@1]", answering());
        assertTrue(live.state().isReady());
    }

    @Test
    void a_version_taken_back_answers_no_more_even_where_nothing_else_can() throws IOException {
        publishChurn(0);
        publishChurn(1);
        TinyCompany.publish(registry, "ltv", TinyCompany.ltv(), TinyCompany.SCHEMA);
        LiveState cold = new LiveState(registry, ChurnGrade.Thresholds.defaults());
        cold.refresh();
        registry.rollback("churn", "");
        Files.delete(file("churn", 1, "model.bin"));
        TinyCompany.publish(registry, "ltv", TinyCompany.ltv(), TinyCompany.schema(30));
        cold.refresh();
        assertEquals(List.of(), cold.state().models());
        assertFalse(cold.state().isReady());
        cold.close();
    }

    @Test
    void a_rollback_to_a_version_that_rotted_is_refused_and_what_answered_does_after_a_restart_too()
            throws IOException {
        publishChurn(0);
        publishChurn(1);
        answering();
        Files.write(file("churn", 1, "model.bin"), new byte[10]);
        assertThrows(RegistryException.class, () -> registry.rollback("churn", "wrong prices"));
        assertEquals("[churn@2]", answering());
        LiveState cold = new LiveState(registry, ChurnGrade.Thresholds.defaults());
        cold.refresh();
        assertEquals(
                live.state().models().get(0).id(), cold.state().models().get(0).id());
        assertTrue(cold.state().isReady());
        cold.close();
    }

    @Test
    void a_broken_new_version_leaves_the_old_one_answering_and_is_named() throws IOException {
        publishChurn(0);
        answering();
        publishChurn(1);
        Files.write(file("churn", 2, "model.bin"), new byte[10]);
        assertEquals("[churn@1]", answering());
        assertTrue(live.state().isReady());
        assertEquals("churn", live.state().refusals().get(0).name());
        assertEquals(2, live.state().refusals().get(0).version());
        ServingState refusing = live.state();
        live.refresh();
        assertSame(refusing, live.state(), "what was made of it is made again for each look at what is refused");
        publishChurn(2);
        assertEquals("[churn@3]", answering());
        assertEquals(List.of(), live.state().refusals());
    }

    @Test
    void a_cold_start_with_a_broken_champion_serves_the_last_good_one() throws IOException {
        publishChurn(0);
        publishChurn(1);
        publishChurn(2);
        Files.delete(file("churn", 3, "golden.jsonl"));
        Files.write(file("churn", 2, "reference.bin"), new byte[0]);
        assertEquals("[churn@1]", answering());
        assertTrue(live.state().isReady());
        assertEquals(3, live.state().refusals().get(0).version());
    }

    @Test
    void a_champion_without_any_good_version_is_not_ready() throws IOException {
        publishChurn(0);
        TinyCompany.publish(registry, "ltv", TinyCompany.ltv(), TinyCompany.SCHEMA);
        Files.delete(file("ltv", 1, "model.bin"));
        assertEquals("[churn@1]", answering());
        assertFalse(live.state().isReady());
        assertTrue(live.state().reason().contains("model.bin"), live.state().reason());
    }

    @Test
    void golden_rows_of_another_model_are_refused_though_every_hash_is_right() {
        Graph one = TinyCompany.churn(0);
        publishChurn(0);
        answering();
        byte[] foreign = registry.open("churn", 1).bytes("golden.jsonl");
        int version = registry.publish(io.perennial.scoring.registry.Draft.of(
                        registry.open("churn", 1).manifest().facts())
                .file("model.bin", io.perennial.scoring.graph.GraphWriter.write(TinyCompany.churn(1e-12)))
                .file("golden.jsonl", foreign));
        registry.promote("churn", version, "");
        assertEquals("[churn@1]", answering());
        assertTrue(live.state().refusals().get(0).reason().contains("golden row"), one.toString());
    }

    @Test
    void versions_of_different_schemas_never_answer_together() {
        TinyCompany.publishModels(registry);
        assertEquals("[churn@1, ltv@1, trend@1]", answering());
        TinyCompany.publish(registry, "churn", TinyCompany.churn(1), TinyCompany.schema(30));
        assertEquals("[churn@1, ltv@1, trend@1]", answering());
        assertTrue(live.state().isReady());
        assertEquals(2, live.state().refusals().size());
        TinyCompany.publish(registry, "ltv", TinyCompany.ltv(), TinyCompany.schema(30));
        TinyCompany.publish(registry, "trend", TinyCompany.trend(), TinyCompany.schema(30));
        assertEquals("[churn@2, ltv@2, trend@2]", answering());
        assertEquals(List.of(), live.state().refusals());
    }

    @Test
    void a_dismissed_challenger_answers_no_more_even_while_another_model_does_not_fit() {
        TinyCompany.publishModels(registry);
        int tried = registry.publish(TinyCompany.draft("churn", TinyCompany.churn(0.5), TinyCompany.SCHEMA));
        registry.challenge("churn", tried, "");
        answering();
        assertTrue(live.state().hasChallenger());
        TinyCompany.publish(registry, "ltv", TinyCompany.ltv(), TinyCompany.schema(30));
        assertEquals("[churn@1, ltv@1, trend@1]", answering());
        assertTrue(live.state().hasChallenger(), "it is tried still");
        registry.dismiss("churn", "worse");
        assertEquals("[churn@1, ltv@1, trend@1]", answering());
        assertFalse(live.state().hasChallenger());
        assertTrue(live.state().isReady());
    }

    @Test
    void a_change_is_followed_without_reading_any_other_journal() throws IOException {
        TinyCompany.publishModels(registry);
        publishChurn(0.5);
        answering();
        live.standBy();
        Changes changes = registry.changes("churn");
        for (String name : List.of("churn", "ltv")) {
            Files.delete(root.resolve("registry/" + name + "/journal/00000001.json"));
        }
        live.follow(KillSwitch.kill(changes, "wrong"));
        assertEquals("churn@1", live.state().models().get(0).id().toString());
        assertEquals(List.of(), live.state().refusals());
    }

    @Test
    void withdrawn_models_answer_no_more_and_churn_of_another_schema_answers_alone() {
        TinyCompany.publishModels(registry);
        assertEquals("[churn@1, ltv@1, trend@1]", answering());
        TinyCompany.publish(registry, "churn", TinyCompany.churn(1), TinyCompany.schema(30));
        registry.withdraw("ltv", "no purchases");
        registry.withdraw("trend", "no purchases");
        assertEquals("[churn@2]", answering());
        assertTrue(live.state().isReady());
        assertEquals(List.of(), live.state().refusals());
    }

    @Test
    void a_journal_that_was_rewritten_is_not_followed() throws IOException {
        publishChurn(0);
        publishChurn(1);
        answering();
        for (Path entry : List.of(
                root.resolve("registry/churn/journal/00000004.json"),
                root.resolve("registry/churn/aliases/champion.json"))) {
            Files.delete(entry);
        }
        assertEquals("[churn@2]", answering());
        assertTrue(live.state().refusals().get(0).reason().contains("journal"));
    }
}
