package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.serving.ModelChange;
import io.perennial.http.serving.ModelChanges;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change does what its page showed, or nothing; and a page shows no change that would be refused. */
class ShownChangeTest {

    @TempDir
    Path root;

    private ChangeDesk desk;
    private Registry registry;

    @BeforeEach
    void start() {
        desk = new ChangeDesk(root, 4);
        registry = desk.registry();
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private Standing standing() {
        return registry.standing("churn");
    }

    private void promote(int... versions) {
        for (int version : versions) {
            registry.promote("churn", version, "");
        }
    }

    private void damage(int version) throws IOException {
        Files.write(root.resolve("registry/churn/versions/" + version + "/model.bin"), new byte[10]);
    }

    /** Confirms a page that is out of date: nothing is done, and the answer says what there is now. */
    private void refused(String page, String now) throws Exception {
        int entries = standing().head();
        HttpResponse<String> answer = desk.confirm(page);
        assertEquals(409, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(now), answer.body());
        assertEquals(entries, standing().head());
    }

    @Test
    void where_nobody_was_shown_to_answer_a_champion_of_since_then_is_not_replaced() throws Exception {
        registry.withdraw("churn", "killed");
        String shown = desk.page("change=promote&version=3");
        assertTrue(shown.contains("nothing answers now"), shown);
        promote(4);
        refused(shown, "model churn has a champion by now, 4, where nobody was");
        registry.withdraw("churn", "killed again");
        assertEquals(303, desk.confirm(shown).statusCode(), "nobody answers, as it showed");
        assertEquals(OptionalInt.of(3), standing().champion());
    }

    @Test
    void a_rollback_brings_the_version_back_that_was_shown_or_none() throws Exception {
        promote(2, 3);
        String shown = desk.page("change=rollback");
        registry.retire("churn", 2, "leaks");
        refused(shown, "another champion before this one by now, no longer 2 but 1");
        assertEquals(303, desk.confirm(desk.page("change=rollback")).statusCode());
        assertEquals(OptionalInt.of(1), standing().champion());
    }

    @Test
    void the_trial_of_another_challenger_than_was_shown_goes_on() throws Exception {
        registry.challenge("churn", 2, "");
        String shown = desk.page("change=dismiss");
        registry.challenge("churn", 3, "");
        refused(shown, "another challenger by now, no longer 2 but 3");
        registry.dismiss("churn", "");
        refused(shown, "no challenger any more, where 2 was");
    }

    @Test
    void a_kill_has_the_version_answer_that_was_shown_or_kills_nothing() throws Exception {
        promote(2, 3);
        String shown = desk.page("change=kill");
        damage(2);
        refused(shown, "another successor to its champion by now, no longer 2 but 1");
        registry.retire("churn", 1, "leaks");
        refused(shown, "no successor to its champion any more, where 2 was");
        String alone = desk.page("change=kill");
        assertTrue(alone.contains("nothing will answer"), alone);
        assertEquals(303, desk.confirm(alone).statusCode());
        assertEquals(OptionalInt.empty(), standing().champion());
    }

    @Test
    void a_trial_without_a_champion_is_ended_on_the_page() throws Exception {
        registry.challenge("churn", 2, "");
        registry.withdraw("churn", "");
        String model = desk.get("/models/churn", desk.admin()).body();
        assertTrue(model.contains("value=\"dismiss\""), "no way to end the trial");
        assertFalse(
                model.contains("value=\"kill\"") || model.contains("value=\"rollback\""), "there is nobody to take");
        assertEquals(303, desk.confirm(desk.page("change=dismiss")).statusCode());
        assertEquals(OptionalInt.empty(), standing().challenger());
    }

    @Test
    void what_would_be_refused_is_refused_before_it_is_confirmed() throws Exception {
        registry.retire("churn", 2, "leaks");
        damage(3);
        sameRefusal("change=promote&version=2", 409, "churn 2 is retired");
        sameRefusal("change=challenge&version=2", 409, "churn 2 is retired");
        sameRefusal("change=challenge&version=1", 409, "churn 1 is champion");
        sameRefusal("change=promote&version=3", 503, "model.bin");
        sameRefusal("change=dismiss", 409, "has no challenger");
        sameRefusal("change=rollback", 409, "no champion before this one");
        registry.withdraw("churn", "");
        sameRefusal("change=rollback", 409, "no champion to roll back");
        sameRefusal("change=kill", 409, "no champion to kill");
    }

    private void sameRefusal(String change, int status, String words) throws Exception {
        int entries = standing().head();
        HttpResponse<String> shown = desk.get(ChangeDesk.CHANGE + "?" + change, desk.admin());
        HttpResponse<String> made = desk.post(change, desk.admin(), "same-origin");
        assertEquals(status, made.statusCode(), change);
        assertEquals(status, shown.statusCode(), change);
        assertTrue(said(made).contains(words), said(made));
        assertEquals(said(made), said(shown), change);
        assertEquals(entries, standing().head());
    }

    private static String said(HttpResponse<String> problem) {
        return problem.body().replaceAll("(?s).*<p class=\"said\"[^>]*>(.*?)</p>.*", "$1");
    }

    @Test
    void a_form_takes_the_reason_the_server_takes() throws Exception {
        int most = ModelChanges.LONGEST_WHY;
        assertTrue(desk.page("change=promote&version=2").contains(" maxlength=\"" + most + "\""));
        HttpResponse<String> refused =
                desk.post("change=promote&version=2&why=" + "y".repeat(most + 1), desk.admin(), "same-origin");
        assertEquals(400, refused.statusCode());
        assertTrue(said(refused).contains("the reason has " + (most + 1) + " characters"), said(refused));
        String document = desk.get("/openapi.json", desk.admin()).body();
        Set<String> bounds = Pattern.compile("\"why\":\\{[^}]*\"maxLength\":(\\d+)")
                .matcher(document)
                .results()
                .map(bound -> bound.group(1))
                .collect(Collectors.toSet());
        assertEquals(Set.of(String.valueOf(most)), bounds);
        assertEquals(OptionalInt.of(1), standing().champion());
    }

    @Test
    void an_address_that_names_no_change_shows_none() throws Exception {
        for (String path : new String[] {ChangeDesk.CHANGE, ChangeDesk.CHANGE + "?version=2"}) {
            HttpResponse<String> answer = desk.get(path, desk.admin());
            assertEquals(400, answer.statusCode(), answer.body());
            assertTrue(said(answer).contains("change is '', not one of"), said(answer));
            assertTrue(said(answer).contains(String.join(", ", ModelChange.ids())), said(answer));
        }
    }

    @Test
    void a_damaged_version_leads_to_the_models_and_not_to_another_try() throws Exception {
        damage(2);
        String change = "change=promote&version=2";
        HttpResponse<String> shown = desk.get(ChangeDesk.CHANGE + "?" + change, desk.admin());
        assertEquals(503, shown.statusCode());
        assertTrue(shown.body().contains("<h1>Published data is damaged</h1>"), shown.body());
        assertTrue(shown.body().contains("<a class=\"button\" href=\"/\">Models</a>"), shown.body());
        assertFalse(shown.body().contains("offline=yes"), "an offline copy of a failure");
        assertFalse(shown.body().contains("id=\"again\""), "trying again mends no file");
        HttpResponse<String> made = desk.post(change, desk.admin(), "same-origin");
        assertEquals(503, made.statusCode());
        assertFalse(made.body().contains("id=\"again\""), "a link that sends no form");
    }
}
