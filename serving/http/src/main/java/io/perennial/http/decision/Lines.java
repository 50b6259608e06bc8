package io.perennial.http.decision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of a stream, which is read by blocks. One thread. */
final class Lines {

    private static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final byte[] block;
    private int from;
    private int to;

    /** The lines of a stream, read by blocks of so many bytes. */
    Lines(InputStream in, int blockBytes) {
        this.in = in;
        this.block = new byte[blockBytes];
    }

    /**
     * The next line, without its break. What follows the last break is none: it is being written, or torn.
     *
     * @throws IOException where the stream can't be read, or the line is longer than any decision
     */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (from < to || fill()) {
            int end = from;
            while (end < to && block[end] != '\n') {
                end++;
            }
            if (line.size() + end - from > LONGEST) {
                throw new IOException("a line of the decision log is longer than " + LONGEST + " bytes");
            }
            line.write(block, from, end - from);
            from = end + 1;
            if (end < to) {
                return Optional.of(line.toByteArray());
            }
        }
        return Optional.empty();
    }

    private boolean fill() throws IOException {
        from = 0;
        to = in.read(block);
        return to > 0;
    }
}
