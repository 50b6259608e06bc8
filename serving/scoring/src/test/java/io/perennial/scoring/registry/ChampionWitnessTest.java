package io.perennial.scoring.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The damage to a journal that its own hashes can't show, and to the file that shows it. */
class ChampionWitnessTest {

    private static final String WITNESS = "aliases/champion.json";

    @TempDir
    Path root;

    private Registry registry;

    @BeforeEach
    void promoteTwo() {
        registry = Registry.at(root);
        promoteTwo(registry, "churn");
    }

    private static void promoteTwo(Registry registry, String name) {
        registry.publish(Drafts.small(name, "one"));
        registry.publish(Drafts.small(name, "two"));
        registry.promote(name, 1, "");
        registry.promote(name, 2, "");
    }

    private Path file(String name) {
        return root.resolve("churn").resolve(name);
    }

    private void loseTheLastEntry() throws IOException {
        Files.delete(file("journal/00000004.json"));
    }

    private String refused() {
        RegistryException refused = assertThrows(RegistryException.class, () -> registry.champion("churn"));
        assertEquals(Kind.DAMAGED, refused.kind());
        return refused.getMessage();
    }

    private void onlyFault(String name, String what) {
        List<String> faults = registry.verify(name);
        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).contains(WITNESS + " " + what), faults.get(0));
    }

    @Test
    void a_lost_end_of_the_journal_is_noticed() throws IOException {
        loseTheLastEntry();
        assertTrue(refused().contains("entries are lost"));
        Files.delete(file(WITNESS));
        assertEquals(OptionalInt.of(1), registry.champion("churn"));
    }

    @Test
    void a_witness_that_is_gone_or_damaged_is_a_fault_until_the_next_change() throws IOException {
        assertEquals(List.of(), registry.verify("churn"));
        Files.delete(file(WITNESS));
        onlyFault("churn", "is missing");
        registry.promote("churn", 1, "");
        assertEquals(List.of(), registry.verify("churn"));
        String whole = Files.readString(file(WITNESS));
        for (String damaged : List.of("", "[]", "{", whole.replace("\"version\" : 1", "\"version\" : 2"))) {
            Files.writeString(file(WITNESS), damaged);
            onlyFault("churn", "is damaged");
            assertEquals(OptionalInt.of(1), registry.champion("churn"), "it decides nothing");
        }
        registry.promote("churn", 2, "");
        assertEquals(List.of(), registry.verify("churn"));
    }

    @Test
    void a_publisher_killed_before_the_first_witness_of_all_leaves_nothing_wrong() throws IOException {
        registry.publish(Drafts.small("ltv", "one"));
        Files.delete(root.resolve("ltv").resolve(WITNESS));
        assertEquals(List.of(), registry.verify("ltv"));
    }

    @Test
    void the_witness_of_another_model_is_the_fault_and_not_that_model_s_journal() throws IOException {
        registry.publish(Drafts.small("ltv", "one"));
        registry.promote("ltv", 1, "");
        Files.copy(file(WITNESS), root.resolve("ltv").resolve(WITNESS), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(OptionalInt.of(1), registry.champion("ltv"));
        onlyFault("ltv", "is that of model churn");
    }

    @Test
    void a_journal_as_long_as_its_witness_says_but_another_one_is_noticed() throws IOException {
        Registry other = Registry.at(root.resolve("other"));
        promoteTwo(other, "churn");
        other.promote("churn", 1, "once more");
        for (int seq = 1; seq <= 5; seq++) {
            String entry = "journal/0000000" + seq + ".json";
            Files.copy(root.resolve("other/churn").resolve(entry), file(entry), StandardCopyOption.REPLACE_EXISTING);
        }
        assertTrue(refused().contains("entry 4 of the journal of model churn is not the one"));
    }

    @Test
    void a_witness_that_an_earlier_release_wrote_is_read_as_before() throws IOException {
        Standing now = registry.standing("churn");
        String facts = "2 4 " + now.headHash();
        Files.writeString(
                file(WITNESS),
                "{\"version\":2,\"seq\":4,\"head\":\"" + now.headHash() + "\",\"sha256\":\""
                        + FileStamp.of(Drafts.bytes(facts)).sha256() + "\"}");
        assertEquals(List.of(), registry.verify("churn"));
        loseTheLastEntry();
        assertTrue(refused().contains("entries are lost"));
    }

    @Test
    void the_witness_of_a_journal_s_length_never_falls_behind_who_appended_later() {
        Standing now = registry.standing("churn");
        ChampionWitness witness = new ChampionWitness(root.resolve("churn"), root);
        witness.write(now);
        witness.write(now.after(now.head() - 1));
        assertEquals(now.head(), witness.read().orElseThrow().seq());
    }
}
