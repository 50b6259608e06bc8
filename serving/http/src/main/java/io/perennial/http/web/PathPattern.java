package io.perennial.http.web;

import java.util.Arrays;
import java.util.List;

/** A path with parameters, matched segment by segment. */
record PathPattern(List<String> segments) {

    static PathPattern of(String path) {
        return new PathPattern(Arrays.asList(path.split("/", -1)));
    }

    boolean matches(String path) {
        String[] given = path.split("/", -1);
        if (given.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            if (!matches(segments.get(i), given[i])) {
                return false;
            }
        }
        return true;
    }

    /** A parameter may have a suffix: {@code {name}:predict}. */
    private static boolean matches(String segment, String given) {
        int end = segment.indexOf('}');
        if (end < 0) {
            return segment.equals(given);
        }
        String suffix = segment.substring(end + 1);
        return given.endsWith(suffix) && given.length() > suffix.length();
    }
}
