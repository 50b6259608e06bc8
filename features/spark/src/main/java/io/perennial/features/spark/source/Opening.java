package io.perennial.features.spark.source;

import io.perennial.features.spark.mapping.WrongUse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Opens text files of raw logs: unpacks by the file's name ending, skips the byte-order mark of UTF-8. */
final class Opening {

    private static final int BUFFER = 1 << 16;
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

    private Opening() {}

    /** The bytes of a file after its first so many, the mark not counted among them. */
    static InputStream of(String file, Configuration conf, long skipped) throws IOException {
        InputStream in = of(file, conf);
        in.skipNBytes(skipped);
        return in;
    }

    /** The bytes of a file, unpacked. */
    static InputStream of(String file, Configuration conf) throws IOException {
        Path path = new Path(file);
        InputStream raw = path.getFileSystem(conf).open(path);
        CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(path);
        InputStream plain = codec == null ? raw : unpacked(file, raw, codec);
        return afterMark(file, new BufferedInputStream(plain, BUFFER));
    }

    /** Hadoop knows more forms by name than it can unpack without native libraries, which are not installed. */
    private static InputStream unpacked(String file, InputStream raw, CompressionCodec codec) throws IOException {
        try {
            return codec.createInputStream(raw);
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            raw.close();
            String ending = codec.getDefaultExtension();
            throw new WrongUse("log file " + file + " is packed as " + ending
                    + ", which can't be read; pack it by gzip, and let its name end in .gz");
        }
    }

    /** Whether a file is packed, so that it can only be read from its beginning. */
    static boolean isPacked(String file, Configuration conf) {
        return new CompressionCodecFactory(conf).getCodec(new Path(file)) != null;
    }

    /** Whether a file begins as every Parquet file does. */
    static boolean isParquet(String file, Configuration conf) throws IOException {
        Path path = new Path(file);
        try (InputStream in = path.getFileSystem(conf).open(path)) {
            return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
        }
    }

    private static boolean startsWith(byte[] begin, int... bytes) {
        return begin.length >= bytes.length
                && IntStream.range(0, bytes.length).allMatch(i -> (begin[i] & 0xff) == bytes[i]);
    }

    private static InputStream afterMark(String file, InputStream in) throws IOException {
        in.mark(3);
        byte[] begin = in.readNBytes(3);
        if (startsWith(begin, 0xff, 0xfe) || startsWith(begin, 0xfe, 0xff)) {
            in.close();
            throw new WrongUse("log file " + file + " is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8");
        }
        if (startsWith(begin, 'P', 'K', 3) || startsWith(begin, 0xd0, 0xcf, 0x11)) {
            in.close();
            throw new WrongUse("log file " + file
                    + " is a spreadsheet or a ZIP archive; save the sheet as CSV, or unpack the archive");
        }
        if (startsWith(begin, 0x1f, 0x8b, 8)) {
            in.close();
            throw new WrongUse("log file " + file + " is packed by gzip, which its name must tell: let it end in .gz");
        }
        boolean mark = startsWith(begin, 0xef, 0xbb, 0xbf);
        if (!mark) {
            in.reset();
        }
        return in;
    }
}
