package io.perennial.features.spark.source;

import java.util.Arrays;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A 128-bit hash of a row's values in a fixed order of columns: rows of equal content have equal hashes in any file.
 *
 * <p>Two different rows among 10^12 share one with probability below 10^-14. Not thread-safe.
 */
public final class RowHash {

    private byte[] buffer = new byte[1_024];
    private int size;

    /** Forgets everything. */
    public void clear() {
        size = 0;
    }

    /** Adds a value; null differs from the empty text. */
    public void add(String value) {
        add(UTF8String.fromString(value));
    }

    /** Adds a value as Spark holds it; the same as adding its text. */
    public void add(UTF8String value) {
        if (value == null) {
            length(-1);
            return;
        }
        length(value.numBytes());
        room(value.numBytes());
        value.writeToMemory(buffer, Platform.BYTE_ARRAY_OFFSET + (long) size);
        size += value.numBytes();
    }

    /** The hash of what was added: upper and lower half. */
    public long[] value() {
        return MurmurHash3.hash128x64(buffer, 0, size, 104_729);
    }

    private void length(int length) {
        room(4);
        for (int shift = 0; shift < 32; shift += 8) {
            buffer[size++] = (byte) (length >>> shift);
        }
    }

    private void room(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
        }
    }
}
