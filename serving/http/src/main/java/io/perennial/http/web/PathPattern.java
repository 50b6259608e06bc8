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
            if (!segments.get(i).startsWith("{") && !segments.get(i).equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}
