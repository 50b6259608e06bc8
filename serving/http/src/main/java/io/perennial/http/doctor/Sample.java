package io.perennial.http.doctor;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * The first rows of raw logs, copied into a folder.
 *
 * @param paths what to read instead of what was given; the same where a path can't be cut: Parquet, patterns, other
 *              file systems, files that can't be unpacked
 * @param isCut whether any file has more rows than were copied
 */
record Sample(List<String> paths, boolean isCut) {

    private static final int MOST_LINES = 20_000;
    private static final int MOST_FILES = 20;
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

    static Sample of(List<String> given, Path folder) throws IOException {
        List<String> paths = new ArrayList<>();
        boolean cut = false;
        for (String path : given) {
            List<Path> files = files(path);
            if (files.isEmpty()) {
                paths.add(path);
            }
            cut |= files.size() > MOST_FILES;
            for (Path file : files.subList(0, Math.min(files.size(), MOST_FILES))) {
                Path copy = folder.resolve(paths.size() + "-" + file.getFileName());
                try {
                    cut |= copy(file, copy);
                    paths.add(copy.toString());
                } catch (ZipException | EOFException e) {
                    // It says it is packed and can't be unpacked: ingest refuses it in its own words.
                    paths.add(file.toString());
                }
            }
        }
        return new Sample(List.copyOf(paths), cut);
    }

    /** The text files a path stands for; none where it is no file or folder of this disk, or holds something else. */
    private static List<Path> files(String path) throws IOException {
        if (path.contains("*") || path.contains("://") || !Files.exists(Path.of(path))) {
            return List.of();
        }
        try (var found = Files.walk(Path.of(path))) {
            List<Path> files = found.filter(Files::isRegularFile)
                    .filter(file -> isData(Path.of(path).relativize(file)))
                    .sorted()
                    .toList();
            return isParquet(files) ? List.of() : files;
        }
    }

    /** Whether any of the files that would be cut is Parquet, whatever its name: its rows end at no newline. */
    private static boolean isParquet(List<Path> files) throws IOException {
        for (Path file : files.subList(0, Math.min(files.size(), MOST_FILES))) {
            try (InputStream in = Files.newInputStream(file)) {
                if (Arrays.equals(in.readNBytes(PARQUET.length), PARQUET)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Names that begin with a dot or an underscore are other programs' notes, to {@code ingest} as well. */
    private static boolean isData(Path inside) {
        for (Path name : inside) {
            if (name.toString().startsWith(".") || name.toString().startsWith("_")) {
                return false;
            }
        }
        return true;
    }

    private static boolean copy(Path file, Path copy) throws IOException {
        boolean zipped = file.toString().endsWith(".gz");
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = zipped ? new BufferedInputStream(new GZIPInputStream(raw)) : raw;
                OutputStream made = Files.newOutputStream(copy);
                OutputStream out = zipped ? new GZIPOutputStream(made) : made) {
            byte[] one = new byte[1 << 16];
            int lines = 0;
            for (int read = in.read(one); read > 0; read = in.read(one)) {
                int end = 0;
                while (end < read && lines < MOST_LINES) {
                    lines += one[end++] == '\n' ? 1 : 0;
                }
                out.write(one, 0, end);
                if (lines == MOST_LINES) {
                    return end < read || in.read() >= 0;
                }
            }
            return false;
        }
    }
}
