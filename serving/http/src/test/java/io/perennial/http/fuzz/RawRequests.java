package io.perennial.http.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Requests nobody should send, drawn from a seed: good ones bent, smuggled, cut, blown up, or filled with noise. */
final class RawRequests {

    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "G\u0000T", "");
    private static final List<String> PATHS = List.of(
            "/livez",
            "/v1/score",
            "/v1/users/u/score",
            "/v1/users/%2e%2e/score",
            "/v1/users?limit=1&limit=2",
            "/../../etc/passwd",
            "//v1//score",
            "/%zz",
            "/%c0%ae%c0%ae/",
            "*",
            "http://other/v1/score",
            "/v1/registry/%00",
            "/v1/users/" + "a".repeat(3_000),
            "/\ud800",
            "/v2/models/churn/infer",
            "/v1/models/churn:predict",
            "/;x=y/v1/score",
            "/v1/score?\u00ff=%ff&&=&a=b=c");
    private static final List<String> VERSIONS =
            List.of("HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "");
    private static final List<String> HEADERS = List.of(
            "Host: localhost",
            "Host: localhost\r\nHost: b",
            "Host: a:b:c",
            "Host:",
            "Content-Length: 5",
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: +5",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 5",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding : chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, chunked",
            "Content-Type: application/json",
            "Content-Type: application/json; charset=utf-16",
            "Content-Type: application/octet-stream\r\nInference-Header-Content-Length: 999",
            "Content-Encoding: gzip",
            "Expect: 100-continue",
            "Expect: 200-ok",
            "Upgrade: h2c\r\nConnection: Upgrade",
            "Connection: close",
            "Accept: " + "a/b,".repeat(500),
            "Authorization: Bearer " + "x".repeat(6_000),
            "Cookie: " + "c=d; ".repeat(900),
            " folded: header",
            "no colon at all",
            "Bad\u0001Name: x",
            "X: " + "y".repeat(20_000),
            "Range: bytes=0-18446744073709551615");
    private static final List<String> BODIES = List.of(
            "",
            "hello",
            "{\"rows\":[]}",
            "5\r\nhello\r\n0\r\n\r\n",
            "ffffffffffffffff\r\nx\r\n0\r\n\r\n",
            "-1\r\nx\r\n",
            "5;ext=\"\u0000\"\r\nhello\r\n0\r\nTrailer: x\r\n\r\n",
            "zz\r\n",
            "0\r\n\r\nGET /v1/registry HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "[".repeat(3_000),
            "{\"rows\":[{\"user\":\"\\ud800\"}]}");

    private RawRequests() {}

    static byte[] draw(Random random) {
        StringBuilder text = new StringBuilder();
        text.append(one(METHODS, random)).append(' ').append(one(PATHS, random));
        text.append(' ').append(one(VERSIONS, random)).append(random.nextInt(20) == 0 ? "\n" : "\r\n");
        for (int headers = random.nextInt(6); headers > 0; headers--) {
            text.append(one(HEADERS, random)).append(random.nextInt(30) == 0 ? "\n" : "\r\n");
        }
        if (random.nextInt(4) > 0) {
            text.append("Host: localhost\r\n");
        }
        text.append("\r\n").append(one(BODIES, random));
        return bent(text.toString().getBytes(StandardCharsets.ISO_8859_1), random);
    }

    /** Half of them as they are, the others cut, noisy or repeated. */
    private static byte[] bent(byte[] request, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> {
                return java.util.Arrays.copyOf(request, random.nextInt(request.length + 1));
            }
            case 1 -> {
                for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                    request[random.nextInt(request.length)] = (byte) random.nextInt();
                }
                return request;
            }
            case 2 -> {
                byte[] twice = java.util.Arrays.copyOf(request, 2 * request.length);
                System.arraycopy(request, 0, twice, request.length, request.length);
                return twice;
            }
            default -> {
                return request;
            }
        }
    }

    private static String one(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
