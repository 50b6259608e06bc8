package io.perennial.command.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.command.toml.WrongFile;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Playbook;
import io.perennial.features.profile.WinBackAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Playbooks as people write them: the standard one, and what is said of a mistake. */
class PlaybookFileTest {

    private static final Path PAGE = Path.of(System.getProperty("perennial.root", "."), "docs/PLAYBOOK.md");

    @Test
    void the_standard_playbook_has_an_action_for_each_grade_and_grades_by_fifths() {
        Playbook standard = PlaybookFile.standard();
        assertEquals(ChurnGrade.Thresholds.defaults(), standard.grades());
        assertEquals(
                List.of("observe", "content", "message", "benefit", "call"),
                standard.actions().stream().map(WinBackAction::id).toList());
        for (ChurnGrade grade : ChurnGrade.values()) {
            WinBackAction action = standard.actions().stream()
                    .filter(one -> one.audience().grades().contains(grade))
                    .findFirst()
                    .orElseThrow();
            assertTrue(action.audience().segments().isEmpty(), action.id());
            assertEquals(grade.compareTo(ChurnGrade.R3) >= 0, action.outreach(), action.id());
        }
    }

    @Test
    void the_page_shows_the_standard_playbook_in_full() throws IOException {
        assertTrue(
                Files.readString(PAGE).contains("```toml\n" + PlaybookFile.standardText() + "```\n"),
                "copy playbook.toml of launcher/command to docs/PLAYBOOK.md");
    }

    @Test
    void a_mistake_is_told_with_its_key_and_how_to_mend_it() {
        assertRefused("r4 = 0.6", "r4 = 0.9", "grades.churn grade thresholds 0.2, 0.4, 0.9, 0.8 do not ascend");
        assertRefused("r5 = 0.8", "", "key 'grades.r5' is missing");
        assertRefused("r5 = 0.8", "r5 = \"high\"", "'grades.r5' is \"high\", not a number");
        assertRefused("outreach  = false", "out_reach = false", "did you mean 'outreach'?");
        assertRefused("outreach  = false", "outreach = 0", "'action[0].outreach' is 0, not true or false");
        assertRefused("[\"R1\"]", "[\"R6\"]", "'action[0].grades' has 'R6'; did you mean 'R1'?");
        assertRefused("[\"R3\"]", "[\"R3\"]\nsegments = [\"cant_lose\"]", "did you mean 'cannot_lose'?");
        assertRefused("\"observe\"", "\"call\"", "two actions have the id 'call'");
        assertRefused("saving    = 0.02", "saving = 2", "saving of action 'content' is 2.0, not a share from 0 to 1");
        assertRefused("[grades]", "[grade]", "did you mean 'grades'?");
        assertRefused("[grades]", "[grades", "is not TOML at line 4");
    }

    private static void assertRefused(String text, String slip, String said) {
        String standard = PlaybookFile.standardText();
        assertTrue(standard.contains(text), text);
        int at = standard.indexOf(text);
        String changed = standard.substring(0, at) + slip + standard.substring(at + text.length());
        String message = assertThrows(WrongFile.class, () -> PlaybookFile.parse("mine.toml", changed), slip)
                .getMessage();
        assertTrue(message.startsWith("playbook mine.toml") && message.contains(said), message);
    }
}
