package io.perennial.scoring.population;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows a byte array: variable-length integers, doubles, texts; big-endian. */
final class ByteSink {

    private byte[] bytes;
    private int size;

    ByteSink() {
        this(1 << 15);
    }

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    void putByte(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    /** Seven bits a byte, least first; a negative number takes ten bytes. */
    void putUnsigned(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            putByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    /** Small numbers of either sign in few bytes. */
    void putSigned(long value) {
        putUnsigned((value << 1) ^ (value >> 63));
    }

    void putDouble(double value) {
        putLong(Double.doubleToRawLongBits(value));
    }

    void putLong(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            putByte((int) (value >>> shift));
        }
    }

    void putBytes(byte[] value) {
        putUnsigned(value.length);
        for (byte b : value) {
            putByte(b);
        }
    }

    void putRaw(byte[] value) {
        for (byte b : value) {
            putByte(b);
        }
    }

    void putText(String text) {
        putBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
