package io.perennial.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.io.file.PathUtils;

/**
 * A file or folder made whole beside its place, then renamed into it: what stands in the place is complete.
 *
 * @param place where it will stand
 */
record Product(Path place) {

    /** Where it is being made. */
    Path work() {
        return place.resolveSibling(".tmp-" + place.getFileName());
    }

    /** Removes what a killed run left beside; what stood in the place comes back where the run was killed between. */
    void begin() throws IOException {
        Files.createDirectories(place.toAbsolutePath().getParent());
        PathUtils.delete(work());
        if (Files.exists(old()) && !Files.exists(place)) {
            Files.move(old(), place, StandardCopyOption.ATOMIC_MOVE);
        }
        PathUtils.delete(old());
    }

    /** Puts it into its place; a folder that stood there is kept beside until it is cleared. */
    void exchange() throws IOException {
        if (!Files.isDirectory(work())) {
            Files.move(work(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        PathUtils.delete(old());
        if (Files.exists(place)) {
            Files.move(place, old(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(work(), place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what stood in its place before. */
    void clear() throws IOException {
        PathUtils.delete(old());
    }

    private Path old() {
        return place.resolveSibling(".old-" + place.getFileName());
    }

    /** Gives back the space of what was not completed. */
    void discard() throws IOException {
        PathUtils.delete(work());
    }

    /** Removes it, so that nothing older stands in its place. */
    void remove() throws IOException {
        PathUtils.delete(place);
    }
}
