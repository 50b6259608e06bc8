package io.perennial.features.spark.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.codec.digest.MurmurHash3;

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
        if (value == null) {
            length(-1);
        } else {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            add(bytes, 0, bytes.length);
        }
    }

    /** Adds a value as bytes. */
    public void add(byte[] bytes, int from, int to) {
        length(to - from);
        room(to - from);
        System.arraycopy(bytes, from, buffer, size, to - from);
        size += to - from;
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
