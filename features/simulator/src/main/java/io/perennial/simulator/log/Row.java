package io.perennial.simulator.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of UTF-8 bytes, reused from row to row: text formatting is what a simulation spends its time on. */
final class Row {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[256];
    private int length;

    Row clear() {
        length = 0;
        return this;
    }

    int length() {
        return length;
    }

    /** Cuts the row after so many bytes. */
    Row cut(int newLength) {
        length = Math.min(length, newLength);
        return this;
    }

    Row text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return bytes(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            put((byte) c);
        }
        return this;
    }

    Row number(long value) {
        if (value < 0) {
            put((byte) '-');
            return number(-value);
        }
        long power = 1;
        while (value / power >= 10) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            put((byte) ('0' + value / power % 10));
        }
        return this;
    }

    /** A number with leading zeros up to a width. */
    Row padded(long value, int width) {
        for (int digits = digits(value); digits < width; digits++) {
            put((byte) '0');
        }
        return number(value);
    }

    /** Minor units as a decimal with two places. */
    Row decimal(long minor) {
        return number(minor / 100).text(".").padded(minor % 100, 2);
    }

    Row hex(long value) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            put(HEX[(int) (value >>> shift) & 15]);
        }
        return this;
    }

    /** A time of day as {@code HH:mm:ss}. */
    Row clock(int second) {
        return padded(second / 3_600, 2)
                .text(":")
                .padded(second / 60 % 60, 2)
                .text(":")
                .padded(second % 60, 2);
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private Row bytes(byte[] more) {
        for (byte b : more) {
            put(b);
        }
        return this;
    }

    private void put(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = b;
    }
}
