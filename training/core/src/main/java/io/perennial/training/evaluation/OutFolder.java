package io.perennial.training.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that results will be written to once minutes of work are done. */
public final class OutFolder {

    private OutFolder() {}

    /**
     * Says at the start of long work what would stop its end.
     *
     * @throws IllegalArgumentException where the folder neither is there to be written nor can be made
     */
    public static void requireWritable(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new IllegalArgumentException(
                    "cannot write " + folder + ": " + there + " is no folder you may write to; name another place");
        }
    }
}
