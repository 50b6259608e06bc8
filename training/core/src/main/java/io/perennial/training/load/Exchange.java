package io.perennial.training.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests to one address, as the bytes that are sent: made once, sent again and again. */
public final class Exchange {

    private final String path;
    private final List<byte[]> requests;

    private Exchange(String path, List<byte[]> requests) {
        this.path = path;
        this.requests = requests;
    }

    /** JSON bodies, posted one after the other. */
    public static Exchange ofJson(String path, List<String> bodies) {
        return new Exchange(
                path,
                bodies.stream()
                        .map(body -> body.getBytes(StandardCharsets.UTF_8))
                        .map(body -> request(path, "Content-Type: application/json\r\n", body))
                        .toList());
    }

    /** Bodies of JSON and the bytes of tensors after it. */
    public static Exchange ofTensors(String path, String json, List<byte[]> tensors) {
        byte[] head = json.getBytes(StandardCharsets.UTF_8);
        String headers =
                "Content-Type: application/octet-stream\r\nInference-Header-Content-Length: " + head.length + "\r\n";
        return new Exchange(
                path,
                tensors.stream()
                        .map(tensor -> request(
                                path,
                                headers,
                                ByteBuffer.allocate(head.length + tensor.length)
                                        .put(head)
                                        .put(tensor)
                                        .array()))
                        .toList());
    }

    /** Addresses, got one after the other. */
    public static Exchange ofGets(List<String> paths) {
        return new Exchange(
                paths.get(0),
                paths.stream()
                        .map(path -> ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII))
                        .toList());
    }

    private static byte[] request(String path, String headers, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "Content-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    /** Where the first of them goes. */
    public String path() {
        return path;
    }

    /** The bytes of a request; they repeat after the last. */
    ByteBuffer request(long number) {
        return ByteBuffer.wrap(requests.get((int) (number % requests.size())));
    }
}
