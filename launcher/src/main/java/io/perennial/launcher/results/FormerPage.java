package io.perennial.launcher.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The page as an earlier run wrote it: what it says of a study stands until that study runs again.
 *
 * @param text the page, empty where there is none
 */
public record FormerPage(String text) {

    private static final String HEADING = "\n## ";

    /** The page that stands in a file; an empty one where there is no such file. */
    public static FormerPage of(Path file) throws IOException {
        return new FormerPage(Files.isRegularFile(file) ? Files.readString(file) : "");
    }

    /** All it says below the heading of a study, the heading included; empty where it says nothing. */
    String section(Study study) {
        int from = text.indexOf(HEADING + study.title() + "\n");
        if (from < 0) {
            return "";
        }
        int to = text.indexOf(HEADING, from + HEADING.length());
        return text.substring(from, to < 0 ? text.length() : to);
    }

    /** The lines of its first table that are a study's bars; none of a study it has no section of. */
    List<String> bars(Study study) {
        return section(study).isEmpty()
                ? List.of()
                : text.lines()
                        .filter(line -> line.startsWith(ResultsPage.lineOf(study)))
                        .toList();
    }
}
