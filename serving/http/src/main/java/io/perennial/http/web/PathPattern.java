package io.perennial.http.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with parameters, matched segment by segment. */
record PathPattern(List<String> segments) {

    static PathPattern of(String path) {
        return new PathPattern(segments(path));
    }

    static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }

    boolean matches(String path) {
        return matches(segments(path));
    }

    private boolean matches(List<String> given) {
        if (given.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            if (!matches(segments.get(i), given.get(i))) {
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
        return given.length() > segment.length() - end - 1
                && given.regionMatches(
                        given.length() - segment.length() + end + 1, segment, end + 1, segment.length() - end - 1);
    }

    /** The parameters of a path that matches; empty where it does not. */
    Optional<Map<String, String>> parameters(List<String> path) {
        if (!matches(path)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            int end = segment.indexOf('}');
            if (end >= 0) {
                int suffix = segment.length() - end - 1;
                parameters.put(
                        segment.substring(1, end),
                        path.get(i).substring(0, path.get(i).length() - suffix));
            }
        }
        return Optional.of(Map.copyOf(parameters));
    }
}
