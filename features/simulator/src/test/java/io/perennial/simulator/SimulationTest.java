package io.perennial.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.simulator.log.LogCounts;
import io.perennial.simulator.log.Mess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {

    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);
    private static final List<String> LOGS = List.of("app_events", "orders", "campaigns", "feedback", "assignments");

    @TempDir
    private Path folder;

    @Test
    void the_same_seed_writes_the_same_bytes() throws IOException {
        Simulation simulation = new Simulation(150, 200, LAST, 7, Mess.ORDINARY);
        Map<String, Long> first = write("first", simulation).digests();
        assertEquals(first, write("second", simulation).digests());
        Simulation other = new Simulation(150, 200, LAST, 8, Mess.ORDINARY);
        assertNotEquals(first, write("other", other).digests());
    }

    @Test
    void a_simulation_replaces_a_larger_one_in_its_folder() throws IOException {
        Simulation small = new Simulation(50, 60, LAST, 7, Mess.ORDINARY);
        Map<String, Long> alone = write("alone", small).digests();
        Folder reused = write("reused", new Simulation(Simulation.SHARD + 10, 30, LAST, 7, Mess.ORDINARY));
        assertTrue(reused.digests().size() > alone.size());
        assertEquals(alone, write("reused", small).digests());
    }

    @Test
    void users_do_not_depend_on_how_many_there_are() throws IOException {
        Folder few = write("few", new Simulation(40, 150, LAST, 7, Mess.NONE));
        Folder many = write("many", new Simulation(90, 150, LAST, 7, Mess.NONE));
        for (String log : LOGS) {
            Set<String> all = new HashSet<>(many.rows(log));
            assertTrue(all.containsAll(few.rows(log)), log);
        }
        Map<String, String[]> truth = many.table("truth.csv");
        few.table("truth.csv")
                .forEach((user, row) -> assertEquals(List.of(row), List.of(truth.get(user)), "truth of " + user));
    }

    @Test
    void mess_adds_rows_and_takes_none_away() throws IOException {
        Folder tidy = write("tidy", new Simulation(200, 300, LAST, 7, Mess.NONE));
        Folder messy = folder("messy");
        Map<String, LogCounts> counts =
                new Simulation(200, 300, LAST, 7, new Mess(0.05, 0.1, 0.05)).write(messy.root(), done -> {});
        for (String log : LOGS) {
            List<String> rows = messy.rows(log);
            Set<String> distinct = new HashSet<>(rows);
            LogCounts its = counts.get(log);
            assertEquals(its.rows(), rows.size(), log);
            assertEquals(its.whole(), tidy.rows(log).size(), log);
            assertTrue(distinct.containsAll(tidy.rows(log)), log);
            assertEquals(its.whole() + its.spoilt(), distinct.size(), log + ": a spoilt row equals another");
            assertEquals(its.duplicates(), rows.size() - distinct.size(), log);
        }
    }

    @Test
    void mess_comes_as_often_as_asked() throws IOException {
        Mess mess = new Mess(0.03, 0.08, 0.02);
        LogCounts counts = new Simulation(300, 400, LAST, 9, mess)
                .write(folder.resolve("mess"), done -> {})
                .get("app_events");
        double whole = counts.whole();
        assertTrue(whole > 10_000, whole + " rows");
        assertShare(mess.duplicate(), counts.duplicates(), whole);
        assertShare(mess.broken(), counts.spoilt(), whole);
        assertShare(mess.late() + 0.3 * mess.duplicate(), counts.late(), whole);
    }

    @Test
    void every_name_in_the_logs_is_a_user_or_an_alias_of_one() throws IOException {
        Folder tidy = write("names", new Simulation(300, 300, LAST, 7, Mess.NONE));
        Set<String> users = tidy.table("truth.csv").keySet();
        Map<String, String[]> aliases = tidy.table("aliases.csv");
        aliases.values().forEach(row -> assertTrue(users.contains(row[1]), row[1]));
        Set<String> foreign = new HashSet<>();
        for (Sighting sighting : Sighting.all(tidy)) {
            if (!users.contains(sighting.name())) {
                assertTrue(aliases.containsKey(sighting.name()), sighting.name());
                foreign.add(sighting.name());
            }
        }
        assertTrue(foreign.size() > 20, foreign.size() + " aliases used");
    }

    @Test
    void nobody_acts_after_the_day_the_truth_says() throws IOException {
        Folder tidy = write("ends", new Simulation(400, 500, LAST, 3, Mess.NONE));
        Map<String, String[]> truth = tidy.table("truth.csv");
        Map<String, String[]> aliases = tidy.table("aliases.csv");
        List<String> wrong = new ArrayList<>();
        for (Sighting sighting : Sighting.all(tidy)) {
            String[] alias = aliases.get(sighting.name());
            String[] its = truth.get(alias == null ? sighting.name() : alias[1]);
            LocalDate joined = LocalDate.parse(its[3]);
            LocalDate until = its[5].isEmpty() ? LocalDate.MIN : LocalDate.parse(its[5]);
            if (sighting.day().isAfter(until) || sighting.day().isBefore(joined)) {
                wrong.add(sighting + " of " + String.join(",", its));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void contacts_only_receive() throws IOException {
        Folder tidy = write("contacts", new Simulation(300, 300, LAST, 7, Mess.NONE));
        Set<String> contacts = new HashSet<>();
        tidy.table("truth.csv").forEach((user, row) -> {
            if (row[1].equals("contact")) {
                contacts.add(user);
            }
        });
        assertFalse(contacts.isEmpty());
        assertTrue(Sighting.all(tidy).stream().noneMatch(sighting -> contacts.contains(sighting.name())));
        assertTrue(tidy.rows("campaigns").stream().anyMatch(row -> contacts.contains(row.split(",", -1)[3])));
    }

    @Test
    void memory_does_not_grow_with_the_number_of_users() throws IOException {
        List<Long> used = new ArrayList<>();
        new Simulation(8 * Simulation.SHARD, 10, LAST, 7, Mess.ORDINARY).write(folder.resolve("large"), done -> {
            System.gc();
            used.add(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        });
        assertEquals(8, used.size());
        assertTrue(used.get(7) - used.get(1) < 2_000_000, "bytes in use after each shard: " + used);
    }

    @Test
    void a_simulation_without_users_or_days_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> new Simulation(0, 10, LAST, 1, Mess.NONE));
        assertThrows(IllegalArgumentException.class, () -> new Simulation(10, 0, LAST, 1, Mess.NONE));
        assertThrows(IllegalArgumentException.class, () -> new Mess(Double.NaN, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Mess(0, 0.6, 0));
    }

    @Test
    void one_user_on_one_day_is_a_simulation() throws IOException {
        Folder least = write("least", new Simulation(1, 1, LAST, 1, Mess.ORDINARY));
        assertEquals(1, least.table("truth.csv").size());
        assertTrue(Files.exists(least.root().resolve("mapping-orders.toml")));
    }

    private static void assertShare(double expected, long count, double of) {
        assertEquals(expected, count / of, 4 * Math.sqrt(expected / of));
    }

    private Folder folder(String name) {
        return new Folder(folder.resolve(name));
    }

    private Folder write(String name, Simulation simulation) throws IOException {
        simulation.write(folder.resolve(name), done -> {});
        return folder(name);
    }
}
