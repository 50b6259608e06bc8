package io.perennial.scoring.graph;

import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.NbdFamily;
import java.util.List;
import java.util.SplittableRandom;

/** Small graphs for tests. */
public final class SampleGraphs {

    public static final int FEATURES = 6;
    public static final int STEPS = 4;
    public static final int CHANNELS = 3;

    private SampleGraphs() {}

    /** A graph with every kind of node, each on the way to an output. */
    public static Graph everyNode(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, FEATURES));
        int sequence = graph.add(new Input(Input.Source.SEQUENCE, STEPS * CHANNELS));
        int upstream = graph.add(new Input(Input.Source.UPSTREAM, 1));
        int imputed = graph.add(new Impute(features, numbers(random, FEATURES), Ints.of(0, 2)));
        int scaled = graph.add(new Scale(imputed, numbers(random, 8), Doubles.of(1, 2, 3, 4, 5, 6, 7, 8)));
        int oneHot = graph.add(new OneHot(features, 5, Doubles.of(0, 0.5, 1)));
        int spread = graph.add(new Spread(features, 5, Doubles.of(0, 1), Doubles.of(0.25, 0.75)));
        int joined = graph.add(new Select(Ints.of(scaled, oneHot, spread), Ints.range(0, 13)));
        int linear = graph.add(new Linear(joined, numbers(random, 13), 0.25));
        int trees = graph.add(new RandomTrees(random, 8).ensemble(imputed, 3, 4, Trees.Precision.FLOAT));
        int blend = graph.add(new Blend(Ints.of(linear, trees), Doubles.of(0.5, 0.5), 0.01));
        int risk = graph.add(new Beta(graph.add(new Sigmoid(blend, 1, 0)), 0.9, 1.1, 0.05));
        int step = graph.add(new Step(risk, Doubles.of(0.3, 0.6), Doubles.of(0.1, 0.4, 0.9)));
        int quantile = graph.add(new Quantile(risk, Doubles.of(0, 0.5, 1), Doubles.of(0, 0.4, 1)));
        int first = graph.add(lstm(random, sequence, STEPS, CHANNELS, 2, Lstm.Emit.ALL));
        int second = graph.add(lstm(random, first, STEPS, 2, 3, Lstm.Emit.LAST));
        int hazard = graph.add(
                new Hazard(graph.add(new Dense(second, numbers(random, 12), numbers(random, 4), Activation.SIGMOID))));
        int occasions = graph.add(new Nbd(
                features,
                0,
                1,
                2,
                NbdFamily.BG_NBD.model(0.243, 30.9, 0.793, 2.426),
                Nbd.Quantity.EXPECTED,
                new FutureWindow(3, 90)));
        int basket =
                graph.add(new GammaGamma(features, 0, 3, new io.perennial.scoring.nbd.GammaGamma(6.25, 3.74, 15.44)));
        int rule = graph.add(new Rule(
                features,
                List.of(new Rule.Axis(1, Doubles.of(0.25, 0.75)), new Rule.Axis(4, Doubles.of(0.5))),
                numbers(random, 12)));
        int value = graph.add(new Product(Ints.of(upstream, occasions, basket), Ints.of(1, 0, 0)));
        int last = graph.add(new Select(hazard, Ints.of(3)));
        int share = graph.add(new Select(graph.add(new Shares(hazard, 2)), Ints.of(1)));
        return graph.output("risk", risk)
                .output("step", step)
                .output("bound", quantile)
                .output("hazard", last)
                .output("value", value)
                .output("rule", rule)
                .output("share", share)
                .build();
    }

    private static Lstm lstm(SplittableRandom random, int input, int steps, int features, int units, Lstm.Emit emit) {
        return new Lstm(
                input,
                steps,
                features,
                units,
                numbers(random, features * 4 * units),
                numbers(random, units * 4 * units),
                numbers(random, 4 * units),
                emit);
    }

    /** A row for {@link #everyNode}. */
    public static Row row(SplittableRandom random) {
        return Row.of(new RandomTrees(random, FEATURES).row())
                .withSequence(numbers(random, STEPS * CHANNELS).toArray())
                .withUpstream(random.nextDouble());
    }

    static Doubles numbers(SplittableRandom random, int size) {
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = random.nextDouble() - 0.4;
        }
        return Doubles.of(numbers);
    }
}
