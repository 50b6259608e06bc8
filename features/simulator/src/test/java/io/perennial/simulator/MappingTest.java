package io.perennial.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.perennial.features.event.EventKind;
import io.perennial.simulator.log.Mess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTest {

    private static final List<String> LOGS = List.of("app_events", "orders", "campaigns", "feedback");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern WORD = Pattern.compile("[a-z_]+");
    private static final Set<String> SQL = Set.of("round", "try_cast", "double");

    @TempDir
    private Path folder;

    @BeforeEach
    void simulate() throws IOException {
        new Simulation(60, 400, LocalDate.of(2026, 10, 31), 2, Mess.NONE).write(folder, done -> {});
    }

    @Test
    void every_mapping_reads_columns_that_its_log_has() throws IOException {
        for (String log : LOGS) {
            JsonNode mapping = mapping(log);
            Set<String> columns = columns(log);
            Set<String> read = new HashSet<>();
            read.add(mapping.at("/log/user").textValue());
            read.add(mapping.at("/log/time/column").textValue());
            mapping.at("/log/id").forEach(id -> read.add(id.textValue()));
            mapping.get("event").forEach(rule -> rule.properties().stream()
                    .filter(field -> !field.getKey().equals("kind"))
                    .forEach(field -> read.addAll(words(field.getValue().textValue()))));
            read.removeAll(SQL);
            assertTrue(columns.containsAll(read), log + " has " + columns + ", its mapping reads " + read);
        }
    }

    @Test
    void the_mappings_carry_every_kind_but_contracts() throws IOException {
        Set<String> kinds = new HashSet<>();
        for (String log : LOGS) {
            mapping(log).get("event").forEach(rule -> kinds.add(rule.get("kind").textValue()));
        }
        Set<String> all = new HashSet<>();
        for (EventKind kind : EventKind.values()) {
            all.add(kind.id());
        }
        all.removeAll(Set.of("subscribe", "cancel"));
        assertEquals(all, kinds);
    }

    @Test
    void the_mappings_say_through_which_day_the_logs_are_complete() throws IOException {
        for (String log : LOGS) {
            assertEquals("2026-10-31", mapping(log).at("/log/complete_through").asText(), log);
        }
    }

    private JsonNode mapping(String log) throws IOException {
        return new TomlMapper()
                .readTree(folder.resolve("mapping-" + log + ".toml").toFile());
    }

    private Set<String> columns(String log) throws IOException {
        Path csv = folder.resolve(log).resolve("part-00000.csv");
        if (Files.exists(csv)) {
            return Set.of(Files.readAllLines(csv).get(0).split(",", -1));
        }
        Set<String> columns = new HashSet<>();
        for (String row : new Folder(folder).rows(log)) {
            new ObjectMapper().readTree(row).fieldNames().forEachRemaining(columns::add);
        }
        return columns;
    }

    private static Set<String> words(String expression) {
        Matcher words = WORD.matcher(QUOTED.matcher(expression).replaceAll(" "));
        Set<String> found = new HashSet<>();
        while (words.find()) {
            found.add(words.group());
        }
        return found;
    }
}
