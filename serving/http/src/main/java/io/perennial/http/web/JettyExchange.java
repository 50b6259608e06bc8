package io.perennial.http.web;

import io.perennial.http.api.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plain request that Jetty itself carries: without a query and without cookies. */
final class JettyExchange implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(JettyExchange.class);

    /** What nearly every answer has, as bytes already. */
    private static final Map<String, HttpField> USUAL = Stream.of(
                    new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json"),
                    new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
                    new PreEncodedHttpField("X-Content-Type-Options", "nosniff"))
            .collect(Collectors.toUnmodifiableMap(HttpField::getName, field -> field));

    /** Names that Jetty does not know; it would look for them among all that it does. */
    private static final Set<String> OWN = Set.of(RouteAdapter.ID, RouteAdapter.TIMING);

    private static final Pattern TAKES_GZIP = Pattern.compile("(.*,)?\\s*gzip\\s*(,.*)?", Pattern.CASE_INSENSITIVE);
    private static final Gzip GZIP = new Gzip();

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Map<String, String> parameters;
    private final SentHeaders headers;
    private final RequestProgress progress;
    private final RequestBytes body;

    /** @param parameters those in the path */
    JettyExchange(Request request, Response response, Callback callback, Map<String, String> parameters) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.parameters = parameters;
        this.headers = new SentHeaders(request.getHeaders());
        this.progress =
                new RequestProgress(RequestIds.of(headers.first(RouteAdapter.ID).orElse(null)));
        this.body = new RequestBytes(request);
    }

    /** Whether its body states a length of at most so many bytes, and all of them are here. */
    boolean hasCome(int most) {
        long length = length();
        return length >= 0 && length <= most && body.available() == length;
    }

    @Override
    public RequestProgress progress() {
        return progress;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getHttpURI().getPath();
    }

    @Override
    public Optional<String> query() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> pathParameters() {
        return parameters;
    }

    @Override
    public Map<String, List<String>> queryParameters() {
        return Map.of();
    }

    @Override
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    @Override
    public Optional<String> cookie(String name) {
        return Optional.empty();
    }

    @Override
    public long length() {
        return request.getLength();
    }

    @Override
    public RequestBytes body() {
        return body;
    }

    @Override
    public Places.Place place() {
        return (Places.Place) request.getAttribute(Admission.PLACE);
    }

    @Override
    public void status(int status) {
        response.setStatus(status);
    }

    @Override
    public void put(String name, String value) {
        HttpField usual = USUAL.get(name);
        // What every answer has is said once, and by nobody before; only the rest may stand in the place of another.
        if (usual != null && usual.getValue().equals(value)) {
            response.getHeaders().add(usual);
        } else if (OWN.contains(name)) {
            response.getHeaders().add(new HttpField(null, name, value));
        } else {
            response.getHeaders().put(name, value);
        }
    }

    @Override
    public void send(String contentType, byte[] body) {
        closeWhereUnread();
        boolean isCompressed = Exchange.isWorthCompressing(contentType, body) && takesGzip();
        if (isCompressed) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        response.write(true, ByteBuffer.wrap(isCompressed ? GZIP.compressed(body) : body), callback);
    }

    /** What was not read would be taken for the next request. */
    private void closeWhereUnread() {
        if (progress.isWhole()) {
            return;
        }
        body.close();
        if (!request.consumeAvailable()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
    }

    private boolean takesGzip() {
        return header("Accept-Encoding")
                .filter(codings -> TAKES_GZIP.matcher(codings).matches())
                .isPresent();
    }

    /**
     * Once bytes are sent there is no other status; the connection is broken off, so that nobody takes a part for all. No
     * route of the fast lane streams yet: the CSV of a list of users does, which is for analysts.
     */
    @Override
    public void stream(Answer.Writing writing) {
        closeWhereUnread();
        try {
            // Closed where all is written only: closing it says that this was all.
            OutputStream out = Content.Sink.asOutputStream(response);
            writing.to(out);
            out.close();
            callback.succeeded();
        } catch (IOException | RuntimeException e) {
            LOG.warn("request {} was broken off: {}", progress.id(), e.toString());
            callback.failed(e);
        }
    }
}
