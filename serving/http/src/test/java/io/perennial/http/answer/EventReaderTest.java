package io.perennial.http.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an event of a request must be. */
class EventReaderTest {

    @Test
    void an_event_of_a_day_before_1970_in_the_zone_of_the_log_is_refused() {
        assertEquals(Instant.EPOCH, read("Europe/London", "1970-01-01T00:00:00Z"));
        Problem problem = assertThrows(Problem.class, () -> read("America/New_York", "1970-01-01T04:59:59Z"));
        assertEquals("field 'at' is not between 1970 and 2099", problem.getMessage());
        assertEquals(Instant.ofEpochSecond(18_000), read("America/New_York", "1970-01-01T05:00:00Z"));
    }

    private static Instant read(String zone, String at) {
        LogDefinition log = new LogDefinition(ZoneId.of(zone), "USD", Set.of(EventKind.VISIT));
        String event = "{\"kind\":\"visit\",\"at\":\"" + at + "\"}";
        return new EventReader(log)
                .read(Json.read(event.getBytes(StandardCharsets.UTF_8)), "somebody")
                .at();
    }
}
