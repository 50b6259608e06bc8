package io.perennial.training.bench;

import io.perennial.features.feature.ColumnGroup;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.graph.Workspace;
import io.perennial.scoring.model.Centroids;
import io.perennial.scoring.model.GoldenRows;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.model.References;
import io.perennial.scoring.registry.Registry;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.publish.Equality;
import io.perennial.training.publish.Publisher;
import io.perennial.training.publish.TrainingFacts;
import io.perennial.training.publish.Version;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Boosted trees as a published churn model of a made-up table, its columns in seven groups. */
final class ServedTrees {

    private static final int GROUPS = 7;
    private static final double WIDEST = 13;

    private final Graph graph;
    private final TableSchema schema;

    ServedTrees(NativeTrees library, int width) {
        GraphBuilder builder = new GraphBuilder();
        builder.add(new Input(Input.Source.FEATURES, width));
        int margin = builder.add(library.trees());
        this.graph = builder.output(Outputs.CHURN_PROBABILITY, builder.add(new Sigmoid(margin, 1, 0)))
                .output(Outputs.CHURN_LOW, builder.add(new Sigmoid(margin, 1, -0.2)))
                .output(Outputs.CHURN_HIGH, builder.add(new Sigmoid(margin, 1, 0.2)))
                .build();
        this.schema = new TableSchema(
                "churned",
                "yes",
                IntStream.range(0, width)
                        .mapToObj(column ->
                                new TableColumn("f" + column, new ColumnGroup("habit-" + column % GROUPS), List.of()))
                        .toList());
    }

    /** What a row must be answered with. */
    double probability(double[] row) {
        Workspace room = graph.workspace();
        graph.run(Row.of(row), room);
        return graph.output(Outputs.CHURN_PROBABILITY, room);
    }

    /** Publishes and promotes the model, explained against references drawn from the rows. */
    void publish(Path registry, double[][] rows, long seed) {
        double[] scores = Arrays.stream(rows).mapToDouble(this::probability).toArray();
        References references = Centroids.ofTable(schema, List.of(rows), scores, References.DEFAULT_ROWS);
        Version version = new Version(
                "churn",
                "bench",
                graph,
                Map.of(Input.Source.FEATURES, Collections.nCopies(schema.width(), new GoldenRows.Range(0, WIDEST))),
                Optional.of(references),
                Map.of(),
                new Chosen("bench", false, "made up to be measured", "nobody", List.of()),
                "Measuring a server; it says nothing of anybody.",
                List.of(),
                Map.of(),
                List.of());
        TrainingFacts training =
                new TrainingFacts(schema, LocalDate.EPOCH, "made up", TrainingFacts.TABLE, "seed " + seed);
        new Publisher(Registry.at(registry), training, seed)
                .publish(List.of(new Publisher.Proven(version, new Equality(0, 0))), List.of(), Optional.empty());
    }
}
