package io.perennial.http.web;

import io.javalin.http.Context;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that Javalin carries. */
final class JavalinExchange implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(JavalinExchange.class);
    private static final String SELF = "perennial.exchange";

    private final Context context;
    private final RequestProgress progress;

    private JavalinExchange(Context context) {
        this.context = context;
        this.progress = new RequestProgress(RequestIds.of(context.header(RouteAdapter.ID)));
    }

    /** That of a context, the same one whenever it is asked for. */
    static JavalinExchange of(Context context) {
        JavalinExchange known = context.attribute(SELF);
        if (known != null) {
            return known;
        }
        JavalinExchange made = new JavalinExchange(context);
        context.attribute(SELF, made);
        return made;
    }

    @Override
    public RequestProgress progress() {
        return progress;
    }

    @Override
    public String method() {
        return context.method().name();
    }

    @Override
    public String path() {
        return context.path();
    }

    @Override
    public Optional<String> query() {
        return Optional.ofNullable(context.queryString());
    }

    @Override
    public Map<String, String> pathParameters() {
        return context.pathParamMap();
    }

    @Override
    public Map<String, List<String>> queryParameters() {
        return context.queryParamMap();
    }

    @Override
    public Optional<String> header(String name) {
        if (!Request.LISTS.contains(name)) {
            return Optional.ofNullable(context.header(name));
        }
        List<String> lines = Collections.list(context.req().getHeaders(name));
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
    }

    @Override
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(context.cookie(name));
    }

    @Override
    public long length() {
        return context.req().getContentLengthLong();
    }

    @Override
    public RequestBytes body() {
        return (RequestBytes) context.req().getAttribute(RequestBytes.BODY);
    }

    @Override
    public Places.Place place() {
        return (Places.Place) context.req().getAttribute(Admission.PLACE);
    }

    @Override
    public void status(int status) {
        context.status(status);
    }

    @Override
    public void put(String name, String value) {
        context.header(name, value);
    }

    /**
     * What is not compressed goes straight to the socket: as a result of the context it would be copied through a stream.
     * Not so where some of the request is unread: Jetty then closes the connection, and must be able to say so beforehand.
     */
    @Override
    public void send(String contentType, byte[] body) {
        boolean isWorthCompressing = Exchange.isWorthCompressing(contentType, body);
        if (isWorthCompressing || !progress.isWhole()) {
            (isWorthCompressing ? context : context.disableCompression()).result(body);
            return;
        }
        try {
            context.res().setContentLength(body.length);
            context.res().getOutputStream().write(body);
        } catch (IOException e) {
            LOG.debug("a client was gone before its answer came", e);
        }
    }

    /** Once bytes are sent there is no other status; the connection is broken off, so that nobody takes a part for all. */
    @Override
    public void stream(Answer.Writing writing) {
        try {
            OutputStream out = context.outputStream();
            writing.to(out);
            out.flush();
        } catch (IOException | RuntimeException e) {
            LOG.warn("request {} was broken off: {}", progress.id(), e.toString());
            try {
                context.res().sendError(-1);
            } catch (IOException gone) {
                LOG.debug("request {} had gone already", progress.id(), gone);
            }
        }
    }
}
