package io.perennial.http.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors as bytes: equal to JSON bit for bit, and refused where their sizes lie. */
class BinaryTensorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LENGTH = "Inference-Header-Content-Length";
    private static final int WIDTH = FeatureCatalogue.features().size();
    private static final int SILENCE = FeatureCatalogue.index("silence_days");

    @TempDir
    static Path root;

    private static RunningServer server;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        server = RunningServer.over(registry);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void bytes_json_rows_and_the_own_route_give_the_same_bits() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            double silence = random.nextInt(4) == 0 ? random.nextInt(300) : 300 * random.nextDouble();
            double[] binary = doubles(infer("churn", features("FP64", 8, 1), row(silence)));
            String column = "{\"inputs\":[{\"name\":\"silence_days\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":["
                    + silence + "]}]}";
            JsonNode json = RunningServer.json(server.post("/v2/models/churn/infer", column));
            JsonNode v1 = RunningServer.json(
                    server.post("/v1/models/churn:predict", "{\"instances\":[{\"silence_days\":" + silence + "}]}"));
            JsonNode own = RunningServer.json(server.post(
                    "/v1/score",
                    "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"u\",\"features\":{\"silence_days\":" + silence
                            + "}}]}"));
            double score = own.at("/rows/0/answer/score/churn_probability").doubleValue();
            assertEquals(score, binary[0], "silence " + silence);
            assertEquals(score, json.at("/outputs/0/data/0").doubleValue(), "silence " + silence);
            assertEquals(score, v1.at("/predictions/0/churn_probability").doubleValue(), "silence " + silence);
        }
    }

    @Test
    void a_raw_body_is_one_row_and_answered_in_bytes() throws Exception {
        HttpResponse<byte[]> answer = send("/v2/models/churn/infer", "0", row(12));
        assertEquals(200, answer.statusCode(), text(answer));
        assertArrayEquals(doubles(infer("churn", features("FP64", 8, 1), row(12))), doubles(answer));
        HttpResponse<byte[]> explained = send("/v2/models/churn/explain", "0", row(12));
        assertEquals(200, explained.statusCode(), text(explained));
        assertRefused(send("/v2/models/churn/infer", "0", new byte[12]), "has 12 bytes");
        assertRefused(send("/v2/models/churn/infer", "0", new byte[0]), "not a JSON object");
    }

    @Test
    void a_version_takes_bytes_too() throws Exception {
        byte[] header = features("FP64", 8, 1).getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> answer =
                send("/v2/models/churn/versions/1/infer", "" + header.length, join(header, row(3)));
        assertEquals("1", header(answer).get("model_version").asText());
    }

    @Test
    void what_an_output_says_of_bytes_wins_over_what_the_request_says() throws Exception {
        String both = "{\"parameters\":{\"binary_data_output\":true},"
                + "\"inputs\":[{\"name\":\"silence_days\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[3]}],"
                + "\"outputs\":[{\"name\":\"churn_low\"},"
                + "{\"name\":\"churn_high\",\"parameters\":{\"binary_data\":false}}]}";
        HttpResponse<byte[]> answer = send("/v2/models/churn/infer", null, both.getBytes(StandardCharsets.UTF_8));
        JsonNode head = header(answer);
        assertEquals(8, head.at("/outputs/0/parameters/binary_data_size").asInt());
        assertFalse(head.at("/outputs/0").has("data"));
        assertTrue(head.at("/outputs/1/data/0").isNumber());
        assertEquals(1, doubles(answer).length);
        assertEquals(
                "application/octet-stream",
                answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void every_number_type_is_read() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 1).put((byte) 7).putShort((short) 7).putInt(7).putLong(7);
        bytes.put((byte) 7).putShort((short) 7).putInt(7).putLong(7);
        bytes.putShort((short) 0x4700).putFloat(7).putDouble(7);
        int at = 0;
        double seven = score(7);
        for (String type : new String[] {
            "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64"
        }) {
            int width = DataType.of(type).orElseThrow().width();
            byte[] own = Arrays.copyOfRange(bytes.array(), at, at + width);
            at += width;
            double[] outputs = doubles(infer("churn", column(type, 1, width), own));
            assertEquals(type.equals("BOOL") ? score(1) : seven, outputs[0], type);
        }
    }

    @Test
    void sizes_that_lie_are_refused_before_anything_is_read() throws Exception {
        assertRefused(infer("churn", column("FP64", 1, 8), new byte[4]), "add up to 8 bytes, but 4");
        assertRefused(infer("churn", column("FP64", 1, 8), new byte[16]), "add up to 8 bytes, but 16");
        assertRefused(infer("churn", column("FP64", 2, 8), new byte[8]), "takes 16");
        assertRefused(infer("churn", column("FP64", Integer.MAX_VALUE, 8), new byte[8]), "shape [2147483647]");
        assertRefused(infer("churn", column("FP64", 1, -8), new byte[8]), "not a number of bytes");
        assertRefused(infer("churn", column("FP64", 1, Long.MAX_VALUE), new byte[8]), "not a number of bytes");
        assertRefused(infer("churn", column("BOOL", 1, 1), new byte[] {2}), "no BOOL holds");
        byte[] infinite = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(Double.POSITIVE_INFINITY)
                .array();
        assertRefused(infer("churn", column("FP64", 1, 8), infinite), "infinity");
        byte[] body = column("FP64", 1, 8).getBytes(StandardCharsets.UTF_8);
        for (String length : new String[] {"-1", "x", "99999999999999", "" + (body.length + 1)}) {
            assertRefused(send("/v2/models/churn/infer", length, body), LENGTH);
        }
    }

    @Test
    void texts_that_lie_about_their_length_are_refused() throws Exception {
        for (byte[] text : new byte[][] {
            {1, 0},
            {5, 0, 0, 0, 'a'},
            {-1, -1, -1, -1},
            {-1, -1, -1, 127, 'a'},
            {1, 0, 0, 0, -1},
            {1, 0, 0, 0, 'a', 'b'}
        }) {
            assertRefused(infer("churn", column("BYTES", 1, text.length), text), "silence_days");
        }
    }

    @Test
    void random_bytes_are_answered_or_refused_never_failed_upon() throws Exception {
        long seed = 11;
        Random random = new Random(seed);
        byte[] good = join(features("FP64", 8, 1).getBytes(StandardCharsets.UTF_8), row(5));
        int jsonLength = good.length - 8 * WIDTH;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = Arrays.copyOf(good, random.nextInt(8) == 0 ? random.nextInt(good.length) : good.length);
            for (int k = 0; k <= random.nextInt(3) && damaged.length > 0; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(good.length + 20) : jsonLength;
            HttpResponse<byte[]> answer = send("/v2/models/churn/infer", "" + length, damaged);
            assertTrue(
                    answer.statusCode() == 200 || answer.statusCode() == 400,
                    "seed " + seed + ", case " + i + ": " + answer.statusCode() + " " + text(answer));
        }
    }

    private static double score(double silence) throws Exception {
        return doubles(infer("churn", features("FP64", 8, 1), row(silence)))[0];
    }

    private static String features(String type, int width, int rows) {
        return "{\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"features\",\"shape\":[" + rows
                + ","
                + WIDTH + "],\"datatype\":\"" + type + "\",\"parameters\":{\"binary_data_size\":" + width * rows * WIDTH
                + "}}]}";
    }

    private static String column(String type, int rows, long size) {
        return "{\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"silence_days\",\"shape\":[" + rows
                + "],\"datatype\":\"" + type + "\",\"parameters\":{\"binary_data_size\":" + size + "}}]}";
    }

    private static byte[] row(double silence) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * WIDTH).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < WIDTH; i++) {
            bytes.putDouble(i == SILENCE ? silence : Double.NaN);
        }
        return bytes.array();
    }

    private static HttpResponse<byte[]> infer(String model, String json, byte[] bytes) throws Exception {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        return send("/v2/models/" + model + "/infer", "" + header.length, join(header, bytes));
    }

    private static HttpResponse<byte[]> send(String path, String length, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", length == null ? "application/json" : "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body));
        if (length != null) {
            request.header(LENGTH, length);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String because) throws Exception {
        assertEquals(400, answer.statusCode(), text(answer));
        assertTrue(JSON.readTree(answer.body()).get("error").asText().contains(because), text(answer));
    }

    private static JsonNode header(HttpResponse<byte[]> answer) throws Exception {
        return JSON.readTree(Arrays.copyOf(answer.body(), jsonLength(answer)));
    }

    private static double[] doubles(HttpResponse<byte[]> answer) {
        assertEquals(200, answer.statusCode(), text(answer));
        int from = jsonLength(answer);
        ByteBuffer bytes = ByteBuffer.wrap(answer.body(), from, answer.body().length - from)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        double[] doubles = new double[bytes.remaining() / 8];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = bytes.getDouble();
        }
        return doubles;
    }

    private static int jsonLength(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue(LENGTH).map(Integer::parseInt).orElse(answer.body().length);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] one, byte[] two) {
        byte[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return all;
    }
}
