package io.perennial.http.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Names files that are opened as {@link SteadyFile}: {@code steady:/var/lib/models.live/events.mv}. */
public final class SteadyPath extends FilePathWrapper {

    static {
        FilePath.register(new SteadyPath());
    }

    /** A path yet without a file; H2 makes its paths itself, and so needs this public. */
    public SteadyPath() {}

    /** The name by which the store opens a file steadily. */
    static String of(java.nio.file.Path file) {
        return "steady:" + file.toAbsolutePath();
    }

    @Override
    public String getScheme() {
        return "steady";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SteadyFile(getBase().toString(), mode);
    }
}
