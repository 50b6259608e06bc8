package io.perennial.scoring.binary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes being read, big-endian. Never reads past its end, and allocates only what the bytes left can fill, so a
 * hostile length costs nothing. Every method throws {@link BinaryFormatException} where the bytes don't hold what is
 * asked for.
 */
public final class BinaryReader {

    private static final int LONGEST_CHOICE = 64;

    private final String subject;
    private final ByteBuffer bytes;
    private final int origin;

    /**
     * Bytes to read.
     *
     * @param subject what they should be, for messages: "published graph"
     * @param bytes   read in place, not to be changed meanwhile
     */
    public BinaryReader(String subject, byte[] bytes) {
        this(subject, ByteBuffer.wrap(bytes), 0);
    }

    private BinaryReader(String subject, ByteBuffer bytes, int origin) {
        this.subject = subject;
        this.bytes = bytes;
        this.origin = origin;
    }

    /** The next byte, counted in the whole file. */
    public int offset() {
        return origin + bytes.position();
    }

    /** How many bytes are left. */
    public int remaining() {
        return bytes.remaining();
    }

    /** An exception to throw, for the byte that comes next. */
    public BinaryFormatException refuse(String reason) {
        return new BinaryFormatException(subject, offset(), reason);
    }

    /** Reads the first bytes of a file and its version. */
    public void header(byte[] magic, int version) throws BinaryFormatException {
        for (byte expected : magic) {
            if ((byte) u8("magic") != expected) {
                throw refuse("the magic " + new String(magic, StandardCharsets.US_ASCII) + " is missing");
            }
        }
        int found = i32("version");
        if (found != version) {
            throw refuse("format version is " + found + ", this build reads " + version);
        }
    }

    public int u8(String what) throws BinaryFormatException {
        need(1, what);
        return bytes.get() & 0xff;
    }

    public int i32(String what) throws BinaryFormatException {
        need(Integer.BYTES, what);
        return bytes.getInt();
    }

    /** Any bits; whoever holds the number refuses what it can't be. */
    public double f64(String what) throws BinaryFormatException {
        need(Double.BYTES, what);
        return bytes.getDouble();
    }

    /** A number of things of which each takes at least so many of the bytes left. */
    public int count(int bytesEach, String what) throws BinaryFormatException {
        int count = i32("number of " + what);
        if (count < 0 || count > bytes.remaining() / bytesEach) {
            throw refuse(count + " " + what + " do not fit the " + bytes.remaining() + " bytes left");
        }
        return count;
    }

    /** A count and so many ints. */
    public int[] ints(String what) throws BinaryFormatException {
        int[] values = new int[count(Integer.BYTES, what)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getInt();
        }
        return values;
    }

    /** A count and so many doubles of any bits. */
    public double[] doubles(String what) throws BinaryFormatException {
        double[] values = new double[count(Double.BYTES, what)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getDouble();
        }
        return values;
    }

    /** The enum constant whose name comes next. */
    public <E extends Enum<E>> E choice(E[] choices, String what) throws BinaryFormatException {
        String name = text(LONGEST_CHOICE, what);
        for (E choice : choices) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        throw refuse(what + " is none of " + Arrays.toString(choices));
    }

    /** A length and so many bytes of UTF-8. */
    public String text(int longest, String what) throws BinaryFormatException {
        int length = count(1, "bytes of " + what);
        if (length > longest) {
            throw refuse(what + " is " + length + " bytes long, at most " + longest);
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** The next block, a length and so many bytes, as a reader of its own that ends where the block ends. */
    public BinaryReader block(String what) throws BinaryFormatException {
        int length = count(1, "bytes of " + what);
        int from = bytes.position();
        bytes.position(from + length);
        return new BinaryReader(subject, bytes.slice(from, length), origin + from);
    }

    /** Refuses bytes that follow. */
    public void end(String what) throws BinaryFormatException {
        if (bytes.hasRemaining()) {
            throw refuse(bytes.remaining() + " bytes follow the end of " + what);
        }
    }

    private void need(int size, String what) throws BinaryFormatException {
        if (bytes.remaining() < size) {
            throw refuse("ends within " + what);
        }
    }
}
