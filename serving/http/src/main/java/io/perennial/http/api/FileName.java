package io.perennial.http.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The name under which a browser keeps an answer.
 *
 * @param stem      what it is called, without what no file system takes
 * @param extension such as {@code csv}
 */
public record FileName(String stem, String extension) {

    private static final int LONGEST = 80;

    /** The name of something called so, or otherwise where nothing of that is left. */
    public static FileName of(String called, String otherwise, String extension) {
        String stem = called.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]+", "_").strip();
        String cut =
                stem.substring(0, stem.offsetByCodePoints(0, Math.min(LONGEST, stem.codePointCount(0, stem.length()))));
        return new FileName(cut.isEmpty() || cut.startsWith(".") ? otherwise : cut, extension);
    }

    /** The header that says so: in ASCII for old clients, and as it is (RFC 6266). */
    public Map<String, String> header() {
        String name = stem + "." + extension;
        String ascii = name.replaceAll("[^A-Za-z0-9 ._-]", "_");
        String whole = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return Map.of("Content-Disposition", "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + whole);
    }
}
