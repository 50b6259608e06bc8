package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Workspace;
import io.perennial.scoring.model.Centroids;
import io.perennial.scoring.model.GoldenRows.Range;
import io.perennial.scoring.model.References;
import io.perennial.scoring.registry.Metric;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.publish.Version;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes the version to publish out of the churn model of a table. */
final class TableVersion {

    private TableVersion() {}

    static Version of(ChurnModel model, TableSchema schema, Rows rows, Judgement judged) {
        ModelDraft draft = new ModelDraft(schema.width());
        model.addTo(draft);
        Graph graph = draft.build();
        Map<String, Metric> metrics = new HashMap<>(model.metrics());
        metrics.put("expected_maximum_profit", Metric.of(judged.profit()));
        metrics.put("top_decile_lift", Metric.of(judged.lift()));
        return new Version(
                "churn",
                model.chosen().naive() ? model.chosen().family() : "table",
                graph,
                Map.of(Input.Source.FEATURES, ranges(schema, rows)),
                references(graph, schema, rows),
                metrics,
                model.chosen(),
                "Probability that the label '" + schema.label() + "' of a customer turns out '" + schema.churned()
                        + "', for customers like those of the table. A risk, not an effect: it does not say who can be"
                        + " kept.",
                model.slices(),
                Map.of("family", model.chosen().family()),
                List.of());
    }

    private static Optional<References> references(Graph graph, TableSchema schema, Rows rows) {
        if (rows.size() < References.LEAST_USERS) {
            return Optional.empty();
        }
        Workspace workspace = graph.workspace();
        double[] scores = rows.of(i -> graph.evaluate(Row.of(rows.features(i)), workspace)[0]);
        return Optional.of(Centroids.ofTable(schema, List.of(rows.features()), scores, References.DEFAULT_ROWS));
    }

    /** Where each number lies, and every code of a category, that of an unknown one too. */
    private static List<Range> ranges(TableSchema schema, Rows rows) {
        return IntStream.range(0, schema.width())
                .mapToObj(column -> schema.isOrdered(column)
                        ? range(rows.of(i -> rows.features(i)[column]))
                        : new Range(0, schema.columns().get(column).categories().size(), true))
                .toList();
    }

    private static Range range(double[] values) {
        double[] known = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return known.length == 0 ? new Range(Double.NaN, Double.NaN) : new Range(known[0], known[known.length - 1]);
    }
}
