package io.perennial.http.store;

import java.nio.ByteBuffer;

/**
 * 128 bits in the place of an id, from which the id can't be read.
 *
 * @param high the first half
 * @param low  the second half
 */
public record Pseudonym(long high, long low) {

    static final int BYTES = 2 * Long.BYTES;

    /** The 16 bytes, big-endian, so that unsigned bytes sort by user and then by event. */
    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** The pseudonym that begins at a place. */
    static Pseudonym of(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, BYTES);
        return new Pseudonym(buffer.getLong(), buffer.getLong());
    }
}
