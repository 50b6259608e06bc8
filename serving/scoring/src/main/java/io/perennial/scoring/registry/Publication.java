package io.perennial.scoring.registry;

import io.perennial.scoring.file.Disk;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.file.StrictJson;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Brings a draft's files into their final directory: written and synced beside, then renamed to the first free number.
 *
 * <p>A directory without its journal entry is not a version; it is what a killed publish leaves, and may be collected.
 */
final class Publication {

    private final Draft draft;
    private final Path versions;
    private final Path staged;
    private final Map<String, FileStamp> stamps = new TreeMap<>();

    Publication(Draft draft, Path versions, Path staging) {
        this.draft = draft;
        this.versions = versions;
        this.staged = staging.resolve(UUID.randomUUID().toString());
    }

    /** Stages all files but the manifest. */
    void stage() throws IOException {
        Disk.createDirectories(versions);
        Disk.createDirectories(staged);
        if (hasOrigin()) {
            Disk.createDirectories(staged.resolve("origin"));
        }
        for (Map.Entry<String, byte[]> file : draft.small().entrySet()) {
            Disk.write(staged.resolve(file.getKey()), file.getValue());
            stamps.put(file.getKey(), FileStamp.of(file.getValue()));
        }
        for (Map.Entry<String, Path> file : draft.large().entrySet()) {
            stamps.put(file.getKey(), Disk.copy(file.getValue(), staged.resolve(file.getKey())));
        }
        if (hasOrigin()) {
            Disk.sync(staged.resolve("origin"));
        }
    }

    /** Renames the staged directory to a free number at or after the one proposed, and says which. */
    int place(int proposed, Instant at) throws IOException {
        int version = proposed;
        while (!tryPlace(version, at)) {
            version++;
        }
        Disk.sync(versions);
        Disk.sync(staged.getParent());
        return version;
    }

    /** Stamps of every file, manifest included. */
    Map<String, FileStamp> stamps() {
        return stamps;
    }

    /** Throws away what is still staged. */
    void discard() throws IOException {
        Disk.delete(staged);
    }

    private boolean tryPlace(int version, Instant at) throws IOException {
        if (Files.exists(versions.resolve(Integer.toString(version)))) {
            return false;
        }
        writeManifest(version, at);
        try {
            Files.move(staged, versions.resolve(Integer.toString(version)), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException taken) {
            return false;
        } catch (FileSystemException e) {
            if (Files.exists(versions.resolve(Integer.toString(version)))) {
                return false; // Linux says "Directory not empty" in words only.
            }
            throw e;
        }
    }

    private void writeManifest(int version, Instant at) throws IOException {
        Map<String, FileStamp> files = new TreeMap<>(stamps);
        files.remove(Draft.MANIFEST);
        byte[] bytes =
                StrictJson.MAPPER.writeValueAsBytes(new Manifest(Manifest.FORMAT, version, at, draft.facts(), files));
        Files.deleteIfExists(staged.resolve(Draft.MANIFEST));
        Disk.write(staged.resolve(Draft.MANIFEST), bytes);
        Disk.sync(staged);
        stamps.put(Draft.MANIFEST, FileStamp.of(bytes));
    }

    private boolean hasOrigin() {
        return draft.small().keySet().stream().anyMatch(file -> file.startsWith("origin/"))
                || draft.large().keySet().stream().anyMatch(file -> file.startsWith("origin/"));
    }
}
