package io.perennial.training.data;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The text of a CSV file that somebody gives us: UTF-8, packed where its name ends in {@code .gz}. */
public final class CsvText {

    /** What some programs write before UTF-8; it would become part of the first column's name. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private CsvText() {}

    /**
     * Opens the text after its byte order mark. Reading it fails with a {@link
     * java.nio.charset.MalformedInputException} where it is not UTF-8.
     *
     * @param named the file as messages name it, such as {@code --table customers.csv}
     * @throws IllegalArgumentException where it should be packed and is not
     */
    public static BufferedReader open(Path file, String named) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            return new BufferedReader(new InputStreamReader(
                    afterMark(file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes),
                    StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
        } catch (ZipException | EOFException e) {
            bytes.close();
            throw new IllegalArgumentException(named + " cannot be read: not a gzip file", e);
        }
    }

    private static InputStream afterMark(InputStream bytes) throws IOException {
        PushbackInputStream text = new PushbackInputStream(bytes, BYTE_ORDER_MARK.length);
        byte[] first = text.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
            text.unread(first);
        }
        return text;
    }
}
