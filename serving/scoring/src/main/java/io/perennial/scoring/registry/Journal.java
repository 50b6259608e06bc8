package io.perennial.scoring.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.scoring.file.Disk;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.file.StrictJson;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The only truth about a model: numbered entries, each put in place whole and once.
 *
 * <p>An entry is written and synced beside, then hard-linked to its number: the link fails where the number is taken,
 * so of two writers exactly one wins it, and no reader ever sees half an entry. Each entry carries its own SHA-256 and
 * that of the one before.
 */
final class Journal {

    static final String START = "0".repeat(64);

    private static final long LARGEST_ENTRY = 1 << 20;
    private static final String SEAL_START = ",\n  \"sha256\" : \"";
    private static final String SEAL_END = "\"\n}\n";
    private static final int SEAL = SEAL_START.length() + 64 + SEAL_END.length();

    private final Path directory;
    private final Path staging;

    Journal(Path directory, Path staging) {
        this.directory = directory;
        this.staging = staging;
    }

    /** All entries in order; empty where the model was never published. */
    List<JournalEntry> read() {
        List<JournalEntry> entries = new ArrayList<>();
        String previous = START;
        for (int seq = 1; Files.exists(file(seq)); seq++) {
            JournalEntry entry = read(seq, previous);
            entries.add(entry);
            previous = entry.sha256();
        }
        checkNoGap(entries.size());
        return entries;
    }

    /** Whether there is an entry of this number, the cheap question of a reader that polls. */
    boolean has(int seq) {
        return Files.exists(file(seq));
    }

    /** Puts an entry in place and gives it with its {@code sha256}, computed here; empty where its number is taken. */
    Optional<JournalEntry> append(JournalEntry entry) {
        Path beside = staging.resolve(UUID.randomUUID() + ".json");
        try {
            Disk.createDirectories(directory);
            Disk.createDirectories(staging);
            String body = body(entry);
            String sha = FileStamp.of(body.getBytes(StandardCharsets.UTF_8)).sha256();
            Disk.write(beside, (body + SEAL_START + sha + SEAL_END).getBytes(StandardCharsets.UTF_8));
            try {
                if (!takes(file(entry.seq()), beside)) {
                    return Optional.empty();
                }
            } finally {
                Files.deleteIfExists(beside);
            }
            Disk.sync(directory);
            return Optional.of(entry.sealed(sha));
        } catch (UnsupportedOperationException e) {
            throw new RegistryException(
                    Kind.DISK,
                    "the file system of " + directory + " has no hard links, which make a publish atomic;"
                            + " put the registry on a local disk or NFS",
                    e);
        } catch (IOException e) {
            throw RegistryException.of("write journal entry " + entry.seq(), directory, e);
        }
    }

    /**
     * Links a file to a number that is free; false where another file has it. NFS that lost its first reply says of a link
     * it made that it is there already.
     */
    static boolean takes(Path number, Path beside) throws IOException {
        try {
            Files.createLink(number, beside);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return Files.isSameFile(number, beside);
        }
    }

    private JournalEntry read(int seq, String previous) {
        Path file = file(seq);
        try {
            JournalEntry entry = unsealed(file, Disk.read(file, LARGEST_ENTRY));
            if (entry.seq() != seq || !entry.previous().equals(previous)) {
                throw damaged(file, "it is not the entry that follows " + (seq - 1), null);
            }
            return entry;
        } catch (IOException e) {
            throw RegistryException.of("read journal entry " + seq, file, e);
        }
    }

    private JournalEntry unsealed(Path file, byte[] bytes) throws IOException {
        if (bytes.length <= SEAL || bytes.length > LARGEST_ENTRY) {
            throw damaged(file, "it has " + bytes.length + " bytes", null);
        }
        int body = bytes.length - SEAL;
        String sha = FileStamp.of(java.util.Arrays.copyOf(bytes, body)).sha256();
        String seal = new String(bytes, body, SEAL, StandardCharsets.ISO_8859_1);
        if (!seal.equals(SEAL_START + sha + SEAL_END)) {
            throw damaged(file, "its text is not the one its own sha256 was made of", null);
        }
        try {
            return StrictJson.MAPPER.readValue(bytes, JournalEntry.class);
        } catch (JsonProcessingException e) {
            throw damaged(file, e.getOriginalMessage(), e);
        }
    }

    /** The text that is hashed: everything before the seal. */
    private static String body(JournalEntry entry) throws JsonProcessingException {
        ObjectNode node = StrictJson.MAPPER.valueToTree(entry);
        node.remove("sha256");
        String text = StrictJson.MAPPER.writeValueAsString(node);
        return text.substring(0, text.lastIndexOf('}')).stripTrailing();
    }

    private void checkNoGap(int entries) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.list(directory)) {
            long present = files.filter(file -> file.getFileName().toString().matches("[0-9]{8}\\.json"))
                    .count();
            if (present > entries && !has(entries + 1)) {
                throw damaged(file(entries + 1), "it is missing, but later entries are there", null);
            }
        } catch (IOException e) {
            throw RegistryException.of("read the journal", directory, e);
        }
    }

    private static RegistryException damaged(Path file, String what, Exception cause) {
        return new RegistryException(
                Kind.DAMAGED,
                "journal entry " + file + " is damaged: " + what + "; restore it from a copy of the registry",
                cause);
    }

    private Path file(int seq) {
        return directory.resolve(String.format(Locale.ROOT, "%08d.json", seq));
    }
}
