package io.perennial.features.spark.source;

import java.io.Serializable;

/**
 * Whole rows of one file that one task reads.
 *
 * @param file the file
 * @param from where the first of them begins, in bytes after the mark of UTF-8; 0 has the header before it
 * @param to   where the first row begins that is not among them
 */
record Piece(LogFile file, long from, long to) implements Serializable {

    /** All of a file. */
    static Piece whole(LogFile file) {
        return new Piece(file, 0, Long.MAX_VALUE);
    }
}
