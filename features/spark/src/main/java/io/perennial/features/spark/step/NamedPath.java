package io.perennial.features.spark.step;

import java.io.File;
import org.apache.hadoop.fs.Path;

/** A path as it is given on the command line: without a scheme it lies on the disk, as in every other process. */
public final class NamedPath {

    private NamedPath() {}

    /** The path, never that of the file system which a cluster's configuration takes where none is named. */
    public static Path of(String given) {
        Path path = new Path(given);
        return path.toUri().getScheme() == null
                ? new Path("file", null, new File(path.toString()).getAbsolutePath())
                : path;
    }
}
