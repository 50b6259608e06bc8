package io.perennial.http.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.perennial.http.api.Role;
import io.perennial.http.failure.Cause;
import io.perennial.scoring.file.Disk;
import io.perennial.scoring.file.StrictJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The file in which keys are kept as hashes, made whole beside its place and renamed, readable by its owner only.
 *
 * <p>Several processes may change it at once: each waits for the other's lock, a file of the same name with
 * {@code .lock}.
 */
public final class KeyFile {

    private final Path file;

    /** The file at a path; it need not exist before the first {@link #create}. */
    public KeyFile(Path file) {
        this.file = file;
    }

    private record Content(List<Key> keys) {}

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * The keys in it, by id.
     *
     * @throws IllegalArgumentException naming the file where it is missing or holds something else
     */
    public List<Key> keys() {
        return ring().keys();
    }

    /**
     * Adds a key.
     *
     * @return the key itself, which is kept nowhere and can't be shown again
     */
    public String create(String name, Set<Role> roles, Instant now, Instant expires) {
        KeySecret secret = KeySecret.next();
        List<String> ids = roles.stream().map(Role::id).toList();
        change(keys -> keys.add(new Key(secret.id(), name, ids, now, expires, false, secret.sha256())));
        return secret.text();
    }

    /**
     * Refuses a key from now on.
     *
     * @throws IllegalArgumentException where no key has the id
     */
    public void revoke(String id) {
        change(keys -> {
            if (keys.stream().noneMatch(key -> key.id().equals(id))) {
                throw new IllegalArgumentException(
                        "no key in " + file + " has the id '" + id + "'; perennial keys list shows them");
            }
            keys.replaceAll(key -> key.id().equals(id) ? key.revoke() : key);
        });
    }

    Keyring ring() {
        try {
            return new Keyring(StrictJson.MAPPER
                    .readValue(Files.readAllBytes(file), Content.class)
                    .keys());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new IllegalArgumentException(
                    "keys " + file + " can't be used: " + why + "; restore the file, or move it away and make another:"
                            + " perennial keys create --file " + file,
                    e);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "keys " + file + " is missing; make the file: perennial keys create --file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(unusable("read", e), e);
        }
    }

    private String unusable(String how, IOException why) {
        return "keys " + file + " can't be " + how + ": " + Cause.of(why)
                + "; look after that folder, its disk and your user's rights there, or name another file";
    }

    @FunctionalInterface
    private interface Change {
        void apply(List<Key> keys);
    }

    private void change(Change change) {
        // A file lock holds between processes only; within one, two of them fail.
        synchronized (KeyFile.class) {
            changeLocked(change);
        }
    }

    private void changeLocked(Change change) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        // Closing the channel lets the lock go.
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            List<Key> keys = new ArrayList<>(Files.exists(file) ? keys() : List.of());
            change.apply(keys);
            replace(StrictJson.MAPPER.writeValueAsBytes(new Content(keys)));
        } catch (IOException e) {
            throw new IllegalArgumentException(unusable("written", e), e);
        }
    }

    /** Only its owner may read a temporary file, and the name it is moved to keeps that. */
    private void replace(byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path beside = Files.createTempFile(folder, ".keys", ".new");
        try {
            // Durable, or a cut of power may bring back the file before, and a revoked key with it.
            Disk.replace(file, beside, content);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
