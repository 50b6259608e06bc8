package io.perennial.features.spark.mapping;

import io.perennial.command.toml.TomlTable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Reads how the files of a log are written: format, delimiter, encoding, columns. */
final class LayoutReader {

    /** What the bytes of a CSV are cut by, and some of what stands between. */
    private static final byte[] PLAIN = "\r\n\t\",;|09AZaz".getBytes(StandardCharsets.US_ASCII);

    /** Character sets of several bytes in which none below 128 is ever part of another character. */
    private static final Pattern APART = Pattern.compile("UTF-8|GB2312|EUC-.+");

    private LayoutReader() {}

    /** The layout that the table {@code [log]} of a mapping states. */
    static Layout read(TomlTable log) {
        Layout.Format format = MappingReader.choice(log, "format", Layout.Format.values());
        if (format != Layout.Format.CSV) {
            refuse(log, "delimiter", "csv");
            refuse(log, "columns", "csv");
        }
        if (format == Layout.Format.PARQUET) {
            refuse(log, "encoding", "csv or jsonl");
        }
        String encoding = encoding(log);
        return new Layout(format, delimiter(log, encoding), encoding, log.texts("columns"));
    }

    private static void refuse(TomlTable log, String key, String formats) {
        if (log.has(key)) {
            throw new WrongUse(log.where() + key + " is for format " + formats + "; format = \"" + log.text("format")
                    + "\" has none");
        }
    }

    private static char delimiter(TomlTable log, String encoding) {
        String delimiter = log.optionalText("delimiter").orElse(",");
        if (delimiter.length() != 1 || delimiter.charAt(0) > 126 || delimiter.charAt(0) == '"') {
            throw new WrongUse(log.where() + "delimiter is '" + delimiter + "', not one ASCII character");
        }
        char sign = delimiter.charAt(0);
        boolean mixes = Charset.forName(encoding).newEncoder().maxBytesPerChar() > 1
                && !APART.matcher(encoding).matches();
        if (mixes && (sign >= 0x40 || Character.isDigit(sign))) {
            throw new WrongUse(log.where() + "delimiter '" + delimiter + "' is also a part of characters of " + encoding
                    + ", so that fields could not be told apart; convert the log first: iconv -f " + encoding
                    + " -t UTF-8");
        }
        return sign;
    }

    private static String encoding(TomlTable log) {
        String encoding = log.optionalText("encoding").orElse("UTF-8");
        try {
            Charset charset = Charset.forName(encoding);
            String canonical = charset.name();
            // One that shifts begins as ASCII and may mean other characters by the same bytes later.
            if (!Arrays.equals(PLAIN, new String(PLAIN, charset).getBytes(StandardCharsets.US_ASCII))
                    || canonical.contains("ISO-2022")) {
                throw new WrongUse(log.where() + "encoding " + canonical
                        + " cannot be read; convert the log first: iconv -f " + canonical + " -t UTF-8");
            }
            return canonical;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new WrongUse(log.where() + "encoding '" + encoding + "' is not known; try UTF-8 or GB18030", e);
        }
    }
}
