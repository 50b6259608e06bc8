package io.perennial.features.spark.source;

import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.NamedPath;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Finds the files of raw logs: a file, a folder with files at any depth, or a pattern with {@code *}, {@code ?}, {@code
 * [...]} or <code>{...}</code> where nothing is called so.
 */
public final class LogFiles {

    private LogFiles() {}

    /**
     * The files of one log in the order of their paths.
     *
     * @param log   which of the run's logs, from 0
     * @param first the number of the first file among all files of the run
     */
    public static List<LogFile> find(List<String> paths, int log, int first, Configuration conf) {
        List<FileStatus> found = new ArrayList<>();
        for (String path : paths) {
            found.addAll(find(path, conf));
        }
        found.sort(Comparator.comparing(status -> status.getPath().toString()));
        List<LogFile> files = new ArrayList<>();
        for (FileStatus status : found) {
            files.add(new LogFile(
                    status.getPath().toString(),
                    log,
                    first + files.size(),
                    status.getLen(),
                    status.getModificationTime()));
        }
        refuseRepeats(files);
        return files;
    }

    private static void refuseRepeats(List<LogFile> files) {
        for (int i = 1; i < files.size(); i++) {
            if (files.get(i).path().equals(files.get(i - 1).path())) {
                throw new WrongUse("log file " + files.get(i).path() + " is given twice for one mapping");
            }
        }
    }

    private static List<FileStatus> find(String pattern, Configuration conf) {
        try {
            Path path = NamedPath.of(pattern);
            FileSystem fs = path.getFileSystem(conf);
            FileStatus[] matches = fs.exists(path) ? new FileStatus[] {fs.getFileStatus(path)} : fs.globStatus(path);
            if (matches == null || matches.length == 0) {
                throw new WrongUse("log " + pattern + " does not exist");
            }
            List<FileStatus> files = new ArrayList<>();
            for (FileStatus match : matches) {
                files.addAll(match.isDirectory() ? inside(fs, match) : List.of(match));
            }
            if (files.isEmpty()) {
                throw new WrongUse("log folder " + pattern + " holds no file");
            }
            for (FileStatus file : files) {
                fs.open(file.getPath()).close();
            }
            return files;
        } catch (IOException e) {
            throw unreadable(pattern, e);
        } catch (IllegalArgumentException e) {
            throw misnamed(pattern, e);
        }
    }

    /** Hadoop takes what stands before a colon for a scheme, also where it makes the name of a file's checksum. */
    private static WrongUse misnamed(String pattern, IllegalArgumentException e) {
        String why = e.getCause() instanceof URISyntaxException name
                ? "a name with ':' can't be read; rename " + name.getInput().replaceAll("^\\.(.+)\\.crc$", "$1")
                : e.getMessage();
        return new WrongUse("log " + pattern + " cannot be read: " + why, e);
    }

    private static WrongUse unreadable(String pattern, IOException e) {
        return new WrongUse(
                "log " + pattern + " cannot be read: " + e.getMessage() + "; check that it exists and that"
                        + " you may read it and every folder above it",
                e);
    }

    private static List<FileStatus> inside(FileSystem fs, FileStatus folder) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = fs.listFiles(folder.getPath(), true);
        while (all.hasNext()) {
            FileStatus file = all.next();
            if (isData(folder.getPath(), file.getPath())) {
                files.add(file);
            }
        }
        return files;
    }

    /** Names that begin with a dot or an underscore are other programs' notes. */
    private static boolean isData(Path folder, Path file) {
        String inside = file.toString().substring(folder.toString().length());
        return Arrays.stream(inside.split("/")).noneMatch(name -> name.startsWith(".") || name.startsWith("_"));
    }
}
