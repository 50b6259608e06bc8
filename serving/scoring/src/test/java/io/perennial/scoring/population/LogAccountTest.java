package io.perennial.scoring.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.failure.RowForm;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account of a log's rows travels with its bundle, and only with it. */
class LogAccountTest {

    @TempDir
    private Path folder;

    private static LogAccount account(String dataHash) {
        return new LogAccount(
                Populations.AS_OF,
                dataHash,
                new LogAccount.Rows(100, 80, 5, 10, 5, 160),
                List.of(new LogAccount.Cause("user is missing", 5, List.of(",9999-99-99,aaaa"))),
                List.of(new LogAccount.FileRows("orders.csv", new LogAccount.Rows(100, 80, 5, 10, 5, 160))),
                List.of(new LogAccount.LogDays(
                        "shop", LocalDate.of(2023, 1, 1), LocalDate.of(2025, 12, 31), LocalDate.of(2025, 12, 31))),
                List.of("visit", "purchase"),
                12,
                3,
                new LogAccount.Explaining(12, Map.of("sum_failed", 1L), 4.4e-16));
    }

    private Path bundle() {
        Path bundle = folder.resolve("bundle");
        Populations.write(bundle, new Random(1), Populations.rows(new Random(1), 20));
        return bundle;
    }

    private Optional<LogAccount> published(Path bundle) {
        Registry registry = Registry.at(folder.resolve("registry"));
        return LogAccount.of(registry.open(PopulationBundle.NAME, PopulationBundle.publish(bundle, registry)));
    }

    @Test
    void an_account_is_published_with_its_bundle_and_read_back_unchanged() throws IOException {
        Path bundle = bundle();
        account("data").write(bundle);
        assertEquals(Optional.of(account("data")), published(bundle));
        assertEquals(0, account("data").rows().lost());
    }

    @Test
    void a_bundle_of_an_earlier_release_opens_without_one() {
        assertEquals(Optional.empty(), published(bundle()));
    }

    @Test
    void the_account_of_another_population_is_refused() throws IOException {
        Path bundle = bundle();
        account("other data").write(bundle);
        RegistryException refused = assertThrows(RegistryException.class, () -> published(bundle));
        assertEquals(RegistryException.Kind.DAMAGED, refused.kind());
        assertTrue(refused.getMessage().contains("another population"), refused.getMessage());
    }

    @Test
    void a_damaged_account_is_refused_in_words() throws IOException {
        Path bundle = bundle();
        Files.writeString(bundle.resolve(LogAccount.FILE), "{\"rows\":");
        RegistryException refused = assertThrows(RegistryException.class, () -> published(bundle));
        assertTrue(refused.getMessage().contains("account.json"), refused.getMessage());
    }

    @Test
    void the_form_of_a_row_shows_its_columns_and_nobody() {
        assertEquals("Aa Aaaa;999-99;文文;aaa@aaaa.aa;?", RowForm.of("Jo Does;123-45;张伟;ann@mail.io;€"));
        assertEquals("9".repeat(160) + "…", RowForm.of("7".repeat(500)));
        assertEquals("文?", RowForm.of("𠮷😀"));
    }
}
