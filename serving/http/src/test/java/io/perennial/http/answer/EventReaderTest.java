package io.perennial.http.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.event.NoValue;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an event of a request must be. */
class EventReaderTest {

    private static final String VISIT = ",\"kind\":\"visit\",\"at\":\"2026-01-04T12:00:00Z\"}";

    @Test
    void an_event_of_a_day_before_1970_in_the_zone_of_the_log_is_refused() {
        assertEquals(Instant.EPOCH, read("Europe/London", "1970-01-01T00:00:00Z"));
        Problem problem = assertThrows(Problem.class, () -> read("America/New_York", "1970-01-01T04:59:59Z"));
        assertEquals("field 'at' is not between 1970 and 2099", problem.getMessage());
        assertEquals(Instant.ofEpochSecond(18_000), read("America/New_York", "1970-01-01T05:00:00Z"));
    }

    @Test
    void an_id_with_half_of_a_surrogate_pair_is_refused_since_its_pseudonym_would_be_another_s() {
        assertEquals(Optional.of("用户😀"), EventReader.user("用户😀"));
        for (String half : List.of("u\\ud83d", "\\ude00u")) {
            assertRefused("user", "{\"user\":\"" + half + "\",\"id\":\"a\"" + VISIT);
            assertRefused("id", "{\"user\":\"u\",\"id\":\"" + half + "\"" + VISIT);
        }
    }

    @Test
    void an_id_that_no_path_can_name_is_refused_since_its_user_could_not_be_erased() {
        assertRefused("user", "{\"user\":\"a\\u0000b\",\"id\":\"a\"" + VISIT);
        assertEquals(Optional.of("a\u0001\\b"), EventReader.user("a\u0001\\b"));
    }

    @Test
    void a_word_for_nobody_is_no_user_as_in_the_logs() {
        for (String word : NoValue.WORDS) {
            assertRefused("user", "{\"user\":\" " + word.replace("\\", "\\\\") + "\",\"id\":\"a\"" + VISIT);
        }
        assertEquals(Optional.of("none"), EventReader.user("none"));
    }

    @Test
    void a_word_for_nothing_is_no_text_as_in_the_logs_and_no_id_to_send_an_event_again_by() {
        for (String word : NoValue.WORDS) {
            String json = "\"" + word.replace("\\", "\\\\") + " ".repeat(20) + "\"";
            String texts = "\"item\":" + json + ",\"channel\":" + json + ",\"campaign\":" + json;
            Event event = event("{" + texts + ",\"id\":" + json + VISIT);
            assertEquals(List.of("", "", "", ""), List.of(event.item(), event.channel(), event.campaign(), event.id()));
            assertRefused("id", "{\"user\":\"u\",\"id\":" + json + VISIT);
        }
        assertEquals("Nano", event("{\"item\":\"Nano\"" + VISIT).item());
    }

    @Test
    void contacts_without_an_id_have_one_of_their_own_whatever_colons_users_and_channels_hold() {
        assertNotEquals(contactId("a", "b:20457:c"), contactId("a:20457:b", "c"));
        assertNotEquals(contactId("b:c", "a"), contactId("c", "a:b"));
        assertNotEquals(contactId("20457", "1"), contactId("1:1", "20457"));
        assertEquals("contact:a:20457:call", contactId("a", "call"));
    }

    private static String contactId(String user, String channel) {
        LogDefinition log = new LogDefinition(ZoneId.of("UTC"), "USD", Set.of(EventKind.VISIT));
        Fields contact = Json.read(("{\"channel\":\"" + channel + "\"}").getBytes(StandardCharsets.UTF_8));
        return new EventReader(log)
                .touch(contact, user, LocalDate.of(2026, 1, 4)) // day 20,457
                .id();
    }

    private static Event event(String json) {
        LogDefinition log = new LogDefinition(ZoneId.of("UTC"), "USD", Set.of(EventKind.VISIT));
        return new EventReader(log).read(Json.read(json.getBytes(StandardCharsets.UTF_8)), "somebody");
    }

    private static void assertRefused(String field, String event) {
        LogDefinition log = new LogDefinition(ZoneId.of("UTC"), "USD", Set.of(EventKind.VISIT));
        Fields fields = Json.read(event.getBytes(StandardCharsets.UTF_8));
        Problem problem = assertThrows(Problem.class, () -> new EventReader(log).withUserAndId(fields), event);
        assertTrue(problem.getMessage().startsWith("field '" + field + "' is not an id"), problem.getMessage());
    }

    private static Instant read(String zone, String at) {
        LogDefinition log = new LogDefinition(ZoneId.of(zone), "USD", Set.of(EventKind.VISIT));
        String event = "{\"kind\":\"visit\",\"at\":\"" + at + "\"}";
        return new EventReader(log)
                .read(Json.read(event.getBytes(StandardCharsets.UTF_8)), "somebody")
                .at();
    }
}
