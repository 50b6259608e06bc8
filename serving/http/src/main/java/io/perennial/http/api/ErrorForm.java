package io.perennial.http.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The form problems have on a path: the standard protocols keep theirs. */
public enum ErrorForm {
    /** RFC 9457. */
    PROBLEM("application/problem+json"),
    /** Open Inference Protocol and KServe: {@code {"error": ...}}. */
    INFERENCE("application/json"),
    /** MLflow: {@code {"error_code": ..., "message": ...}}. */
    MLFLOW("application/json");

    private static final Set<String> MLFLOW_PATHS = Set.of("/invocations", "/ping", "/health");

    private final String contentType;

    ErrorForm(String contentType) {
        this.contentType = contentType;
    }

    /** The form of a path, whether or not anything is there. */
    public static ErrorForm of(String path) {
        if (path.equals("/v2")
                || path.startsWith("/v2/")
                || path.equals("/v1/models")
                || path.startsWith("/v1/models/")) {
            return INFERENCE;
        }
        return MLFLOW_PATHS.contains(path) ? MLFLOW : PROBLEM;
    }

    /** The media type of a problem in this form. */
    public String contentType() {
        return contentType;
    }

    /** A problem as an answer. */
    public Answer answer(Problem problem, String requestId) {
        return Answer.of(problem.kind().status(), contentType, Json.bytes(json(problem, requestId)))
                .with(problem.headers());
    }

    private ObjectNode json(Problem problem, String requestId) {
        return switch (this) {
            case PROBLEM -> problem.json().put("requestId", requestId);
            case INFERENCE -> Json.object().put("error", problem.getMessage());
            case MLFLOW -> Json.object().put("error_code", code(problem)).put("message", problem.getMessage());
        };
    }

    /** MLflow's own names for what a client did wrong, and for the rest. */
    private static String code(Problem problem) {
        int status = problem.kind().status();
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "RESOURCE_DOES_NOT_EXIST";
            case 503 -> "TEMPORARILY_UNAVAILABLE";
            default -> status < 500 ? "INVALID_PARAMETER_VALUE" : "INTERNAL_ERROR";
        };
    }

    /** JSON Schema of a problem in this form. */
    public ObjectNode schema() {
        return switch (this) {
            case PROBLEM ->
                Schema.object()
                        .with("type", Schema.text("urn of the kind of problem"))
                        .with("title", Schema.text("what kind it is"))
                        .with("status", Schema.integer(400, 599))
                        .with("detail", Schema.text("what is wrong, where, and how to fix it"))
                        .optional("field", Schema.text("the field or parameter it is about"))
                        .optional("cause", Schema.text("which of the causes such a problem can have"))
                        .optional("requestId", Schema.text("id in the server's log"))
                        .schema();
            case INFERENCE ->
                Schema.object()
                        .with("error", Schema.text("what is wrong, where, and how to fix it"))
                        .schema();
            case MLFLOW ->
                Schema.object()
                        .with("error_code", Schema.text("kind of error, by MLflow's names"))
                        .with("message", Schema.text("what is wrong, where, and how to fix it"))
                        .schema();
        };
    }
}
