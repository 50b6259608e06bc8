package io.perennial.http.web;

import io.perennial.http.api.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request and the way back to who sent it, whichever library carries both. One thread at a time. */
interface Exchange {

    /** Bytes from which an answer is compressed where the client takes it so: of fewer it costs as much as answering. */
    int WORTH_COMPRESSING = 16 * 1024;

    /** The same of text, such as pages, which come from afar and shrink most. Javalin's own bound, so that both ways agree. */
    int TEXT_WORTH_COMPRESSING = 1_500;

    /** Whether an answer is compressed where the client takes it so. Tensors as bytes hardly shrink. */
    static boolean isWorthCompressing(String contentType, byte[] body) {
        int least = contentType.startsWith("text/") ? TEXT_WORTH_COMPRESSING : WORTH_COMPRESSING;
        return body.length >= least && !contentType.equals("application/octet-stream");
    }

    /** What is known of it so far. */
    RequestProgress progress();

    String method();

    /** The path, decoded. */
    String path();

    /** What follows the question mark, as it was sent; empty where nothing does. */
    Optional<String> query();

    Map<String, String> pathParameters();

    Map<String, List<String>> queryParameters();

    /** The first header of a name, of {@link io.perennial.http.api.Request#LISTS} all together; empty where none was sent. */
    Optional<String> header(String name);

    Optional<String> cookie(String name);

    /** Bytes of the body as stated; -1 where nothing is. */
    long length();

    /** The body, which comes as it is sent: what is available can be read without waiting for the client. */
    RequestBytes body();

    /** Its place among the requests that are answered. */
    Places.Place place();

    /** Sets the status of the answer. */
    void status(int status);

    /** Sets a header of the answer. */
    void put(String name, String value);

    /**
     * Ends the answer with its body.
     *
     * @param contentType of the body, which {@link #put} has said
     */
    void send(String contentType, byte[] body);

    /** Ends the answer with a body that is written while it is sent. */
    void stream(Answer.Writing writing);
}
