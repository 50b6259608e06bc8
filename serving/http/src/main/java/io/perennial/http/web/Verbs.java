package io.perennial.http.web;

import io.perennial.command.toml.Nearest;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What may stand behind a colon at the end of a path, as in {@code churn:predict}. */
final class Verbs {

    private static final String BEHIND_A_NAME = "}:";

    private Verbs() {}

    /**
     * The problem of a path that ends in none of the verbs its name can have. Else it would pass for a name with a colon
     * in it, and whoever sends to it be told to read what is not there.
     *
     * @return empty where the verb is known, or the name has no verbs
     */
    static Optional<Problem> unknown(List<Route> routes, String path) {
        int colon = path.lastIndexOf(':');
        if (colon < path.lastIndexOf('/')) {
            return Optional.empty();
        }
        String verb = path.substring(colon + 1);
        Set<String> known = of(routes, path.substring(0, colon + 1));
        return known.isEmpty() || known.contains(verb)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        Problem.Kind.UNKNOWN_PATH,
                        "there is nothing at " + Request.shown(path) + ": '" + Request.shown(verb) + "' is no verb"
                                + Nearest.advice(verb, known)));
    }

    /** The verbs of a path that ends in a colon. */
    private static Set<String> of(List<Route> routes, String name) {
        Set<String> verbs = new TreeSet<>();
        for (Route route : routes) {
            int behind = route.path().lastIndexOf(BEHIND_A_NAME);
            String verb = route.path().substring(behind + BEHIND_A_NAME.length());
            if (behind >= 0 && PathPattern.of(route.path()).matches(name + verb)) {
                verbs.add(verb);
            }
        }
        return verbs;
    }
}
