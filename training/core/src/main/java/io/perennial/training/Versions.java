package io.perennial.training;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Workspace;
import io.perennial.scoring.model.Centroids;
import io.perennial.scoring.model.GoldenRows.Range;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.model.References;
import io.perennial.scoring.registry.Metric;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.publish.Version;
import io.perennial.training.trend.TrendModel;
import io.perennial.training.value.ValueModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes the three versions to publish out of the three chosen models. */
final class Versions {

    private final TrainingSet set;
    private final int width;

    Versions(TrainingSet set) {
        this.set = set;
        this.width = set.schema().features().size();
    }

    Version churn(ChurnModel model) {
        ModelDraft draft = new ModelDraft(width);
        model.addTo(draft);
        Graph graph = draft.build();
        return new Version(
                "churn",
                model.chosen().family(),
                graph,
                ranges(graph, 1),
                references(graph, Outputs.CHURN_PROBABILITY, new double[0][]),
                judged(model.metrics()),
                model.chosen(),
                "Probability that a user shows no active event in the outcome window; for ranking and pricing of"
                        + " retention work. A risk, not an effect: it does not say who can be kept.",
                model.slices(),
                Map.of("family", model.chosen().family()),
                Version.OriginFile.of(model.score()));
    }

    Version ltv(ValueModel model, Graph churn) {
        ModelDraft draft = new ModelDraft(width);
        model.addTo(draft);
        Graph graph = draft.build();
        return new Version(
                "ltv",
                model.chosen().family(),
                graph,
                ranges(graph, 1),
                references(graph, Outputs.LTV, outputs(churn, current(), new double[0][])),
                judged(model.metrics()),
                model.chosen(),
                "Expected margin of a user inside the outcome window, churn already counted; never multiply it by risk.",
                model.slices(),
                Map.of("family", model.chosen().family()),
                Version.OriginFile.of(model.learned()));
    }

    Version trend(TrendModel model) {
        ModelDraft draft = new ModelDraft(width);
        model.addTo(draft);
        Graph graph = draft.build();
        return new Version(
                "trend",
                model.chosen().family(),
                graph,
                ranges(graph, largestValue()),
                Optional.empty(),
                model.metrics(),
                model.chosen(),
                "Expected spend in each of the next six blocks of 30 days; for planning, not for a promise to one user.",
                List.of(),
                Map.of("family", model.chosen().family()),
                model.origin().stream()
                        .map(file -> new Version.OriginFile(file.name(), file.bytes()))
                        .toList());
    }

    /** Figures under the name of the window they are of: where none of the served length has closed, of a shorter one. */
    private Map<String, Metric> judged(Map<String, Metric> figures) {
        if (set.plan().isServedWindowClosed()) {
            return figures;
        }
        Map<String, Metric> shorter = new TreeMap<>();
        figures.forEach((name, figure) -> shorter.put(Metric.LEARNED_WINDOW + name, figure));
        return shorter;
    }

    private Rows current() {
        Rows eligible = set.current().eligibleRows();
        return eligible.isEmpty() ? set.labelled().eligibleRows() : eligible;
    }

    /** The reference rows of eligible users as of the day of the run, in order of one output. */
    private Optional<References> references(Graph graph, String output, double[][] upstream) {
        Rows rows = current();
        if (rows.userCount() < References.LEAST_USERS) {
            return Optional.empty();
        }
        int at = new ArrayList<>(graph.outputs().keySet()).indexOf(output);
        double[] scores = Arrays.stream(outputs(graph, rows, upstream))
                .mapToDouble(values -> values[at])
                .toArray();
        return Optional.of(Centroids.of(List.of(rows.features()), scores, References.DEFAULT_ROWS));
    }

    /** All outputs of a graph for rows; the first of an earlier model's outputs goes in upstream. */
    private static double[][] outputs(Graph graph, Rows rows, double[][] upstream) {
        Workspace workspace = graph.workspace();
        double[][] outputs = new double[rows.size()][];
        for (int i = 0; i < outputs.length; i++) {
            Row row = graph.width(Input.Source.FEATURES) > 0 ? Row.of(rows.features(i)) : Row.of();
            outputs[i] = graph.evaluate(upstream.length == 0 ? row : row.withUpstream(upstream[i][0]), workspace);
        }
        return outputs;
    }

    private Map<Input.Source, List<Range>> ranges(Graph graph, double upstream) {
        Map<Input.Source, List<Range>> ranges = new EnumMap<>(Input.Source.class);
        if (graph.width(Input.Source.FEATURES) > 0) {
            ranges.put(Input.Source.FEATURES, featureRanges());
        }
        if (graph.width(Input.Source.UPSTREAM) > 0) {
            ranges.put(Input.Source.UPSTREAM, List.of(new Range(0, upstream)));
        }
        if (graph.width(Input.Source.SEQUENCE) > 0) {
            ranges.put(Input.Source.SEQUENCE, sequenceRanges(graph.width(Input.Source.SEQUENCE)));
        }
        return ranges;
    }

    private List<Range> featureRanges() {
        double[] low = new double[width];
        double[] high = new double[width];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (LabelledSnapshots rows : List.of(set.labelled(), set.current())) {
            for (double[] row : rows.features()) {
                for (int column = 0; column < width; column++) {
                    low[column] = row[column] < low[column] ? row[column] : low[column];
                    high[column] = row[column] > high[column] ? row[column] : high[column];
                }
            }
        }
        return IntStream.range(0, width)
                .mapToObj(column -> low[column] <= high[column]
                        ? new Range(low[column], high[column])
                        : new Range(Double.NaN, Double.NaN))
                .toList();
    }

    private List<Range> sequenceRanges(int length) {
        List<Range> ranges = new ArrayList<>();
        for (int at = 0; at < length; at++) {
            int number = at;
            double[] values = Arrays.stream(set.current().sequences())
                    .filter(sequence -> sequence != null)
                    .mapToDouble(sequence -> sequence[number])
                    .toArray();
            ranges.add(new Range(
                    Arrays.stream(values).min().orElse(0),
                    Arrays.stream(values).max().orElse(1)));
        }
        return ranges;
    }

    private double largestValue() {
        return Math.max(1, Arrays.stream(set.labelled().valueMinor()).max().orElse(100) * set.valuePerMinor());
    }
}
