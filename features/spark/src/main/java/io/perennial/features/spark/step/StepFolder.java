package io.perennial.features.spark.step;

import io.perennial.features.spark.mapping.WrongUse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The output folder of a step: made whole beside its place, then renamed into it.
 *
 * <p>A folder that stands in its place is complete. A run that is killed leaves the old folder, the new one, or none;
 * what it left beside is removed by the next run. One process makes it at a time.
 */
public final class StepFolder {

    private final FileSystem fs;
    private final Path place;
    private final Path work;
    private final Path old;

    private StepFolder(FileSystem fs, Path place) {
        this.fs = fs;
        this.place = place;
        this.work = new Path(place.getParent(), ".tmp-" + place.getName());
        this.old = new Path(place.getParent(), ".old-" + place.getName());
    }

    /** The folder at a place; nothing is changed yet. */
    public static StepFolder at(String place, Configuration conf) {
        try {
            Path path = NamedPath.of(place);
            FileSystem fs = path.getFileSystem(conf);
            return new StepFolder(fs, fs.makeQualified(path));
        } catch (IOException e) {
            throw new WrongUse("folder " + place + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the folder: what the work wrote into it is put in place once it is complete.
     *
     * @throws StepFailed where another process is making it, or the machine refuses; nothing is left beside
     */
    public <T> T make(Supplier<T> work) {
        Optional<java.nio.file.Path> local = local();
        return local.isPresent() ? OneWriter.make(local.get(), () -> makeAlone(work)) : makeAlone(work);
    }

    private <T> T makeAlone(Supplier<T> content) {
        begin();
        try {
            T made = content.get();
            publish();
            return made;
        } catch (Exception e) { // Spark throws checked ones that no signature names
            RuntimeException told =
                    Obstacles.told(e, local().map(Object::toString).orElse(place.toString()));
            discard(told);
            throw told;
        }
    }

    private Optional<java.nio.file.Path> local() {
        return "file".equals(place.toUri().getScheme())
                ? Optional.of(java.nio.file.Path.of(place.toUri()))
                : Optional.empty();
    }

    /** Gives back the space of a folder that was not completed. */
    private void discard(RuntimeException failure) {
        try {
            fs.delete(work, true);
        } catch (IOException e) {
            failure.addSuppressed(e); // the next run removes it
        }
    }

    /** Removes what a killed run left beside, and makes an empty folder to work in. */
    private void begin() {
        try {
            fs.delete(work, true);
            if (fs.exists(old) && !fs.exists(place)) {
                fs.rename(old, place);
            }
            fs.delete(old, true);
            if (!fs.mkdirs(work)) {
                throw new IOException("folder could not be made");
            }
        } catch (IOException e) {
            throw new WrongUse(
                    "folder " + place + " cannot be written: " + e.getMessage()
                            + "; choose another --out or make its parent writable",
                    e);
        }
    }

    /** A path inside the folder being made. */
    public String inWork(String name) {
        return new Path(work, name).toString();
    }

    /** A path inside the finished folder. */
    public String inPlace(String name) {
        return new Path(place, name).toString();
    }

    /** The place of the folder. */
    public String place() {
        return place.toString();
    }

    /** Writes a small text file into the folder being made. */
    public void write(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a small file into the folder being made. */
    public void write(String name, byte[] bytes) {
        try (OutputStream out = fs.create(new Path(work, name), true)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("file " + inWork(name) + " cannot be written", e);
        }
    }

    /** Moves a folder inside the folder being made; false where it is not there. */
    public boolean rename(String from, String to) {
        try {
            return fs.exists(new Path(work, from)) && fs.rename(new Path(work, from), new Path(work, to));
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + inWork(from) + " cannot be renamed", e);
        }
    }

    /** Removes a folder inside the folder being made. */
    public void delete(String name) {
        try {
            fs.delete(new Path(work, name), true);
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + inWork(name) + " cannot be removed", e);
        }
    }

    /** Removes the finished folder; what rests on it is not there until it is made again. */
    public void remove() {
        try {
            fs.delete(place, true);
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + place + " cannot be removed", e);
        }
    }

    /** What a small text file of the finished folder says; empty where it is not there, or of another release. */
    public <T> Optional<T> made(String name, BiFunction<String, String, T> parse) {
        Optional<String> text = read(name);
        try {
            return text.map(said -> parse.apply(inPlace(name), said));
        } catch (WrongUse foreign) {
            return Optional.empty(); // whatever it says, this release makes its own
        }
    }

    /** A small text file of the finished folder, empty where it is not there. */
    public Optional<String> read(String name) {
        try (InputStream in = fs.open(new Path(place, name))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new WrongUse("file " + inPlace(name) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Puts the folder that was made into its place. */
    private void publish() {
        try {
            if (fs.exists(place)) {
                rename(place, old);
            }
            rename(work, place);
            fs.delete(old, true);
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + place + " cannot be put in place", e);
        }
    }

    private void rename(Path from, Path to) throws IOException {
        if (!fs.rename(from, to)) {
            throw new IOException(from + " could not be renamed to " + to);
        }
    }
}
