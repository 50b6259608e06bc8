package io.perennial.batch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

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

    /** Removes what a killed run left beside. */
    void begin() throws IOException {
        Files.createDirectories(place.toAbsolutePath().getParent());
        delete(work());
    }

    /** Puts it into its place; what stood there is gone. */
    void publish() throws IOException {
        if (!Files.isDirectory(work())) {
            Files.move(work(), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        Path old = place.resolveSibling(".old-" + place.getFileName());
        delete(old);
        if (Files.exists(place)) {
            Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(work(), place, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
    }

    /** Gives back the space of what was not completed. */
    void discard() throws IOException {
        delete(work());
    }

    /** Removes it, so that nothing older stands in its place. */
    void remove() throws IOException {
        delete(place);
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
