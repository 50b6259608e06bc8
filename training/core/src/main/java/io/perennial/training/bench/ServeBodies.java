package io.perennial.training.bench;

import io.perennial.training.load.Exchange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The same rows as the bodies of every server and protocol; null and NaN for missing. */
final class ServeBodies {

    private static final int DISTINCT = 200;
    private static final int BATCHES = 5;

    private final double[][] rows;
    private final int batch;

    ServeBodies(double[][] rows, int batch) {
        this.rows = rows;
        this.batch = batch;
    }

    /** One row by the order of its columns, as KServe V1, FastAPI and XGBoost4J take it. */
    Exchange instances(String path) {
        return Exchange.ofJson(path, ones(row -> "{\"instances\":[" + list(row) + "]}"));
    }

    /** One row by the names of its columns, as KServe V1 takes it. */
    Exchange named(String path) {
        return Exchange.ofJson(path, ones(row -> "{\"instances\":[" + object(row) + "]}"));
    }

    /** One row as our own route takes it. */
    Exchange own(String path) {
        return Exchange.ofJson(
                path,
                ones(row -> "{\"asOf\":\"2026-01-01\",\"rows\":[{\"user\":\"u\",\"features\":" + object(row) + "}]}"));
    }

    /** One row as a tensor of JSON for each column. */
    Exchange tensors(String path) {
        return Exchange.ofJson(path, ones(row -> "{\"inputs\":[" + column("features", row) + "]}"));
    }

    private static String column(String name, double[] row) {
        return "{\"name\":\"" + name + "\",\"datatype\":\"FP64\",\"shape\":[1," + row.length + "],\"data\":" + list(row)
                + "}";
    }

    /** Many rows as one tensor of JSON. */
    Exchange batchOfTensors(String path) {
        return Exchange.ofJson(
                path,
                batches(some -> "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP64\",\"shape\":[" + batch + ","
                        + some[0].length + "],\"data\":["
                        + Arrays.stream(some)
                                .map(ServeBodies::list)
                                .map(ServeBodies::bare)
                                .collect(Collectors.joining(","))
                        + "]}]}"));
    }

    /** Many rows by the order of their columns. */
    Exchange batchOfInstances(String path) {
        return Exchange.ofJson(
                path,
                batches(some -> "{\"instances\":["
                        + Arrays.stream(some).map(ServeBodies::list).collect(Collectors.joining(",")) + "]}"));
    }

    /** Many rows as the bytes of one tensor of floats, answered in bytes. */
    Exchange batchOfBytes(String path) {
        int width = rows[0].length;
        String json =
                "{\"parameters\":{\"binary_data_output\":true},\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\","
                        + "\"shape\":[" + batch + "," + width + "],\"parameters\":{\"binary_data_size\":"
                        + Float.BYTES * batch * width + "}}]}";
        return Exchange.ofTensors(path, json, batches(some -> {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * batch * width).order(ByteOrder.LITTLE_ENDIAN);
            Arrays.stream(some).forEach(row -> Arrays.stream(row).forEach(cell -> bytes.putFloat((float) cell)));
            return bytes.array();
        }));
    }

    private <T> List<T> ones(Function<double[], T> body) {
        return Arrays.stream(rows).limit(DISTINCT).map(body).toList();
    }

    private <T> List<T> batches(Function<double[][], T> body) {
        List<T> bodies = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            bodies.add(body.apply(Arrays.copyOfRange(rows, i * batch, (i + 1) * batch)));
        }
        return bodies;
    }

    private static String list(double[] row) {
        return Arrays.stream(row).mapToObj(ServeBodies::cell).collect(Collectors.joining(",", "[", "]"));
    }

    private static String bare(String list) {
        return list.substring(1, list.length() - 1);
    }

    private static String object(double[] row) {
        return IntStream.range(0, row.length)
                .mapToObj(i -> "\"f" + i + "\":" + cell(row[i]))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%s", (float) value);
    }
}
