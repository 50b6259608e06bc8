package io.perennial.http.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file, and the folders it lies in, that nobody but their owner may read. */
final class OwnedFile {

    private OwnedFile() {}

    /** Makes what is not there yet, and tells whether the file was not; the rights of what is there stay. */
    static boolean make(Path file) throws IOException {
        Path place = file.toAbsolutePath();
        boolean hasRights = place.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(place.getParent(), rights(hasRights, "rwx------"));
        try {
            Files.createFile(place, rights(hasRights, "rw-------"));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static FileAttribute<?>[] rights(boolean hasRights, String rights) {
        return hasRights
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
