package io.perennial.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.simulator.life.Act;
import io.perennial.simulator.log.LogCounts;
import io.perennial.simulator.log.Mess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A careful reader gets an event from every whole row and from no spoilt one. */
class SpoiltRowsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    @TempDir
    private Path folder;

    private Map<String, LogCounts> counts;

    @BeforeEach
    void simulate() throws IOException {
        Simulation simulation = new Simulation(400, 300, LocalDate.of(2026, 10, 31), 4, new Mess(0.02, 0.02, 0.2));
        counts = simulation.write(folder, done -> {});
    }

    @Test
    void app_events() {
        long crashes = counts.get("app_events").deeds().getOrDefault(Act.CRASH, 0L);
        assertReadable("app_events", SpoiltRowsTest::isAppEvent);
        assertTrue(crashes > 0);
    }

    @Test
    void orders() {
        assertReadable("orders", SpoiltRowsTest::isOrder);
    }

    @Test
    void campaigns() {
        assertReadable("campaigns", SpoiltRowsTest::isMessage);
    }

    @Test
    void feedback() {
        assertReadable("feedback", SpoiltRowsTest::isFeedback);
    }

    private void assertReadable(String log, Predicate<String> reader) {
        LogCounts its = counts.get(log);
        assertTrue(its.spoilt() > its.whole() / 10, its.spoilt() + " spoilt rows");
        assertEquals(
                its.whole() + its.duplicates(),
                new Folder(folder).rows(log).stream().filter(reader).count());
    }

    private static boolean isAppEvent(String row) {
        JsonNode event = json(row);
        return event.path("ts").isIntegralNumber()
                && !event.path("uid").asText().isEmpty()
                && event.path("duration_s").asInt(0) >= 0
                && !event.path("event").asText().isEmpty();
    }

    private static boolean isOrder(String row) {
        String[] cells = row.split(",", 10);
        return cells.length == 10 && !cells[1].isEmpty() && isTime(cells[2]) && isAmount(cells[3]);
    }

    private static boolean isMessage(String row) {
        String[] cells = row.split(",", -1);
        return cells.length == 6
                && !cells[3].isEmpty()
                && Set.of("sent", "opened", "clicked").contains(cells[4])
                && isTime(cells[5]);
    }

    private static boolean isFeedback(String row) {
        JsonNode said = json(row);
        return !said.path("customer").asText().isEmpty()
                && isInstant(said.path("created").asText())
                && said.path("score").asInt(0) <= 10
                && Math.abs(said.path("tone").asDouble(0)) <= 1;
    }

    private static boolean isAmount(String text) {
        return text.matches("\\d+\\.\\d\\d");
    }

    private static boolean isTime(String text) {
        try {
            return LocalDateTime.parse(text, LOCAL).getYear() > 2000;
        } catch (DateTimeException notATime) {
            return false;
        }
    }

    private static boolean isInstant(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() > 2000;
        } catch (DateTimeException notATime) {
            return false;
        }
    }

    private static JsonNode json(String row) {
        try {
            return JSON.readTree(row);
        } catch (JsonProcessingException torn) {
            return JSON.createObjectNode();
        }
    }
}
