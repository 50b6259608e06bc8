package io.perennial.scoring.graph;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes being written, big-endian. */
final class GraphSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void u8(int value) {
        bytes.write(value);
    }

    void i32(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(value >>> shift);
        }
    }

    void f64(double value) {
        long bits = Double.doubleToRawLongBits(value);
        i32((int) (bits >>> 32));
        i32((int) bits);
    }

    void ints(Ints values) {
        i32(values.size());
        for (int value : values.shared()) {
            i32(value);
        }
    }

    void doubles(Doubles values) {
        i32(values.size());
        for (double value : values.shared()) {
            f64(value);
        }
    }

    void choice(Enum<?> value) {
        text(value.name());
    }

    void text(String value) {
        block(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A length and so many bytes. */
    void block(byte[] block) {
        i32(block.length);
        raw(block);
    }

    void raw(byte[] block) {
        bytes.write(block, 0, block.length);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
