package io.perennial.http.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bodies nobody should send, drawn from a seed: good ones of every route with values and bytes that do not belong. */
final class Bodies {

    private static final List<String> GOOD = List.of(
            "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"u\",\"features\":{\"silence_days\":9,\"spend_lifetime\":1.5}}]}",
            "{\"asOf\":\"2026-01-01\",\"target\":\"ltv\",\"lang\":\"zh\",\"rows\":[{\"user\":\"u\",\"events\":[{\"at\":"
                    + "\"2025-12-01T10:00:00Z\",\"kind\":\"purchase\",\"amount\":\"12.34\",\"id\":\"a\"},{\"at\":"
                    + "\"2025-12-02T10:00:00Z\",\"kind\":\"visit\",\"seconds\":9}]}]}",
            "{\"events\":[{\"user\":\"u\",\"at\":\"2025-12-01T10:00:00Z\",\"kind\":\"purchase\",\"amount\":3,\"id\":\"b\"}]}",
            "{\"features\":{\"silence_days\":3}}",
            "{\"id\":\"1\",\"inputs\":[{\"name\":\"silence_days\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[9]}]}",
            "{\"inputs\":[{\"name\":\"features\",\"shape\":[2,2],\"datatype\":\"FP32\",\"data\":[[1,2],[3,4]]}],"
                    + "\"outputs\":[{\"name\":\"churn_probability\"}]}",
            "{\"instances\":[{\"silence_days\":9}]}",
            "{\"dataframe_split\":{\"columns\":[\"silence_days\"],\"index\":[0],\"data\":[[9]]}}",
            "{\"dataframe_records\":[{\"silence_days\":9}]}",
            "{}");
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-0.0",
            "NaN",
            "-Infinity",
            "1e999",
            "1e-999",
            "9".repeat(70),
            "0.1e+2147483648",
            "18446744073709551616",
            "\"\"",
            "\" \"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"" + "x".repeat(5_000) + "\"",
            "\"2026-02-30\"",
            "\"+999999999-12-31\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"BYTES\"",
            "[]",
            "{}",
            "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]",
            "{\"a\":1,\"a\":2}",
            "-1",
            "[-1]",
            "[2147483647,2147483647]",
            "[0]",
            "1.5");

    private Bodies() {}

    static byte[] draw(Random random) {
        String body = GOOD.get(random.nextInt(GOOD.size()));
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            body = changed(body, random);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> noisy(bytes, random);
            default -> bytes;
        };
    }

    /** One value, from a colon, bracket or comma to the next end, is another; or a part is there twice. */
    private static String changed(String body, Random random) {
        int from = after(body, random.nextInt(body.length()));
        int to = end(body, from);
        if (random.nextInt(6) == 0) {
            return body.substring(0, to) + "," + body.substring(from);
        }
        return body.substring(0, from) + ODD.get(random.nextInt(ODD.size())) + body.substring(to);
    }

    private static int after(String body, int at) {
        for (int i = at; i < body.length(); i++) {
            if (":[,".indexOf(body.charAt(i)) >= 0) {
                return i + 1;
            }
        }
        return 0;
    }

    private static int end(String body, int from) {
        for (int i = from; i < body.length(); i++) {
            if (",]}".indexOf(body.charAt(i)) >= 0) {
                return i;
            }
        }
        return body.length();
    }

    private static byte[] noisy(byte[] bytes, Random random) {
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
