package io.perennial.http.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.alarm.AlarmRule;
import io.perennial.http.alarm.AlarmRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmFileTest {

    @TempDir
    private Path directory;

    private AlarmRules read(String toml) throws IOException {
        return AlarmFile.read(Files.writeString(directory.resolve("alarms.toml"), toml));
    }

    private void refused(String toml, String because) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> read(toml), () -> "accepted: " + toml);
        assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("alarms.toml"), refusal.getMessage());
    }

    @Test
    void the_file_that_comes_along_has_the_lines_that_were_asked_for() throws IOException {
        AlarmRules rules = read("");
        assertEquals(AlarmFile.defaults(), rules);
        assertEquals(Optional.empty(), rules.webhook());
        assertEquals(new AlarmRule(true, 0.45, Double.NaN, 1, 50), rules.rules().get(AlarmKind.LTV_DISPERSION));
        assertEquals(new AlarmRule(true, 0.15, 0.3, 2, 20), rules.rules().get(AlarmKind.TIER_VALUE));
        assertEquals(new AlarmRule(true, 0.15, 0.3, 3, 50), rules.rules().get(AlarmKind.ACTIVE_USERS));
        assertEquals(new AlarmRule(true, 0.15, 0.05, 1, 50), rules.rules().get(AlarmKind.NEXT_DAY_RETENTION));
        assertEquals(new AlarmRule(true, 0.2, 0.4, 1, 50), rules.rules().get(AlarmKind.PENETRATION));
    }

    @Test
    void what_is_stated_takes_the_place_of_what_comes_along() throws IOException {
        AlarmRules rules = read("""
                tier_value.in_a_row = 1
                active_users.amber = 0.2
                ltv_dispersion.amber = 2.5
                next_day_retention.amber = 0.1
                complaints = { on = false, amber = 0.01, red = 0.5, least_users = 9 }
                webhook.url = "https://alarms.example/hook?secret"
                """);
        assertEquals(new AlarmRule(true, 0.15, 0.3, 1, 20), rules.rules().get(AlarmKind.TIER_VALUE));
        assertEquals(new AlarmRule(true, 0.2, 0.3, 3, 50), rules.rules().get(AlarmKind.ACTIVE_USERS));
        assertEquals(new AlarmRule(true, 2.5, Double.NaN, 1, 50), rules.rules().get(AlarmKind.LTV_DISPERSION));
        assertEquals(new AlarmRule(true, 0.1, 0.05, 1, 50), rules.rules().get(AlarmKind.NEXT_DAY_RETENTION));
        assertEquals(new AlarmRule(false, 0.01, 0.5, 1, 9), rules.rules().get(AlarmKind.COMPLAINTS));
        assertEquals(Optional.of(URI.create("https://alarms.example/hook?secret")), rules.webhook());
    }

    @Test
    void an_unknown_key_is_refused_with_the_nearest() {
        refused("[complaint]\namber = 0.1", "did you mean 'complaints'?");
        refused("[complaints]\nambre = 0.1", "'complaints.ambre'");
        refused("[complaints]\nambre = 0.1", "did you mean 'amber'?");
        refused("[webhook]\nuri = \"https://a.example\"", "did you mean 'url'?");
    }

    @Test
    void lines_that_make_no_sense_are_refused_by_name() {
        refused(
                "[active_users]\namber = 0.4",
                "active_users.red is 0.3, not above amber 0.4; a line that is not stated");
        refused("[next_day_retention]\namber = 0.04", "red is 0.05, not between 0 and amber 0.04");
        refused("[complaints]\namber = 0.1\nred = 0.05", "complaints.red is 0.05, not above amber 0.1");
        refused("[next_day_retention]\nred = 0.2", "next_day_retention.red is 0.2, not between 0 and amber 0.15");
        refused("[active_users]\nin_a_row = 0", "active_users.in_a_row is 0, not 1 to 7");
        refused("[tier_value]\nin_a_row = 3", "tier_value.in_a_row is 3, not 1 to 2");
        refused("[active_users]\namber = \"much\"", "key 'active_users.amber' is \"much\", not a number");
        refused("[active_users]\nleast_users = 0", "active_users.least_users is 0");
        refused("[webhook]\nurl = \"file:///etc/passwd\"", "not an address of http or https");
        refused("webhook = 1", "key 'webhook' is 1, not a table [webhook]");
        refused("[active_users", "is not TOML");
    }
}
