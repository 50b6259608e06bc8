package io.perennial.features.spark.source;

import java.util.function.Consumer;

/**
 * Who is told, in words, what is odd about the columns of a log's files and yet no reason to refuse them.
 *
 * @param uneven where files have different columns, so that no row of one equals one of another
 * @param told   where files write the values of a column in different ways, so that one user or item becomes two, and
 *               where a column is asked for that no row of JSON lines was seen to have
 */
public record OddColumns(Consumer<String> uneven, Consumer<String> told) {

    /** Tells nobody. */
    public static OddColumns untold() {
        return new OddColumns(any -> {}, any -> {});
    }
}
