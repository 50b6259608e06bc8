package io.perennial.scoring.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes being written, big-endian. */
public final class BinaryWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public void u8(int value) {
        bytes.write(value);
    }

    public void i32(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(value >>> shift);
        }
    }

    /** The double, bit for bit; any NaN becomes the one NaN, so that equal values are equal bytes. */
    public void f64(double value) {
        long bits = Double.doubleToLongBits(value);
        i32((int) (bits >>> 32));
        i32((int) bits);
    }

    /** A count and so many ints. */
    public void ints(int[] values) {
        i32(values.length);
        for (int value : values) {
            i32(value);
        }
    }

    /** A count and so many doubles. */
    public void doubles(double[] values) {
        i32(values.length);
        for (double value : values) {
            f64(value);
        }
    }

    /** The name of an enum constant. */
    public void choice(Enum<?> value) {
        text(value.name());
    }

    /** A length and UTF-8 bytes. */
    public void text(String value) {
        block(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A length and so many bytes. */
    public void block(byte[] block) {
        i32(block.length);
        raw(block);
    }

    /** Bytes without a length. */
    public void raw(byte[] block) {
        bytes.write(block, 0, block.length);
    }

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
