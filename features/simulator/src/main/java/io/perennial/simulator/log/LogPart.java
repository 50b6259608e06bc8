package io.perennial.simulator.log;

import io.perennial.simulator.life.Deed;
import io.perennial.simulator.world.RandomStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One shard of one log: {@code part-00007.csv} with the rows in the order of their days, and {@code late-00007.csv} with
 * what came after the export. Mess is drawn from a stream of its own, so it changes nothing that users do.
 */
final class LogPart implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int COPIES_HELD = 32;
    private static final double COPY_IN_LATE_FILE = 0.3;

    private final RowFormat format;
    private final Mess mess;
    private final RandomStream random;
    private final LogCounts counts;
    private final OutputStream part;
    private final Path lateFile;
    private final Row row = new Row();
    private final Deque<byte[]> copies = new ArrayDeque<>();
    private OutputStream late;

    LogPart(Path folder, int shard, RowFormat format, Mess mess, RandomStream random, LogCounts counts)
            throws IOException {
        this.format = format;
        this.mess = mess;
        this.random = random;
        this.counts = counts;
        Files.createDirectories(folder);
        String end =
                new Row().padded(shard, 5).text(".").text(format.extension()).toString();
        part = open(folder.resolve("part-" + end));
        lateFile = folder.resolve("late-" + end);
    }

    /** Writes a deed, and with it whatever mess chance adds. */
    void write(Deed deed) {
        try {
            spoil(deed);
            format.write(row.clear(), deed, Flaw.NONE, 0);
            row.text("\n");
            counts.deed(deed.act());
            boolean isLate = random.chance(mess.late());
            row.writeTo(isLate ? lateRow() : part);
            duplicate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        OutputStream lateRows = late;
        try (part;
                lateRows) {
            while (!copies.isEmpty()) {
                part.write(copies.remove());
            }
        }
    }

    private void spoil(Deed deed) throws IOException {
        List<Flaw> flaws = format.flaws(deed.act());
        if (flaws.isEmpty() || !random.chance(mess.broken())) {
            return;
        }
        Flaw flaw = flaws.get(random.below(flaws.size()));
        Deed copy = new Deed(
                deed.user(),
                deed.day(),
                deed.second(),
                deed.act(),
                RandomStream.mix(~deed.id()),
                deed.number(),
                deed.amountMinor(),
                deed.item(),
                deed.channel(),
                deed.coupon());
        format.write(row.clear(), copy, flaw, random.below(1_000));
        row.text("\n").writeTo(part);
        counts.spoilt(flaw);
    }

    /** A copy comes some rows later, as after a retry, or in the late file. */
    private void duplicate() throws IOException {
        if (random.chance(mess.duplicate())) {
            counts.duplicate();
            if (random.chance(COPY_IN_LATE_FILE)) {
                row.writeTo(lateRow());
            } else {
                copies.add(row.copy());
            }
        }
        if (copies.size() > COPIES_HELD) {
            part.write(copies.remove());
        }
    }

    /** The late file is made when the first row comes late. */
    private OutputStream lateRow() throws IOException {
        counts.countLate();
        if (late == null) {
            late = open(lateFile);
        }
        return late;
    }

    private OutputStream open(Path file) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        OutputStream out = format.extension().endsWith(".gz") ? new FastGzip(raw, BUFFER) : raw;
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        if (!format.header().isEmpty()) {
            buffered.write((format.header() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return buffered;
    }
}
