package io.perennial.training.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file that is named as a table is instead. */
class CsvFaultTest {

    private static final byte[] ROWS = "id,left\na,yes\nb,no\n".repeat(20).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("users.csv");
    }

    @Test
    void a_workbook_or_another_zip_file_is_to_be_exported() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream workbook = new ZipOutputStream(bytes)) {
            workbook.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            workbook.write(ROWS);
        }
        assertTold(
                "looks like a workbook or a zip file; --table reads CSV, so export the sheet as CSV in UTF-8",
                bytes.toByteArray());
    }

    @Test
    void gzip_under_another_name_is_to_be_named_so() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(ROWS);
        }
        assertTold("looks like gzip; give it a name that ends in .gz", bytes.toByteArray());
    }

    @Test
    void bytes_that_begin_half_as_those_do_are_told_for_text_in_another_encoding() throws IOException {
        String western =
                "is not UTF-8: convert it with iconv, such as iconv -f GB18030 -t UTF-8 of a file in Chinese or"
                        + " iconv -f WINDOWS-1252 -t UTF-8 of a western one";
        assertTold(western, new byte[] {'P', 'l', (byte) 0xe4, 't', 'z', 'e'});
        assertTold(western, new byte[] {0x1f, (byte) 0xe4, 'a'});
        assertTold(western, new byte[] {'a', (byte) 0x8b, 'a'});
        assertTold(western, new byte[] {(byte) 0xe4});
    }

    private void assertTold(String words, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        String message = assertThrows(IllegalArgumentException.class, () -> CustomerTable.read(file, "id"))
                .getMessage();
        assertEquals("--table " + file + " " + words, message);
    }
}
