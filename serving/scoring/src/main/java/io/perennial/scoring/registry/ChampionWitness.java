package io.perennial.scoring.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.scoring.file.Disk;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.file.StrictJson;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code aliases/champion.json}: the champion for people to read, and a witness of how long the journal once was.
 *
 * <p>It decides nothing. But it is written after its journal entry and read before the journal, so a journal shorter
 * than it says has lost its end, and one with another entry at its place was replaced: the damage the hash chain cannot
 * show.
 */
final class ChampionWitness {

    private static final System.Logger LOG = System.getLogger(ChampionWitness.class.getName());
    private static final long LARGEST = 4096;
    private static final String MODEL = "model";

    private final String model;
    private final Path file;
    private final Path staging;

    ChampionWitness(Path model, Path staging) {
        this.model = model.getFileName().toString();
        this.file = model.resolve("aliases").resolve("champion.json");
        this.staging = staging;
    }

    /**
     * What the file holds.
     *
     * @param model   whose journal it is of; empty in a file that an earlier release wrote
     * @param version the champion, 0 where there is none
     * @param seq     the last journal entry when it was written
     * @param head    SHA-256 of that entry
     * @param sha256  SHA-256 of the others as text, so that damage never passes for a lost entry
     */
    record Seen(String model, int version, int seq, String head, String sha256) {
        static Seen of(Standing standing) {
            Seen seen =
                    new Seen(standing.name(), standing.champion().orElse(0), standing.head(), standing.headHash(), "");
            return new Seen(seen.model, seen.version, seen.seq, seen.head, seen.hash());
        }

        boolean isWhole() {
            return seq >= 0 && sha256.equals(hash());
        }

        boolean isOf(String name) {
            return model.isEmpty() || model.equals(name);
        }

        private String hash() {
            String text = (model + " " + version + " " + seq + " " + head).strip();
            return FileStamp.of(text.getBytes(StandardCharsets.UTF_8)).sha256();
        }
    }

    /** The witness, or empty where there is none, it is damaged or that of another model. */
    Optional<Seen> read() {
        return whole().filter(seen -> seen.isOf(model));
    }

    private Optional<Seen> whole() {
        try {
            JsonNode node = StrictJson.MAPPER.readTree(Disk.read(file, LARGEST));
            if (node instanceof ObjectNode object && !object.has(MODEL)) {
                object.put(MODEL, "");
            }
            return Optional.ofNullable(StrictJson.MAPPER.treeToValue(node, Seen.class))
                    .filter(Seen::isWhole);
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty(); // It decides nothing, so its loss is no failure; verify reports it.
        } catch (IOException e) {
            throw RegistryException.of("read the alias champion", file, e);
        }
    }

    /** What is wrong with it beside a journal that was read before it, in words; empty where nothing is. */
    Optional<String> fault(Standing standing) {
        // Whoever is killed between the first entry of all and its witness leaves none.
        boolean isDue = standing.head() > 1 || Files.exists(file);
        if (!isDue || read().isPresent()) {
            return Optional.empty();
        }
        String how = whole().map(seen -> "is that of model " + seen.model())
                .orElse(Files.exists(file) ? "is damaged" : "is missing");
        return Optional.of("the witness " + file + " " + how + ", so nothing tells whether the journal of model "
                + standing.name() + " has more entries than " + standing.head()
                + "; compare it with a copy of the registry; the next change of the model writes the witness anew");
    }

    /** Refuses a journal that is shorter than this witness, read before it, says, or another. */
    static void check(Optional<Seen> before, Standing standing) {
        before.filter(seen -> seen.seq() > standing.head()).ifPresent(seen -> {
            throw new RegistryException(
                    Kind.DAMAGED,
                    "the journal of model " + standing.name() + " ends at entry " + standing.head()
                            + ", but aliases/champion.json was written after entry " + seen.seq()
                            + ": entries are lost; restore them from a copy of the registry,"
                            + " or delete aliases/champion.json to accept the loss");
        });
        before.filter(seen -> !seen.head().equals(standing.hash(seen.seq()))).ifPresent(seen -> {
            throw new RegistryException(
                    Kind.DAMAGED,
                    "entry " + seen.seq() + " of the journal of model " + standing.name()
                            + " is not the one aliases/champion.json was written after: one of the two was replaced;"
                            + " restore them from a copy of the registry, or delete aliases/champion.json where the"
                            + " journal is right");
        });
    }

    /** Writes what the standing says, atomically; not where somebody who appended later has written already. */
    void write(Standing standing) {
        if (read().filter(seen -> seen.seq() > standing.head()).isPresent()) {
            return;
        }
        Path beside = staging.resolve(UUID.randomUUID() + ".alias");
        try {
            Disk.createDirectories(file.getParent());
            Disk.replace(file, beside, StrictJson.MAPPER.writeValueAsBytes(Seen.of(standing)));
        } catch (IOException e) {
            // The journal already says it; failing here would tell a caller that nothing happened.
            LOG.log(System.Logger.Level.WARNING, "the alias {0} was not written: {1}", file, e.getMessage());
        }
    }
}
