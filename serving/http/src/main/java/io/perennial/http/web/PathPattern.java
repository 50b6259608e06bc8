package io.perennial.http.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with parameters, matched segment by segment. */
record PathPattern(List<String> segments) {

    static PathPattern of(String path) {
        return new PathPattern(List.of(path.split("/", -1)));
    }

    /** How many segments a path has; only patterns of as many can match it. */
    static int segments(String path) {
        int count = 1;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            count++;
        }
        return count;
    }

    boolean matches(String path) {
        int from = 0;
        for (String segment : segments) {
            if (from > path.length()) {
                return false;
            }
            int to = end(path, from);
            if (!matches(segment, path, from, to)) {
                return false;
            }
            from = to + 1;
        }
        return from > path.length();
    }

    /** Where a segment of a path ends that begins there. */
    private static int end(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    /** A parameter may have a suffix: {@code {name}:predict}. */
    private static boolean matches(String segment, String path, int from, int to) {
        int brace = segment.indexOf('}');
        if (brace < 0) {
            return segment.length() == to - from && path.startsWith(segment, from);
        }
        int suffix = segment.length() - brace - 1;
        return to - from > suffix && path.regionMatches(to - suffix, segment, brace + 1, suffix);
    }

    /** The parameters of a path that matches; empty where it does not. */
    Optional<Map<String, String>> parameters(String path) {
        if (!matches(path)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        int from = 0;
        for (String segment : segments) {
            int to = end(path, from);
            int brace = segment.indexOf('}');
            if (brace >= 0) {
                parameters.put(segment.substring(1, brace), path.substring(from, to - segment.length() + brace + 1));
            }
            from = to + 1;
        }
        return Optional.of(Map.copyOf(parameters));
    }
}
