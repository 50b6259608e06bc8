package io.perennial.http.web;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses what comes while too much is being answered, before anything of it is read but its headers. Nothing waits: a
 * request that would have had to is answered 503 at once, so that those let in are answered as fast as ever. Probes and
 * counters are always let in. Answers that their clients do not read end in bounded time.
 */
final class Admission extends Handler.Wrapper {

    /** The request's attribute that holds its place. */
    static final String PLACE = "perennial.place";

    private static final Set<String> ALWAYS =
            Set.of("/livez", "/readyz", "/metrics", "/v2/health/live", "/v2/health/ready");

    private final Places places;
    private final Duration within;

    /** @param within longest time each part of an answer may take to be read */
    Admission(Places places, Duration within) {
        this.places = places;
        this.within = within;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (ALWAYS.contains(request.getHttpURI().getPath())) {
            return super.handle(request, awaited(request, response, Optional.empty()), callback);
        }
        Optional<Places.Place> place = places.take();
        if (place.isEmpty()) {
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return true;
        }
        request.setAttribute(PLACE, place.get());
        Request.addCompletionListener(request, failure -> place.get().leave());
        return super.handle(request, awaited(request, response, place), callback);
    }

    private Response awaited(Request request, Response response, Optional<Places.Place> place) {
        return new AwaitedResponse(request, response, place, within);
    }
}
