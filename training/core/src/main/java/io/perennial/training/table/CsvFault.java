package io.perennial.training.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a file could not be read as CSV in UTF-8, and what it is instead, by its first bytes. */
final class CsvFault {

    private static final int LOOKED_AT = 1_000;

    /** How the reader names the line on which a quote was opened. */
    private static final Pattern UNCLOSED = Pattern.compile("\\(startline (\\d+)\\) EOF reached.*");

    private CsvFault() {}

    /** What is the matter, and how to mend it. */
    static String words(Path file, IOException fault) throws IOException {
        Matcher unclosed = UNCLOSED.matcher(String.valueOf(fault.getMessage()));
        if (unclosed.matches()) {
            return "opens a quote in line " + unclosed.group(1)
                    + " that nothing closes; close it, or double a quote that is" + " part of a cell";
        }
        byte[] first = first(file);
        if (begins(first, "PAR1")) {
            return "looks like Parquet; --table reads CSV";
        }
        if (begins(first, "PK")) {
            return "looks like a workbook or a zip file; --table reads CSV, so export the sheet as CSV in UTF-8";
        }
        if (first.length >= 2 && first[0] == (byte) 0x1f && first[1] == (byte) 0x8b) {
            return "looks like gzip; give it a name that ends in .gz";
        }
        if (fault instanceof CharacterCodingException) {
            return isWide(first)
                    ? "is not UTF-8 (looks like UTF-16): convert it with iconv -f UTF-16 -t UTF-8"
                    : "is not UTF-8: convert it with iconv, such as iconv -f GB18030 -t UTF-8 of a file in Chinese or"
                            + " iconv -f WINDOWS-1252 -t UTF-8 of a western one";
        }
        return "is not CSV: " + fault.getMessage();
    }

    private static byte[] first(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(LOOKED_AT);
        }
    }

    private static boolean begins(byte[] bytes, String word) {
        byte[] wanted = word.getBytes(StandardCharsets.US_ASCII);
        return bytes.length >= wanted.length && Arrays.equals(Arrays.copyOf(bytes, wanted.length), wanted);
    }

    /** Whether it begins with a byte order mark of UTF-16: 0xFF 0xFE or the other way round. */
    private static boolean isWide(byte[] bytes) {
        return bytes.length >= 2
                && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                        || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
    }
}
