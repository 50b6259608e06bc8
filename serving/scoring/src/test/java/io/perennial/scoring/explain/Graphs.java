package io.perennial.scoring.explain;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Beta;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Quantile;
import io.perennial.scoring.graph.RandomTrees;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.graph.Trees;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Models as the trainer would publish them, with random weights, over the real catalogue. */
public final class Graphs {

    public static final int WIDTH = FeatureCatalogue.features().size();

    private Graphs() {}

    /** A schema of a log that carries everything. */
    public static FeatureSchema schema() {
        return schema(EnumSet.allOf(EventKind.class), Set.of(EventKind.PURCHASE));
    }

    public static FeatureSchema schema(Set<EventKind> carried, Set<EventKind> active) {
        return new FeatureSchema(
                new FeatureContext(new LogDefinition(ZoneId.of("UTC"), "GBP", carried), new ChurnRule(active, 180)),
                new OutcomeWindow(3, 90),
                ValueRule.defaults());
    }

    /** Calibrated boosted trees on imputed features. */
    public static Graph boosted(SplittableRandom random, int trees, int depth) {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, WIDTH));
        int imputed = graph.add(new Impute(features, Doubles.of(numbers(random, WIDTH)), Ints.of(0, 3, 5)));
        Trees ensemble = new RandomTrees(random, WIDTH + 3).ensemble(imputed, trees, depth, Trees.Precision.FLOAT);
        return churn(graph, graph.add(new Beta(graph.add(new Sigmoid(graph.add(ensemble), 1, 0)), 1.1, 0.8, 0.1)));
    }

    /** Calibrated trees that see missing values themselves, without a node before them. */
    public static Graph rawTrees(SplittableRandom random, int trees, int depth) {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, WIDTH));
        Trees ensemble = new RandomTrees(random, WIDTH).ensemble(features, trees, depth, Trees.Precision.DOUBLE);
        return churn(graph, graph.add(new Sigmoid(graph.add(ensemble), 1, 0)));
    }

    /** Calibrated logistic regression on imputed, scaled features. */
    public static Graph logistic(SplittableRandom random) {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, WIDTH));
        int imputed = graph.add(new Impute(features, Doubles.of(numbers(random, WIDTH)), Ints.of(1, 2)));
        double[] sd = new double[WIDTH + 2];
        Arrays.fill(sd, 0.7);
        int scaled = graph.add(new Scale(imputed, Doubles.of(numbers(random, WIDTH + 2)), Doubles.of(sd)));
        int margin = graph.add(new Linear(scaled, Doubles.of(numbers(random, WIDTH + 2)), 0.1));
        return churn(graph, graph.add(new Sigmoid(margin, 0.3, -0.2)));
    }

    private static Graph churn(GraphBuilder graph, int probability) {
        int low = graph.add(new Quantile(probability, Doubles.of(0, 1), Doubles.of(0, 0.9)));
        int high = graph.add(new Quantile(probability, Doubles.of(0, 1), Doubles.of(0.1, 1)));
        int early = graph.add(new Quantile(probability, Doubles.of(0, 1), Doubles.of(0.6, 1)));
        int late = graph.add(new Quantile(probability, Doubles.of(0, 1), Doubles.of(0.3, 1)));
        return graph.output("churn_probability", probability)
                .output("churn_low", low)
                .output("churn_high", high)
                .output("p_inactive_by_day_20", late)
                .output("p_inactive_by_day_9", early)
                .build();
    }

    /** Value given the churn probability upstream: trees on features joined with it. */
    public static Graph value(SplittableRandom random) {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, WIDTH));
        int risk = graph.add(new Input(Input.Source.UPSTREAM, 1));
        Trees ensemble = new RandomTrees(random, WIDTH).ensemble(features, 20, 5, Trees.Precision.DOUBLE);
        int retained = graph.add(Dense.apply(graph.add(ensemble), 1, Activation.EXP));
        int ltv = graph.add(new Product(Ints.of(risk, retained), Ints.of(1, 0)));
        int occasions = graph.add(new Blend(Ints.of(retained, risk), Doubles.of(0.5, -0.2), 0.3));
        return graph.output("value_if_retained", retained)
                .output("ltv", ltv)
                .output("ltv_low", graph.add(new Blend(Ints.of(ltv), Doubles.of(0.5), 0)))
                .output("ltv_high", graph.add(new Blend(Ints.of(ltv), Doubles.of(2), 1)))
                .output("expected_purchases", occasions)
                .build();
    }

    /** Six months as shares of the value upstream, each from half to double; ends of the first lie beside it. */
    public static Graph trend() {
        GraphBuilder graph = new GraphBuilder();
        int value = graph.add(new Input(Input.Source.UPSTREAM, 1));
        int months = graph.add(
                new Dense(value, Doubles.of(0.4, 0.3, 0.3, 0.2, 0.2, 0.1), Doubles.zeros(6), Activation.IDENTITY));
        for (int month = 1; month <= 6; month++) {
            int amount = graph.add(new Select(months, Ints.of(month - 1)));
            graph.output("trend_m" + month, amount);
            addRange(graph, "trend_m" + month, amount, month == 1 ? 2 : 0.5);
        }
        addRange(graph, "trend_total", graph.add(new Blend(Ints.of(value), Doubles.of(1.5), 0)), 0.5);
        return graph.build();
    }

    private static void addRange(GraphBuilder graph, String name, int node, double low) {
        graph.output(name + "_low", graph.add(new Blend(Ints.of(node), Doubles.of(low), 0)));
        graph.output(name + "_high", graph.add(new Blend(Ints.of(node), Doubles.of(2), 0)));
    }

    public static double[] numbers(SplittableRandom random, int size) {
        double[] numbers = new double[size];
        Arrays.setAll(numbers, i -> random.nextDouble() - 0.3);
        return numbers;
    }

    /** So many feature vectors, a tenth of them missing. */
    public static List<double[]> rows(SplittableRandom random, int count) {
        RandomTrees make = new RandomTrees(random, WIDTH);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(make.row());
        }
        return rows;
    }
}
