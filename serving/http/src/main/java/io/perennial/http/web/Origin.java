package io.perennial.http.web;

import io.javalin.http.Context;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import java.net.URI;
import java.net.URISyntaxException;

/** Tells a request of our own pages from one that another site makes a browser send. */
final class Origin {

    private Origin() {}

    /** Refuses what no page of this server sent. */
    static void requireOwn(Context context) {
        String site = context.header("Sec-Fetch-Site");
        boolean isOwn = site == null ? isHere(context) : site.equals("same-origin");
        if (!isOwn) {
            throw Problem.of(
                    Kind.FORBIDDEN,
                    "a change that a signed-in browser asks for is taken from this server's own pages only;"
                            + " a program sends the header Authorization: Bearer KEY");
        }
    }

    /** Older browsers say where they are; what says nothing is not one of our pages. */
    private static boolean isHere(Context context) {
        String origin = context.header("Origin");
        String host = context.header("Host");
        try {
            return origin != null && host != null && host.equals(new URI(origin).getAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
