package io.perennial.batch;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.model.Centroids;
import io.perennial.scoring.model.GoldenRows;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.Provenance;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A churn model one can compute in the head: the log-odds grow with the days of silence and fall with purchases. */
final class SmallModel {

    private static final int WIDTH = FeatureCatalogue.features().size();

    private SmallModel() {}

    /** Publishes the model and makes it champion. */
    static void publish(Path registry, List<double[]> population) {
        Graph graph = graph();
        double[] scores = population.stream()
                .mapToDouble(vector -> graph.evaluate(Row.of(vector), graph.workspace())[0])
                .toArray();
        Draft draft = Draft.of(facts())
                .file(ModelLoader.MODEL, GraphWriter.write(graph))
                .file(ModelLoader.GOLDEN, golden(graph))
                .file(ModelLoader.REFERENCE, Centroids.of(population, scores, 8).write());
        Registry at = Registry.at(registry);
        at.promote("churn", at.publish(draft), "the only one");
    }

    private static byte[] golden(Graph graph) {
        GoldenRows.Range range = new GoldenRows.Range(0, 100);
        return GoldenRows.draw(graph, Map.of(Input.Source.FEATURES, Collections.nCopies(WIDTH, range)), 20, 3);
    }

    private static Graph graph() {
        double[] weights = new double[WIDTH];
        weights[FeatureCatalogue.index("silence_days")] = 0.04;
        weights[FeatureCatalogue.index("purchase_occasions")] = -0.2;
        GraphBuilder builder = new GraphBuilder();
        int input = builder.add(new Input(Input.Source.FEATURES, WIDTH));
        int filled = builder.add(new Impute(input, Doubles.of(new double[WIDTH]), Ints.of()));
        int margin = builder.add(new Linear(filled, Doubles.of(weights), -1));
        return builder.output("churn_probability", builder.add(new Sigmoid(margin, 1, 0)))
                .output("churn_low", builder.add(new Sigmoid(margin, 1, -0.3)))
                .output("churn_high", builder.add(new Sigmoid(margin, 1, 0.3)))
                .build();
    }

    private static ModelFacts facts() {
        return new ModelFacts(
                "churn",
                "logistic",
                SmallShop.SCHEMA.canonical(),
                SmallShop.SCHEMA.fingerprint(),
                SmallShop.AS_OF,
                "THREE_PERIODS",
                "",
                "tests",
                8,
                Map.of(),
                new Provenance("ab12", "unknown", Map.of(), Map.of(), "17"));
    }
}
