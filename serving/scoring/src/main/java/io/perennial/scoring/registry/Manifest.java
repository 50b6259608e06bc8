package io.perennial.scoring.registry;

import io.perennial.scoring.file.FileStamp;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known about a published version.
 *
 * @param format    layout of this file, {@value #FORMAT}
 * @param version   number of the version, from 1
 * @param published when it was published
 * @param facts     what the publisher stated
 * @param files     every other file of the version with its stamp
 */
public record Manifest(int format, int version, Instant published, ModelFacts facts, Map<String, FileStamp> files) {

    /** The layout this build writes and reads. */
    public static final int FORMAT = 1;

    public Manifest {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "manifest format " + format + " is not " + FORMAT + "; use the release that wrote it");
        }
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
