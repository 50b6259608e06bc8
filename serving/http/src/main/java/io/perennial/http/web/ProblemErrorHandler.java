package io.perennial.http.web;

import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorForm;
import io.perennial.http.api.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Gives what Jetty itself refuses, before any route sees it, the same form as every other problem. */
final class ProblemErrorHandler extends ErrorHandler {

    private final RouteAdapter adapter;

    /** Problems, told to the adapter's account of what was answered. */
    ProblemErrorHandler(RouteAdapter adapter) {
        this.adapter = adapter;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Problem refused =
                Problem.of(kind(status), "the request was refused before it was read (status " + status + ")");
        Problem problem = refused.kind() == Problem.Kind.BUSY ? refused.with("Retry-After", "1") : refused;
        RequestProgress progress =
                new RequestProgress(RequestIds.of(request.getHeaders().get(RouteAdapter.ID)));
        Answer answer = ErrorForm.of(path(request)).answer(problem, progress.id());
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        RouteAdapter.headers(progress).forEach(response.getHeaders()::put);
        answer.headers().forEach(response.getHeaders()::put);
        adapter.answered(progress, request.getMethod(), answer);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private static String path(Request request) {
        String path = request.getHttpURI() == null ? null : request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    private static Problem.Kind kind(int status) {
        return switch (status) {
            case 404 -> Problem.Kind.UNKNOWN_PATH;
            case 413, 431 -> Problem.Kind.TOO_LARGE;
            case 408 -> Problem.Kind.TOO_SLOW;
            case 503 -> Problem.Kind.BUSY;
            // 501 and 505 say what the client sent, not what the server failed at.
            case 500, 502, 504 -> Problem.Kind.INTERNAL;
            default -> Problem.Kind.BAD_REQUEST;
        };
    }
}
