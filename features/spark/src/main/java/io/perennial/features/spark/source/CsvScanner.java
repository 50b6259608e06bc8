package io.perennial.features.spark.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into records and fields by RFC 4180: fields may be quoted, quoted fields may hold delimiters,
 * doubled quotes and line breaks.
 *
 * <p>One bad record never takes the rest of the file with it: a record whose quotes are broken costs its first line
 * only, and a line above {@link #LINE_LIMIT} is skipped without being held. Memory is bounded by that limit. Works on
 * bytes, so it is right for every character set in which ASCII bytes mean ASCII. Not safe for several threads.
 */
final class CsvScanner {

    /** The longest record that is read, in bytes. */
    static final int LINE_LIMIT = 1 << 20;

    private static final int QUOTE = '"';

    /** Outside the range of a byte, so that it never matches. */
    private static final int NEVER = 256;

    private enum State {
        FIELD_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final InputStream in;
    private final int delimiter;
    private final int quote;
    private byte[] buffer = new byte[1 << 16];
    private int limit;
    private int from;
    private int next;
    private boolean ended;
    private long passed;
    private long end = Long.MAX_VALUE;

    private byte[] text = buffer;
    private int start;
    private int[] ends = new int[64];
    private int fields;
    private int bits;
    private String problem = "";

    private CsvScanner(InputStream in, int delimiter, int quote) {
        this.in = in;
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** A scanner of delimited records. */
    static CsvScanner records(InputStream in, char delimiter) {
        return new CsvScanner(in, delimiter, QUOTE);
    }

    /** A scanner of lines: one field each, quotes mean nothing. */
    static CsvScanner lines(InputStream in) {
        return new CsvScanner(in, NEVER, NEVER);
    }

    /**
     * Tells where the stream stands in a file and where to stop: records that begin at {@code to} or later are left.
     *
     * @param from what comes before the stream's first byte, in bytes
     */
    CsvScanner between(long from, long to) {
        passed = from;
        end = to;
        return this;
    }

    /** Where the next line begins in the file. */
    long position() {
        return passed + next;
    }

    /** Moves to the next record that is not a blank line; false at the end. */
    boolean advance() throws IOException {
        do {
            from = next;
            if (position() >= end || (from == limit && !fill())) {
                return false;
            }
            scan();
        } while (problem.isEmpty() && length() == 0);
        return true;
    }

    /** Why the current record cannot be used, or empty. */
    String problem() {
        return problem;
    }

    /** The bytes that hold the current record; changed by {@link #advance}. */
    byte[] bytes() {
        return text;
    }

    /** Where the current record begins in the bytes. */
    int start() {
        return start;
    }

    /** The current record's length in bytes, its line break not counted. */
    int length() {
        return ends[fields - 1] - start;
    }

    /** The number of fields. */
    int fields() {
        return fields;
    }

    /** Where a field begins in the bytes, its quotes included. */
    int fieldStart(int field) {
        return field == 0 ? start : ends[field - 1] + 1;
    }

    /** Where a field ends in the bytes. */
    int fieldEnd(int field) {
        return ends[field];
    }

    /** Whether every byte of the current record is ASCII. */
    boolean isAscii() {
        return bits >= 0;
    }

    private void scan() throws IOException {
        problem = "";
        fields = 0;
        bits = 0;
        State state = State.FIELD_START;
        for (int at = from; ; at++) {
            if (at == limit) {
                int scanned = at - from;
                boolean more = fill();
                at = from + scanned;
                if (!more) {
                    endOfFile(state, at);
                    return;
                }
            }
            if (at - from > LINE_LIMIT) {
                giveUp(
                        state == State.QUOTED
                                ? "a quote is not closed"
                                : "line is longer than " + LINE_LIMIT + " bytes");
                return;
            }
            int b = buffer[at];
            bits |= b;
            if (b == '\n' && state != State.QUOTED) {
                finish(at, at + 1);
                return;
            }
            state = step(state, b, at);
            if (state == null) {
                giveUp("text after a closing quote");
                return;
            }
        }
    }

    /** The state after a byte; null where a closing quote is followed by text. */
    private State step(State state, int b, int at) {
        if (state == State.QUOTED) {
            return b == quote ? State.QUOTE_IN_QUOTED : State.QUOTED;
        }
        if (b == delimiter) {
            addField(at);
            return State.FIELD_START;
        }
        if (b == quote && state != State.PLAIN) {
            return State.QUOTED;
        }
        if (state == State.QUOTE_IN_QUOTED) {
            return b == '\r' ? State.QUOTE_IN_QUOTED : null;
        }
        return State.PLAIN;
    }

    private void endOfFile(State state, int end) throws IOException {
        if (state == State.QUOTED) {
            giveUp("a quote is not closed");
        } else {
            finish(end, end);
        }
    }

    private void finish(int end, int after) {
        boolean carriageReturn = end > from && buffer[end - 1] == '\r';
        addField(carriageReturn ? end - 1 : end);
        text = buffer;
        start = from;
        next = after;
    }

    private void addField(int end) {
        if (fields == ends.length) {
            ends = Arrays.copyOf(ends, 2 * fields);
        }
        ends[fields++] = end;
    }

    /** Keeps the beginning of the first line as the record; what follows that line is read as if nothing had been. */
    private void giveUp(String why) throws IOException {
        problem = why;
        boolean more = true;
        while (more && newline() == limit && limit - from < LogRow.RAW_LIMIT) {
            more = fill();
        }
        int newline = newline();
        text = Arrays.copyOfRange(buffer, from, Math.min(newline, from + LogRow.RAW_LIMIT));
        while (newline == limit) {
            from = limit;
            if (!fill()) {
                break;
            }
            newline = newline();
        }
        next = Math.min(newline + 1, limit);
        start = 0;
        fields = 0;
        addField(text.length);
    }

    private int newline() {
        int at = from;
        while (at < limit && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Makes room by moving the current record to the front, then reads; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            for (int i = 0; i < fields; i++) {
                ends[i] -= from;
            }
            limit -= from;
            passed += from;
            next = 0;
            from = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        ended = read < 0;
        limit += Math.max(0, read);
        return !ended;
    }
}
