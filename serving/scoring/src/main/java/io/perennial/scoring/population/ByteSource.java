package io.perennial.scoring.population;

import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteSink} wrote; every length is compared with what is left before anything is made of it. */
final class ByteSource {

    private final String what;
    private final byte[] bytes;
    private final ByteBuffer words;
    private int at;

    ByteSource(String what, byte[] bytes) {
        this.what = what;
        this.bytes = bytes;
        this.words = ByteBuffer.wrap(bytes);
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    int getByte() {
        if (at == bytes.length) {
            throw damaged("it ends too early");
        }
        return bytes[at++] & 0xff;
    }

    long getUnsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = getByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw damaged("a number has more than ten bytes");
    }

    long getSigned() {
        long value = getUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    int getInt() {
        long value = getSigned();
        if (value != (int) value) {
            throw damaged("number " + value + " does not fit where it stands");
        }
        return (int) value;
    }

    /** A count of things that take at least {@code least} bytes each, so it can't exceed what is left. */
    int getCount(int least) {
        long count = getUnsigned();
        if (count < 0 || count * least > bytes.length - at || count > Integer.MAX_VALUE) {
            throw damaged("it announces " + count + " things, more than it can hold");
        }
        return (int) count;
    }

    double getDouble() {
        return Double.longBitsToDouble(getLong());
    }

    long getLong() {
        return words.getLong(next(Long.BYTES));
    }

    /** A number of four bytes. */
    int getFixedInt() {
        return words.getInt(next(Integer.BYTES));
    }

    /** Where so many bytes begin, which are read with it. */
    private int next(int length) {
        if (length > bytes.length - at) {
            throw damaged("it ends too early");
        }
        at += length;
        return at - length;
    }

    byte[] getBytes() {
        return getRaw(getCount(1));
    }

    byte[] getRaw(int length) {
        int from = next(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    String getText() {
        return new String(getBytes(), StandardCharsets.UTF_8);
    }

    RegistryException damaged(String why) {
        return new RegistryException(
                Kind.DAMAGED, what + " is damaged at byte " + at + ": " + why + "; load the bundle again");
    }
}
