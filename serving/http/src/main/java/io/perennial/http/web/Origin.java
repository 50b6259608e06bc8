package io.perennial.http.web;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what our own pages and programs send from what another site makes a browser send. */
final class Origin {

    /** The header in which a browser says whose page made it ask. */
    static final String SITE = "Sec-Fetch-Site";

    /** The header in which older browsers do. */
    static final String ORIGIN = Request.ORIGIN;

    /** The header that names this server. */
    static final String HOST = "Host";

    /** A name of this machine, or none, as Host has it: looked at once for each request, so the usual ones come first. */
    private static final Pattern HERE =
            Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-f:.]+]||.*\\.localhost)(:[0-9]*)?", Pattern.CASE_INSENSITIVE);

    private Origin() {}

    /**
     * Refuses what was sent to another name than those of this machine. Where nobody has to say who they are, a page of
     * another site could otherwise have its own name point here, and would be taken for one of ours.
     */
    static void requireThisMachine(Exchange exchange) {
        if (!HERE.matcher(exchange.header(HOST).orElse("")).matches()) {
            throw Problem.of(
                    Kind.FORBIDDEN,
                    "a server without keys answers under localhost and addresses only, not under the name in Host;"
                            + " configure keys to serve under a name");
        }
    }

    /** Refuses what no page of this server sent. */
    static void requireOwn(Exchange exchange) {
        if (!isOwn(exchange)) {
            throw Problem.of(
                    Kind.FORBIDDEN,
                    "a change that a signed-in browser asks for is taken from this server's own pages only;"
                            + " a program sends the header Authorization: Bearer KEY");
        }
    }

    /** Refuses what a browser says that another site made it send. A program says nothing of the kind and is let in. */
    static void refuseForeign(Exchange exchange) {
        boolean isBrowser =
                exchange.header(SITE).filter(site -> !site.equals("none")).isPresent()
                        || exchange.header(ORIGIN).isPresent();
        if (isBrowser && !isOwn(exchange)) {
            throw Problem.of(
                    Kind.FORBIDDEN,
                    "a page of another site may not have this server change or score anything; a program sends no Origin");
        }
    }

    private static boolean isOwn(Exchange exchange) {
        return exchange.header(SITE).map("same-origin"::equals).orElseGet(() -> isHere(exchange));
    }

    /** Older browsers say where they are; what says nothing is not one of our pages. */
    private static boolean isHere(Exchange exchange) {
        Optional<String> origin = exchange.header(ORIGIN);
        Optional<String> host = exchange.header(HOST);
        try {
            return origin.isPresent() && host.isPresent() && host.get().equals(new URI(origin.get()).getAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
