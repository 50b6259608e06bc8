package io.perennial.http.web;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Tells a request of our own pages from one that another site makes a browser send. */
final class Origin {

    private Origin() {}

    /** Refuses what no page of this server sent. */
    static void requireOwn(Exchange exchange) {
        boolean isOwn =
                exchange.header("Sec-Fetch-Site").map("same-origin"::equals).orElseGet(() -> isHere(exchange));
        if (!isOwn) {
            throw Problem.of(
                    Kind.FORBIDDEN,
                    "a change that a signed-in browser asks for is taken from this server's own pages only;"
                            + " a program sends the header Authorization: Bearer KEY");
        }
    }

    /** Older browsers say where they are; what says nothing is not one of our pages. */
    private static boolean isHere(Exchange exchange) {
        Optional<String> origin = exchange.header("Origin");
        Optional<String> host = exchange.header("Host");
        try {
            return origin.isPresent() && host.isPresent() && host.get().equals(new URI(origin.get()).getAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
