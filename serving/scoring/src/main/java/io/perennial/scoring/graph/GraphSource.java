package io.perennial.scoring.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes being read, big-endian. Never reads past its end, and allocates only what the bytes left can fill, so a
 * hostile length costs nothing.
 */
final class GraphSource {

    private final ByteBuffer bytes;
    private final int origin;

    GraphSource(byte[] bytes) {
        this(ByteBuffer.wrap(bytes), 0);
    }

    private GraphSource(ByteBuffer bytes, int origin) {
        this.bytes = bytes;
        this.origin = origin;
    }

    int offset() {
        return origin + bytes.position();
    }

    GraphFormatException refuse(String reason) {
        return new GraphFormatException(offset(), reason);
    }

    int u8(String what) throws GraphFormatException {
        need(1, what);
        return bytes.get() & 0xff;
    }

    int i32(String what) throws GraphFormatException {
        need(Integer.BYTES, what);
        return bytes.getInt();
    }

    /** Any bits; whoever holds the number refuses what is not finite. */
    double f64(String what) throws GraphFormatException {
        need(Double.BYTES, what);
        return bytes.getDouble();
    }

    /** A number of things of which each takes at least so many of the bytes left. */
    int count(int bytesEach, String what) throws GraphFormatException {
        int count = i32("number of " + what);
        if (count < 0 || count > bytes.remaining() / bytesEach) {
            throw refuse(count + " " + what + " do not fit the " + bytes.remaining() + " bytes left");
        }
        return count;
    }

    Ints ints(String what) throws GraphFormatException {
        int[] values = new int[count(Integer.BYTES, what)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getInt();
        }
        return Ints.of(values);
    }

    Doubles doubles(String what) throws GraphFormatException {
        double[] values = new double[count(Double.BYTES, what)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getDouble();
        }
        return Doubles.of(values);
    }

    <E extends Enum<E>> E choice(E[] choices, String what) throws GraphFormatException {
        String name = text(Limits.NAME_LENGTH, what);
        for (E choice : choices) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        throw refuse(what + " is none of " + Arrays.toString(choices));
    }

    String text(int longest, String what) throws GraphFormatException {
        int length = count(1, "bytes of " + what);
        if (length > longest) {
            throw refuse(what + " is " + length + " bytes long, at most " + longest);
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** The next block, a length and so many bytes, as a source of its own that ends where the block ends. */
    GraphSource block(String what) throws GraphFormatException {
        int length = count(1, "bytes of " + what);
        int from = bytes.position();
        bytes.position(from + length);
        return new GraphSource(bytes.slice(from, length), origin + from);
    }

    void end(String what) throws GraphFormatException {
        if (bytes.hasRemaining()) {
            throw refuse(bytes.remaining() + " bytes follow the end of " + what);
        }
    }

    private void need(int size, String what) throws GraphFormatException {
        if (bytes.remaining() < size) {
            throw refuse("ends within " + what);
        }
    }
}
