package io.perennial.scoring.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Turn;
import io.perennial.scoring.graph.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Rows with the outputs a model gave them when it was published: the content of {@code golden.jsonl}. A version that
 * does not replay them bit for bit may not answer.
 */
public final class GoldenRows {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private static final double MISSING_SHARE = 0.1;

    private GoldenRows() {}

    /** One line of the file; a missing number is null. */
    private record Line(
            List<Double> features, List<Double> sequence, List<Double> upstream, Map<String, Double> outputs) {}

    /**
     * Where a number of an input lies.
     *
     * @param low  its least value
     * @param high its largest; equal to the least for a constant, NaN in both for one that is always missing
     * @param whole whether only whole numbers occur, as in codes of categories
     */
    public record Range(double low, double high, boolean whole) {

        /** A range of any numbers. */
        public Range(double low, double high) {
            this(low, high, false);
        }

        double draw(SplittableRandom random) {
            if (Double.isNaN(low) || random.nextDouble() < MISSING_SHARE) {
                return Double.NaN;
            }
            double drawn = low + (high - low) * random.nextDouble();
            return whole ? StrictMath.rint(drawn) : drawn;
        }
    }

    /**
     * Draws rows from ranges, so that none is a person's, and writes them with what the graph says.
     *
     * @param graph  the model as published
     * @param ranges for every source the graph reads, one range for each number
     * @param rows   how many
     * @param seed   of the draw
     */
    public static byte[] draw(Graph graph, Map<Input.Source, List<Range>> ranges, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Workspace workspace = graph.workspace();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            double[] features = drawn(graph, Input.Source.FEATURES, ranges, random);
            double[] sequence = drawn(graph, Input.Source.SEQUENCE, ranges, random);
            double[] upstream = drawn(graph, Input.Source.UPSTREAM, ranges, random);
            Row row = Row.of(features).withSequence(sequence).withUpstream(upstream);
            Line line = new Line(boxed(features), boxed(sequence), boxed(upstream), outputs(graph, row, workspace));
            lines.append(text(line)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static double[] drawn(
            Graph graph, Input.Source source, Map<Input.Source, List<Range>> ranges, SplittableRandom random) {
        List<Range> mine = ranges.getOrDefault(source, List.of());
        int width = graph.width(source);
        if (width > 0 && mine.size() != width) {
            throw new IllegalArgumentException(mine.size() + " ranges for " + width + " numbers of " + source);
        }
        double[] values = new double[width];
        for (int i = 0; i < width; i++) {
            // Features may be missing; a sequence and earlier outputs never are.
            double value = mine.get(i).draw(random);
            values[i] = source != Input.Source.FEATURES && Double.isNaN(value)
                    ? mine.get(i).low()
                    : value;
        }
        return values;
    }

    private static Map<String, Double> outputs(Graph graph, Row row, Workspace workspace) {
        double[] values = graph.evaluate(row, workspace);
        Map<String, Double> outputs = new LinkedHashMap<>();
        int i = 0;
        for (String name : graph.outputs().keySet()) {
            double value = values[i++];
            outputs.put(name, Double.isNaN(value) ? null : (Double) value);
        }
        return outputs;
    }

    /**
     * Replays the rows.
     *
     * @return the first difference in words, or empty where every output is equal bit for bit
     */
    public static Optional<String> difference(byte[] golden, Graph graph) {
        List<String> lines = new String(golden, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty()) {
            return Optional.of("there is no golden row");
        }
        Workspace workspace = graph.workspace();
        for (int i = 0; i < lines.size(); i++) {
            Optional<String> difference = difference(lines.get(i), graph, workspace);
            if (difference.isPresent()) {
                return Optional.of("golden row " + (i + 1) + ": " + difference.get());
            }
            Turn.pass();
        }
        return Optional.empty();
    }

    private static Optional<String> difference(String text, Graph graph, Workspace workspace) {
        Line line;
        try {
            line = JSON.readValue(text, Line.class);
        } catch (JsonProcessingException e) {
            return Optional.of("can't be read: " + e.getOriginalMessage());
        }
        Row row = Row.of(unboxed(line.features()))
                .withSequence(unboxed(line.sequence()))
                .withUpstream(unboxed(line.upstream()));
        Map<String, Double> found;
        try {
            found = outputs(graph, row, workspace);
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
        return found.equals(line.outputs())
                ? Optional.empty()
                : Optional.of("gives " + found + ", was published with " + line.outputs());
    }

    private static String text(Line line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and names can always be written", e);
        }
    }

    private static List<Double> boxed(double[] values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(Double.isNaN(value) ? null : (Double) value);
        }
        return list;
    }

    private static double[] unboxed(List<Double> values) {
        List<Double> list = values == null ? List.of() : values;
        return list.stream().mapToDouble(v -> v == null ? Double.NaN : v).toArray();
    }
}
