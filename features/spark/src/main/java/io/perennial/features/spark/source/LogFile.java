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
public record LogFile(String path, int log, int index, long bytes, long modified) implements Serializable {}
