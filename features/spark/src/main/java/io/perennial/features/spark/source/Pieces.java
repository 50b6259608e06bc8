package io.perennial.features.spark.source;

import io.perennial.features.spark.mapping.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Cuts large text files where a row begins, so that many tasks can read one file.
 *
 * <p>A line break may stand inside quotes, so no place of a file shows by itself whether a row begins there. Each
 * stretch of a file is therefore scanned once, from its first line on, until the first row that begins in the next
 * stretch. If that row is the next stretch's first line, that line was rightly taken for the beginning of a row; and so
 * on from the file's beginning, which is one for certain. Where it is not, cutting goes on from that row.
 */
final class Pieces {

    private static final long LEAST_BYTES = 64L << 20;

    private static final int PER_CORE = 4;

    /** So often cutting starts again in a file; then one task reads what is left of it. */
    private static final int ROUNDS = 8;

    private final JavaSparkContext context;
    private final Layout layout;
    private final SerializableConfiguration conf;
    private final long bytes;

    /** Cuts into pieces of so many bytes. */
    Pieces(JavaSparkContext context, Layout layout, long bytes) {
        this.context = context;
        this.layout = layout;
        this.conf = new SerializableConfiguration(context.hadoopConfiguration());
        this.bytes = bytes;
    }

    /** Cuts files into some pieces for each core, none of them small: where files are many they stay whole. */
    static List<Piece> of(JavaSparkContext context, Layout layout, List<LogFile> files) {
        long all = files.stream().mapToLong(LogFile::bytes).sum();
        long bytes = Math.max(LEAST_BYTES, all / ((long) PER_CORE * context.defaultParallelism()));
        return new Pieces(context, layout, bytes).of(files);
    }

    /** The pieces of all files in the order of their places. */
    List<Piece> of(List<LogFile> files) {
        List<Piece> pieces = new ArrayList<>();
        List<Piece> left = new ArrayList<>();
        for (LogFile file : files) {
            boolean isCut = file.bytes() >= 2 * bytes && !Opening.isPacked(file.path(), conf.value());
            (isCut ? left : pieces).add(Piece.whole(file));
        }
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            left = cut(left, pieces);
        }
        pieces.addAll(left);
        pieces.sort(
                Comparator.comparingInt((Piece piece) -> piece.file().index()).thenComparingLong(Piece::from));
        return pieces;
    }

    /** Cuts what is left of files as far as is certain; adds the pieces and gives what is still left. */
    private List<Piece> cut(List<Piece> left, List<Piece> pieces) {
        List<Stretch> stretches = new ArrayList<>();
        for (Piece rest : left) {
            long from = rest.from();
            while (from + 2 * bytes <= rest.file().bytes()) {
                stretches.add(new Stretch(rest.file(), from, from + bytes));
                from += bytes;
            }
            stretches.add(new Stretch(rest.file(), from, Long.MAX_VALUE));
        }
        List<Scanned> scanned = scan(stretches, layout, conf);
        List<Piece> still = new ArrayList<>();
        for (Piece rest : left) {
            long certain = rest.from();
            for (Scanned one : scanned) {
                if (one.file().equals(rest.file()) && one.first() == certain && one.next() > certain) {
                    pieces.add(new Piece(rest.file(), certain, one.next()));
                    certain = one.next();
                }
            }
            if (certain != Long.MAX_VALUE) {
                still.add(new Piece(rest.file(), certain, Long.MAX_VALUE));
            }
        }
        return still;
    }

    /** So many bytes of a file, wherever rows begin. */
    private record Stretch(LogFile file, long from, long to) implements Serializable {}

    /** Where the first line of a stretch begins, and the first row after it if that line begins one. */
    private record Scanned(LogFile file, long first, long next) implements Serializable {}

    private List<Scanned> scan(List<Stretch> stretches, Layout form, SerializableConfiguration hadoop) {
        int tasks = Math.min(stretches.size(), PER_CORE * context.defaultParallelism());
        return context.parallelize(stretches, tasks)
                .map(stretch -> scan(stretch, form, hadoop.value()))
                .collect();
    }

    private static Scanned scan(Stretch stretch, Layout layout, Configuration conf) throws IOException {
        long first = stretch.from() == 0 ? 0 : firstLine(stretch, conf);
        try (InputStream in = Opening.of(stretch.file().path(), conf, first)) {
            CsvScanner scanner = scanner(in, layout, first, stretch.to());
            boolean more = true;
            while (more) {
                more = scanner.advance();
            }
            return new Scanned(
                    stretch.file(), first, stretch.to() == Long.MAX_VALUE ? Long.MAX_VALUE : scanner.position());
        }
    }

    /** The byte before may end a line: then the stretch itself begins one. */
    private static long firstLine(Stretch stretch, Configuration conf) throws IOException {
        long before = stretch.from() - 1;
        try (InputStream in = Opening.of(stretch.file().path(), conf, before)) {
            CsvScanner lines = CsvScanner.lines(in).between(before, stretch.from());
            lines.advance();
            return lines.position();
        }
    }

    /** A scanner of the rows that begin in a range of a file. */
    static CsvScanner scanner(InputStream in, Layout layout, long from, long to) {
        return (layout.format() == Layout.Format.JSONL
                        ? CsvScanner.lines(in)
                        : CsvScanner.records(in, layout.delimiter()))
                .between(from, to);
    }
}
