package io.perennial.http.drill;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Requests of a churn score by the standard protocols: KServe V1, Open Inference V2 and MLflow's. */
final class ProtocolRequests {

    /** How many kinds there are. */
    static final int KINDS = 5;

    private static final int LONGEST_SILENCE = 400;

    private ProtocolRequests() {}

    /** The bytes of a request of one kind, from 0 on. */
    static byte[] of(int kind, SplittableRandom random) {
        int silence = random.nextInt(LONGEST_SILENCE);
        String row = "[{\"silence_days\":" + silence + "}]";
        return switch (kind) {
            case 0 -> json("/v1/models/churn:predict", "{\"instances\":" + row + "}");
            case 1 -> json("/v1/models/churn:explain", "{\"instances\":" + row + "}");
            case 2 -> json("/v2/models/churn/infer", inputs("\"data\":[" + silence + "]", ""));
            case 3 -> binary("/v2/models/churn/infer", silence);
            case 4 -> json("/invocations", "{\"dataframe_records\":" + row + "}");
            default -> throw new IllegalArgumentException("no kind " + kind);
        };
    }

    private static byte[] json(String path, String body) {
        return Wire.post(path, body).getBytes(StandardCharsets.UTF_8);
    }

    private static String inputs(String data, String before) {
        return "{" + before + "\"inputs\":[{\"name\":\"silence_days\",\"shape\":[1],\"datatype\":\"FP64\"," + data
                + "}]}";
    }

    /** A tensor as bytes, answered in bytes. */
    private static byte[] binary(String path, double number) {
        String json = inputs(
                "\"parameters\":{\"binary_data_size\":" + Double.BYTES + "}",
                "\"parameters\":{\"binary_data_output\":true},");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
                                + "Inference-Header-Content-Length: " + json.length() + "\r\nContent-Length: "
                                + (json.length() + Double.BYTES) + "\r\n\r\n" + json)
                        .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(number)
                .array());
        return request.toByteArray();
    }
}
