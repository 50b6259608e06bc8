package io.perennial.training.bench;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.graph.Workspace;
import io.perennial.scoring.model.Centroids;
import io.perennial.scoring.model.GoldenRows;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.model.References;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.publish.Equality;
import io.perennial.training.publish.Publisher.Proven;
import io.perennial.training.publish.Version;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Models of churn, value and trend over a log's features, as one training publishes them together. */
final class CompanyModels {

    private static final int WIDTH = FeatureCatalogue.features().size();
    private static final int SEQUENCE = TrendSequence.STEPS * TrendSequence.CHANNELS;

    /** More than the logarithm of anything spent in a block. */
    private static final double LARGEST_LOG = 10;

    private final double[][] rows;
    private final Graph churn;
    private final Graph trend;

    /**
     * Models of these rows.
     *
     * @param churn learned from them
     * @param trend in the place of one that was
     */
    CompanyModels(double[][] rows, NativeTrees churn, NativeLstm trend) {
        this.rows = rows;
        this.churn = churn(churn);
        this.trend = trend.trend();
    }

    private static Graph churn(NativeTrees library) {
        GraphBuilder graph = new GraphBuilder();
        graph.add(new Input(Input.Source.FEATURES, WIDTH));
        int margin = graph.add(library.trees());
        return graph.output(Outputs.CHURN_PROBABILITY, graph.add(new Sigmoid(margin, 1, 0)))
                .output(Outputs.CHURN_LOW, graph.add(new Sigmoid(margin, 1, -0.2)))
                .output(Outputs.CHURN_HIGH, graph.add(new Sigmoid(margin, 1, 0.2)))
                .output("p_inactive_by_day_30", graph.add(new Sigmoid(margin, 1, 1)))
                .build();
    }

    /** A tenth of what was ever spent, for those who stay. */
    private static Graph value() {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, WIDTH));
        int churn = graph.add(new Input(Input.Source.UPSTREAM, 1));
        int filled = graph.add(new Impute(features, Doubles.of(new double[WIDTH]), Ints.of()));
        int spend = graph.add(new Select(Ints.of(filled), Ints.of(FeatureCatalogue.index("spend_lifetime"))));
        int value = graph.add(new Linear(spend, Doubles.of(0.1), 10));
        int ltv = graph.add(new Product(Ints.of(churn, value), Ints.of(1, 0)));
        return graph.output(Outputs.VALUE_IF_RETAINED, value)
                .output(Outputs.LTV, ltv)
                .output(Outputs.LTV_LOW, graph.add(new Linear(ltv, Doubles.of(0.5), 0)))
                .output(Outputs.LTV_HIGH, graph.add(new Linear(ltv, Doubles.of(2), 0)))
                .output(Outputs.EXPECTED_PURCHASES, graph.add(new Linear(value, Doubles.of(0.05), 0)))
                .build();
    }

    /** What the next six blocks must be said to bring together. */
    double trend(double[] sequence) {
        return Arrays.stream(trend.evaluate(Row.of().withSequence(sequence), trend.workspace()))
                .sum();
    }

    /** A version of each, explained against references drawn from the rows. */
    List<Proven> versions() {
        Workspace room = churn.workspace();
        double[] scores = Arrays.stream(rows)
                .mapToDouble(row -> churn.evaluate(Row.of(row), room)[0])
                .toArray();
        Optional<References> references =
                Optional.of(Centroids.of(Arrays.asList(rows), scores, References.DEFAULT_ROWS));
        return List.of(
                version("churn", "boosted trees", churn, references),
                version("ltv", "a line", value(), references),
                version("trend", "lstm", trend, Optional.empty()));
    }

    private Proven version(String name, String family, Graph graph, Optional<References> references) {
        return new Proven(
                new Version(
                        name,
                        family,
                        graph,
                        Map.of(
                                Input.Source.FEATURES,
                                IntStream.range(0, WIDTH).mapToObj(this::range).toList(),
                                Input.Source.UPSTREAM,
                                List.of(new GoldenRows.Range(0.1, 0.9)),
                                Input.Source.SEQUENCE,
                                Collections.nCopies(SEQUENCE, new GoldenRows.Range(0, LARGEST_LOG))),
                        references,
                        Map.of(),
                        new Chosen(family, false, "made up to be measured", "nobody", List.of()),
                        "Measuring a server; it says nothing of anybody.",
                        List.of(),
                        Map.of(),
                        List.of()),
                new Equality(0, 0));
    }

    private GoldenRows.Range range(int column) {
        double[] known = Arrays.stream(rows)
                .mapToDouble(row -> row[column])
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return known.length == 0
                ? new GoldenRows.Range(Double.NaN, Double.NaN)
                : new GoldenRows.Range(known[0], known[known.length - 1]);
    }
}
