package io.perennial.features.spark.source;

import java.io.Serializable;

/**
 * One file of a raw log.
 *
 * @param path     its full path
 * @param log      which of the run's logs it belongs to, from 0
 * @param index    its number among all files of the run, from 0
 * @param bytes    its length
 * @param modified when it was last changed, milliseconds since 1970
 */
public record LogFile(String path, int log, int index, long bytes, long modified) implements Serializable {

    /** The path as a pattern that matches this file and no other, for a reader that takes patterns only. */
    String pattern() {
        return path.replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
    }
}
