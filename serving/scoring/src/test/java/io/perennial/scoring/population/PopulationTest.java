package io.perennial.scoring.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.Risk;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.RegistryException.Kind;
import io.perennial.scoring.registry.VersionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PopulationTest {

    @TempDir
    Path directory;

    @Test
    void every_user_written_is_found_again_unchanged() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<PopulationRow> rows = Populations.rows(random, random.nextInt(400));
            Populations.write(directory, random, rows);
            Population population = Population.open(directory);
            assertEquals(List.of(), population.faults(), "seed " + seed);
            for (int i = 0; i < rows.size(); i++) {
                assertSame(rows.get(i), population.user(rows.get(i).user()).orElseThrow(), "seed " + seed);
                assertSame(rows.get(i), population.at(i), "seed " + seed);
            }
        }
    }

    private static void assertSame(PopulationRow expected, PopulationRow found, String seed) {
        assertEquals(expected.ledger(), found.ledger(), seed);
        assertArrayEquals(expected.features(), found.features(), seed);
        assertArrayEquals(expected.score(), found.score(), seed);
    }

    @Test
    void a_user_who_is_not_there_is_not_found() {
        Random random = new Random(1);
        Populations.write(directory, random, Populations.rows(random, 300));
        Population population = Population.open(directory);
        for (String id : List.of("", " ", "0", "zzz", "150use", "150user ", "用户", "\uD83D")) {
            assertTrue(population.user(id).isEmpty(), id);
        }
    }

    @Test
    void an_empty_population_is_one() {
        Populations.write(directory, new Random(1), List.of());
        Population population = Population.open(directory);
        assertEquals(0, population.header().users());
        assertTrue(population.user("anyone").isEmpty());
        assertEquals(0, population.list().page(any -> true, 0, 10).total());
    }

    @Test
    void the_list_falls_by_expected_loss_with_unknown_ones_last() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Populations.write(directory, random, Populations.rows(random, 100));
            UserList list = Population.open(directory).list();
            for (int i = 1; i < list.size(); i++) {
                Listed before = list.at(i - 1);
                Listed after = list.at(i);
                boolean falls = before.expectedLoss() > after.expectedLoss();
                boolean isTie = Double.compare(before.expectedLoss(), after.expectedLoss()) == 0;
                boolean isLast = Double.isNaN(after.expectedLoss()) && !Double.isNaN(before.expectedLoss());
                assertTrue(falls || isLast || (isTie && before.ordinal() < after.ordinal()), "seed " + seed);
            }
        }
    }

    @Test
    void pages_of_the_list_together_are_the_list() {
        Random random = new Random(7);
        Populations.write(directory, random, Populations.rows(random, 103));
        UserList list = Population.open(directory).list();
        List<Listed> whole =
                list.page(user -> user.risk() == Risk.RED, 0, 1_000).users();
        List<Listed> joined = new ArrayList<>();
        for (int from = 0; from < whole.size(); from += 10) {
            UserList.Page page = list.page(user -> user.risk() == Risk.RED, from, 10);
            assertEquals(whole.size(), page.total());
            joined.addAll(page.users());
        }
        assertEquals(whole, joined);
    }

    @Test
    void a_bundle_that_misses_a_file_is_told_to_be_scored_again_and_a_published_one_to_be_restored()
            throws IOException {
        Populations.write(directory, new Random(1), Populations.rows(new Random(1), 10));
        Registry registry = Registry.at(directory.resolve("registry"));
        PopulationBundle.publish(directory, registry);
        Path published = directory.resolve("registry/population/versions/1");
        VersionFiles files = registry.open(PopulationBundle.NAME, 1);
        for (String file : List.of(PopulationHeader.PAGES, PopulationHeader.FILE)) {
            Files.delete(directory.resolve(file));
            Files.delete(published.resolve(file));
            assertEquals(
                    directory.resolve(file) + " is missing; score again", missing(() -> Population.open(directory)));
            assertEquals(
                    published.resolve(file) + " is missing; restore it from a copy of the registry",
                    missing(() -> Population.open(files)));
        }
    }

    private static String missing(Executable opening) {
        RegistryException failure = assertThrows(RegistryException.class, opening);
        assertEquals(Kind.DAMAGED, failure.kind());
        return failure.getMessage().substring(failure.getMessage().indexOf(": ") + 2);
    }

    @Test
    void users_out_of_order_are_refused_by_name() {
        try (PopulationWriter writer = PopulationWriter.create(directory, Populations.header())) {
            writer.add(empty("b"), new Rank(1, 0.5, true));
            RegistryException refused =
                    assertThrows(RegistryException.class, () -> writer.add(empty("a"), new Rank(1, 0.5, true)));
            assertEquals(Kind.REFUSED, refused.kind());
            assertTrue(refused.getMessage().contains("'a' comes after 'b'"), refused.getMessage());
        }
    }

    private static PopulationRow empty(String user) {
        return new PopulationRow(new UserLedger(user, List.of()), new double[0], new byte[0]);
    }

    @Test
    void a_bundle_whose_writer_was_killed_is_none() throws IOException {
        Populations.write(directory, new Random(1), Populations.rows(new Random(1), 10));
        PopulationWriter.create(directory, Populations.header()).close();
        assertTrue(Files.notExists(directory.resolve(PopulationHeader.FILE)));
        assertThrows(RegistryException.class, () -> Population.open(directory));
    }

    @Test
    void no_damaged_byte_is_ever_read_as_a_user() throws IOException {
        Random data = new Random(11);
        List<PopulationRow> rows = Populations.rows(data, 60);
        Populations.write(directory, data, rows);
        List<String> files = List.of("pages.bin", "index.bin", "list.bin", "population.json");
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Path file = directory.resolve(files.get(random.nextInt(files.size())));
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, damaged(whole, random));
            assertRefusedOrUnchanged(rows, seed);
            Files.write(file, whole);
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        if (random.nextInt(4) == 0) {
            return java.util.Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        byte[] damaged = whole.clone();
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        return damaged;
    }

    private void assertRefusedOrUnchanged(List<PopulationRow> rows, long seed) {
        try {
            Population population = Population.open(directory);
            for (PopulationRow row : rows) {
                assertSame(row, population.user(row.user()).orElseThrow(), "seed " + seed);
            }
        } catch (RegistryException refused) {
            assertEquals(Kind.DAMAGED, refused.kind(), "seed " + seed);
        }
    }

    @Test
    void a_population_that_is_open_outlives_the_deletion_of_its_files() throws IOException {
        List<PopulationRow> rows = Populations.rows(new Random(5), 300);
        Populations.write(directory, new Random(5), rows);
        Population population = Population.open(directory);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        for (PopulationRow row : rows) {
            assertSame(row, population.user(row.user()).orElseThrow(), row.user());
        }
        RegistryException gone = assertThrows(RegistryException.class, () -> Population.open(directory));
        assertTrue(gone.getMessage().contains("is missing"), gone.getMessage());
    }
}
