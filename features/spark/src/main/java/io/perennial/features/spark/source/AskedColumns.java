package io.perennial.features.spark.source;

import java.io.Serializable;
import java.util.Set;
import java.util.SortedSet;

/**
 * The columns of a raw log that are read.
 *
 * @param all all of them
 * @param ids those that tell users or rows apart: a text of theirs that can't be kept as it is makes several one
 */
public record AskedColumns(SortedSet<String> all, Set<String> ids) implements Serializable {}
