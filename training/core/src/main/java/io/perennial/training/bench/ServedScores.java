package io.perennial.training.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The numbers that an answer gives its rows, in their order, whatever protocol it speaks. */
final class ServedScores {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHURN = "churn_probability";

    private ServedScores() {}

    /** Those of a body; NaN where a row was given none. */
    static double[] of(byte[] body) throws IOException {
        JsonNode answer = JSON.readTree(body); // What follows the JSON are bytes of tensors.
        if (answer.has("outputs")) {
            return tensor(answer.get("outputs"), body);
        }
        if (answer.has("predictions")) {
            return numbers(answer.get("predictions"));
        }
        if (answer.has("rows")) {
            return numbers(answer.get("rows"));
        }
        return new double[] {answer.path("value").asDouble(Double.NaN)};
    }

    /** The greatest difference from what was expected; infinite where a row is missing, or has no number. */
    static double difference(double[] given, double[] expected) {
        if (given.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        return IntStream.range(0, given.length)
                .mapToDouble(row -> Math.abs(given[row] - expected[row]))
                .map(difference -> Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference)
                .max()
                .orElse(0);
    }

    private static double[] numbers(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .mapToDouble(ServedScores::number)
                .toArray();
    }

    /** A number by itself, the only one of a list, or that of the churn model among others. */
    private static double number(JsonNode row) {
        if (row.isNumber()) {
            return row.doubleValue();
        }
        JsonNode number =
                row.isArray() ? row.path(0) : row.has("answer") ? row.at("/answer/score/" + CHURN) : row.path(CHURN);
        return number.asDouble(Double.NaN);
    }

    private static double[] tensor(JsonNode outputs, byte[] body) {
        int at = body.length;
        for (JsonNode output : outputs) {
            at -= bytes(output);
        }
        for (JsonNode output : outputs) {
            if (output.path("name").asText().equals(CHURN)) {
                return bytes(output) == 0
                        ? numbers(output.get("data"))
                        : numbers(body, at, bytes(output) / Double.BYTES);
            }
            at += bytes(output);
        }
        return new double[0];
    }

    private static double[] numbers(byte[] body, int from, int count) {
        double[] numbers = new double[count];
        ByteBuffer.wrap(body, from, Double.BYTES * count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(numbers);
        return numbers;
    }

    private static int bytes(JsonNode output) {
        return output.at("/parameters/binary_data_size").asInt();
    }
}
