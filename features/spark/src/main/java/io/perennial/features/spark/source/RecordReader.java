package io.perennial.features.spark.source;

import java.io.Closeable;
import java.io.IOException;

/** Reads the rows of one file of a raw log, one after the other. */
interface RecordReader extends Closeable {

    /** The next row, or null after the last. */
    LogRow next() throws IOException;
}
