package io.perennial.scoring.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code aliases/champion.json}: the champion for people to read, and a witness of how long the journal once was.
 *
 * <p>It decides nothing. But it is written after its journal entry and read before the journal, so a journal shorter
 * than it says has lost its end: the one damage the hash chain cannot show.
 */
final class ChampionWitness {

    private static final System.Logger LOG = System.getLogger(ChampionWitness.class.getName());
    private static final long LARGEST = 4096;

    private final Path file;
    private final Path staging;

    ChampionWitness(Path model, Path staging) {
        this.file = model.resolve("aliases").resolve("champion.json");
        this.staging = staging;
    }

    /**
     * What the file holds.
     *
     * @param version the champion, 0 where there is none
     * @param seq     the last journal entry when it was written
     * @param head    SHA-256 of that entry
     * @param sha256  SHA-256 of the three as text, so that damage never passes for a lost entry
     */
    record Seen(int version, int seq, String head, String sha256) {
        static Seen of(Standing standing) {
            int version = standing.champion().orElse(0);
            return new Seen(
                    version, standing.head(), standing.headHash(), hash(version, standing.head(), standing.headHash()));
        }

        boolean isWhole() {
            return sha256.equals(hash(version, seq, head));
        }

        private static String hash(int version, int seq, String head) {
            String text = version + " " + seq + " " + head;
            return FileStamp.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .sha256();
        }
    }

    /** The witness, or empty where there is none or it is damaged. */
    Optional<Seen> read() {
        try {
            Seen seen = StrictJson.MAPPER.readValue(Disk.read(file, LARGEST), Seen.class);
            return seen.isWhole() ? Optional.of(seen) : Optional.empty();
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty(); // It decides nothing, so its loss is no failure; verify reports it.
        } catch (IOException e) {
            throw RegistryException.of("read the alias champion", file, e);
        }
    }

    /** Refuses a journal that is shorter than this witness, read before it, says. */
    static void check(Optional<Seen> before, Standing standing) {
        before.filter(seen -> seen.seq() > standing.head()).ifPresent(seen -> {
            throw new RegistryException(
                    Kind.DAMAGED,
                    "the journal of model " + standing.name() + " ends at entry " + standing.head()
                            + ", but aliases/champion.json was written after entry " + seen.seq()
                            + ": entries are lost; restore them from a copy of the registry,"
                            + " or delete aliases/champion.json to accept the loss");
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
            Disk.write(beside, StrictJson.MAPPER.writeValueAsBytes(Seen.of(standing)));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Disk.sync(file.getParent());
        } catch (IOException e) {
            // The journal already says it; failing here would tell a caller that nothing happened.
            LOG.log(System.Logger.Level.WARNING, "the alias {0} was not written: {1}", file, e.getMessage());
        }
    }
}
