package io.perennial.scoring.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.perennial.scoring.file.Disk;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.file.StrictJson;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A published version, read without trust: every file is read once, compared with the journal's SHA-256, and those
 * very bytes are handed out for parsing.
 */
public final class VersionFiles {

    private final String name;
    private final int version;
    private final Path directory;
    private final Map<String, FileStamp> stamps;
    private final Manifest manifest;

    private VersionFiles(String name, int version, Path directory, Map<String, FileStamp> stamps) {
        this.name = name;
        this.version = version;
        this.directory = directory;
        this.stamps = stamps;
        this.manifest = parse(bytes(Draft.MANIFEST));
    }

    static VersionFiles open(String name, Path directory, JournalEntry publication) {
        return new VersionFiles(name, publication.version(), directory, publication.files());
    }

    /** The model's name. */
    public String name() {
        return name;
    }

    /** The number of the version. */
    public int version() {
        return version;
    }

    /** What is known about the version. */
    public Manifest manifest() {
        return manifest;
    }

    /** SHA-256 of the manifest, which holds the hash of every other file: the digest answers carry. */
    public String digest() {
        return stamps.get(Draft.MANIFEST).sha256();
    }

    /** Names of all files, manifest included. */
    public List<String> files() {
        return List.copyOf(stamps.keySet());
    }

    /** Whether the version has this file. */
    public boolean has(String file) {
        return stamps.containsKey(file);
    }

    /**
     * The bytes of a file, read once and checked.
     *
     * @throws RegistryException UNKNOWN where the version has no such file, DAMAGED where its bytes are not those that
     *     were published
     */
    public byte[] bytes(String file) {
        FileStamp expected = stamp(file);
        byte[] bytes;
        try {
            bytes = Disk.read(directory.resolve(file), expected.size());
        } catch (IOException e) {
            throw RegistryException.of("read " + file + " of " + name + " " + version, directory.resolve(file), e);
        }
        check(file, FileStamp.of(bytes));
        return bytes;
    }

    /**
     * Where a file lies, for one too large to hold: nothing is checked here, its reader must check what it reads
     * against hashes that came out of {@link #bytes}.
     */
    public Path unchecked(String file) {
        stamp(file);
        return directory.resolve(file);
    }

    /** Reads every file and compares it; what is wrong, in words, or an empty list. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        stamps.keySet().forEach(file -> {
            try {
                check(file, Disk.stamp(directory.resolve(file)));
            } catch (IOException e) {
                faults.add(RegistryException.of("read " + file, directory.resolve(file), e)
                        .getMessage());
            } catch (RegistryException e) {
                faults.add(e.getMessage());
            }
        });
        return faults;
    }

    /**
     * Copies the version to a folder that is not there yet. Every file is compared on the way; the folder is there when
     * all of them are, or not at all.
     */
    public void copyTo(Path folder) {
        Path beside = folder.resolveSibling("." + folder.getFileName() + "." + UUID.randomUUID());
        try {
            if (Files.exists(folder)) {
                throw new RegistryException(
                        RegistryException.Kind.REFUSED, folder + " is there already; name a folder that is not");
            }
            copyAll(beside);
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
            Disk.sync(folder.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw RegistryException.of("copy " + name + " " + version, folder, e);
        }
    }

    private void copyAll(Path folder) throws IOException {
        try {
            for (String file : stamps.keySet()) {
                Path copy = folder.resolve(file);
                Disk.createDirectories(copy.toAbsolutePath().getParent());
                check(file, Disk.copy(directory.resolve(file), copy));
            }
        } catch (IOException | RegistryException e) {
            Disk.delete(folder);
            throw e;
        }
    }

    /** What a file of the version must be. */
    public FileStamp stamp(String file) {
        FileStamp stamp = stamps.get(file);
        if (stamp == null) {
            throw new RegistryException(
                    Kind.UNKNOWN, name + " " + version + " has no file '" + file + "'; it has " + stamps.keySet());
        }
        return stamp;
    }

    private void check(String file, FileStamp found) {
        FileStamp expected = stamps.get(file);
        if (!found.equals(expected)) {
            throw new RegistryException(
                    Kind.DAMAGED,
                    "file " + directory.resolve(file) + " is not the one that was published: "
                            + (found.size() == expected.size()
                                    ? "its SHA-256 differs"
                                    : "its length is not " + expected.size() + " bytes")
                            + "; restore it from a copy, or promote another version of " + name);
        }
    }

    private Manifest parse(byte[] bytes) {
        try {
            Manifest read = StrictJson.MAPPER.readValue(bytes, Manifest.class);
            if (read.version() != version || !read.facts().name().equals(name)) {
                throw new RegistryException(
                        Kind.DAMAGED,
                        "the manifest in " + directory + " is that of "
                                + read.facts().name() + " " + read.version());
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new RegistryException(
                    Kind.DAMAGED,
                    "the manifest in " + directory + " can't be read: " + e.getOriginalMessage()
                            + "; it was written by another release",
                    e);
        } catch (IOException e) {
            throw RegistryException.of("read the manifest", directory, e);
        }
    }
}
