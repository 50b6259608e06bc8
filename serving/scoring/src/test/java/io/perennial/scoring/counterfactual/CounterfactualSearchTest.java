package io.perennial.scoring.counterfactual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.explain.Graphs;
import io.perennial.scoring.graph.Beta;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.graph.Tree;
import io.perennial.scoring.graph.Trees;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.Peers;
import io.perennial.scoring.model.References;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every smallest change against the oracle that tries every value of every feature, and every two of them. */
class CounterfactualSearchTest {

    /** Cases tried; 1,000 in the long form: {@code -Dperennial.counterfactuals=1000}. */
    private static final int CASES = Integer.getInteger("perennial.counterfactuals", 200);

    private static final int HIGHEST = 8;
    private static final int WIDTH = FeatureCatalogue.features().size();
    private static final int[] COLUMNS =
            List.of("silence_days", "visits_7", "visits_28", "coupons_84", "open_rate_84", "purchase_silence_days")
                    .stream()
                    .mapToInt(FeatureCatalogue::index)
                    .toArray();

    private record Best(int moves, double size) {}

    @Test
    void what_is_found_is_the_smallest_there_is_and_what_is_not_found_is_not_there() {
        int found = 0;
        int twos = 0;
        int none = 0;
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scorer scorer = scorer(graph(random), random);
            double[] row = row(random);
            if (seed % 5 == 0) { // A user beyond what the others showed may come back into it.
                row[COLUMNS[random.nextInt(COLUMNS.length)]] = HIGHEST + 1 + random.nextInt(3);
            }
            double goal = 0.05 + 0.9 * random.nextDouble();
            Optional<Best> best = oracle(scorer, row, goal);
            Counterfactual answer = CounterfactualSearch.below(goal, scorer, user(row));
            String what = "seed " + seed + ": " + answer;
            if (probability(scorer, row) < goal) {
                assertInstanceOf(Counterfactual.Reached.class, answer, what);
            } else if (best.isPresent()) {
                Counterfactual.Smallest smallest = assertInstanceOf(Counterfactual.Smallest.class, answer, what);
                assertEquals(best.get().moves(), smallest.moves().size(), what);
                assertEquals(best.get().size(), smallest.size(), 1e-12, what);
                assertReached(smallest, scorer, row, what);
                found++;
                twos += smallest.moves().size() == 2 ? 1 : 0;
            } else {
                assertInstanceOf(Counterfactual.Infeasible.class, answer, what);
                none++;
            }
        }
        assertTrue(found > CASES / 10 && twos > CASES / 40 && none > CASES / 20, found + ", " + twos + ", " + none);
    }

    private static void assertReached(Counterfactual.Smallest smallest, Scorer scorer, double[] row, String what) {
        double[] changed = row.clone();
        for (Counterfactual.Move move : smallest.moves()) {
            int column = move.lever().column();
            Feature feature = FeatureCatalogue.features().get(column);
            assertEquals(row[column], move.from(), what);
            assertTrue(feature.actionable(), what);
            assertTrue(move.lever().admits(move.to()), what);
            assertTrue(isAllowed(feature, move.to() - move.from()), what);
            changed[column] = move.to();
        }
        assertEquals(probability(scorer, changed), smallest.to(), what);
        assertTrue(smallest.to() < smallest.goal(), what);
    }

    /** Fewest features, then the least sum of sizes, over every value a feature may take. */
    private static Optional<Best> oracle(Scorer scorer, double[] row, double goal) {
        List<Lever> levers = Levers.of(scorer).all();
        Best best = null;
        for (int moves = 1; moves <= 2 && best == null; moves++) {
            for (int i = 0; i < levers.size(); i++) {
                for (int j = moves == 1 ? i : i + 1; j < (moves == 1 ? i + 1 : levers.size()); j++) {
                    best = better(best, scorer, row, goal, levers.get(i), levers.get(j));
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static Best better(Best before, Scorer scorer, double[] row, double goal, Lever one, Lever two) {
        Best best = before;
        double[] changed = row.clone();
        for (double first : values(one, row[one.column()])) {
            for (double second : one.equals(two) ? new double[] {first} : values(two, row[two.column()])) {
                changed[one.column()] = first;
                changed[two.column()] = second;
                double size = size(one, row, first) + (one.equals(two) ? 0 : size(two, row, second));
                if ((best == null || size < best.size()) && probability(scorer, changed) < goal) {
                    best = new Best(one.equals(two) ? 1 : 2, size);
                }
            }
        }
        return best;
    }

    private static double size(Lever lever, double[] row, double to) {
        return Math.abs(to - row[lever.column()]) / (lever.largest() - lever.least());
    }

    private static double[] values(Lever lever, double own) {
        List<Double> values = new ArrayList<>();
        for (int step = 0; step <= HIGHEST * lever.grain(); step++) {
            double value = (double) step / lever.grain();
            boolean isAMove = !Double.isNaN(own) && value != own;
            if (isAMove && lever.admits(value) && isAllowed(lever.feature(), value - own)) {
                values.add(value);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean isAllowed(Feature feature, double way) {
        return switch (feature.direction()) {
            case RISK -> way < 0;
            case SAFE -> way > 0;
            case NEUTRAL -> true;
        };
    }

    @Test
    void no_number_of_features_reaches_a_goal_below_what_the_model_ever_says() {
        SplittableRandom random = new SplittableRandom(1);
        Scorer scorer = scorer(graph(random), random);
        Counterfactual answer = CounterfactualSearch.below(1e-9, scorer, user(row(random)));
        assertTrue(assertInstanceOf(Counterfactual.Infeasible.class, answer).ofAnyNumber());
    }

    @Test
    void without_a_known_range_nothing_can_be_moved_and_nothing_is_proved() {
        SplittableRandom random = new SplittableRandom(2);
        LoadedModel bare =
                new LoadedModel(ModelId.unpublished("churn"), Graphs.schema(), graph(random), Optional.empty(), "");
        Scorer scorer = new Scorer(bare, Optional.empty(), Optional.empty(), ChurnGrade.Thresholds.defaults());
        assertEquals(List.of(), Levers.of(scorer).all());
        assertInstanceOf(Counterfactual.NoRange.class, CounterfactualSearch.below(1e-9, scorer, user(row(random))));
    }

    @Test
    void bounds_hold_for_every_row_within_them() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Graph graph = seed % 2 == 0 ? Graphs.boosted(random, 8, 4) : Graphs.logistic(random);
            List<double[]> rows = Graphs.rows(random, 2);
            Interval between = new Interval(WIDTH);
            for (int i = 0; i < WIDTH; i++) {
                double other = random.nextInt(4) == 0 ? rows.get(1)[i] : rows.get(0)[i];
                boolean missing = Double.isNaN(rows.get(0)[i]) || Double.isNaN(other);
                double one = missing ? Double.NaN : rows.get(0)[i];
                between.set(i, missing ? one : Math.min(one, other), missing ? one : Math.max(one, other));
            }
            double[] range = new Bounds(graph, "churn_probability").of(between);
            for (int k = 0; k < 50; k++) {
                double[] row = new double[WIDTH];
                Arrays.setAll(row, i -> between.low[i] + random.nextDouble() * (between.high[i] - between.low[i]));
                double value = graph.evaluate(Row.of(row), graph.workspace())[0];
                assertTrue(range[0] <= value && value <= range[1], "seed " + seed + ": " + value);
            }
        }
    }

    private static UserRow user(double[] features) {
        return new UserRow("u", 20_000, true, false, features, null);
    }

    private static double probability(Scorer scorer, double[] row) {
        Graph graph = scorer.churn().graph();
        return graph.evaluate(Row.of(row), graph.workspace())[0];
    }

    private static Graph graph(SplittableRandom random) {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, WIDTH));
        int filled = graph.add(new Impute(features, Doubles.zeros(WIDTH), Ints.of()));
        int margin = random.nextInt(3) == 0 ? linear(random, graph, filled) : trees(random, graph, filled);
        int score = graph.add(new Sigmoid(margin, 1, 0));
        int probability = graph.add(new Beta(score, 1.2, 0.7, 0.1));
        return graph.output("churn_probability", probability)
                .output("churn_low", probability)
                .output("churn_high", probability)
                .build();
    }

    private static int linear(SplittableRandom random, GraphBuilder graph, int filled) {
        double[] weights = new double[WIDTH];
        for (int column : COLUMNS) {
            weights[column] = random.nextDouble(-0.3, 0.3);
        }
        return graph.add(new Linear(filled, Doubles.of(weights), random.nextDouble(-1, 1)));
    }

    private static int trees(SplittableRandom random, GraphBuilder graph, int filled) {
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            trees.add(tree(random, 4));
        }
        Trees.Comparison comparison = random.nextBoolean() ? Trees.Comparison.LESS : Trees.Comparison.LESS_OR_EQUAL;
        return graph.add(new Trees(
                filled, Forest.of(trees), comparison, Trees.Precision.FLOAT, random.nextDouble(), Trees.Combine.SUM));
    }

    private static Tree tree(SplittableRandom random, int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return new Tree.Leaf(random.nextDouble(-1, 1), 1);
        }
        int column = COLUMNS[random.nextInt(COLUMNS.length)];
        float threshold = (float) (random.nextInt(4 * HIGHEST) / 4.0);
        return new Tree.Split(
                column, threshold, random.nextBoolean(), 1, tree(random, depth - 1), tree(random, depth - 1));
    }

    private static Scorer scorer(Graph graph, SplittableRandom random) {
        List<double[]> population = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            population.add(row(random));
        }
        References references =
                new References(List.of(population.get(0)), List.of(60), Peers.of(population), Optional.empty());
        LoadedModel model =
                new LoadedModel(ModelId.unpublished("churn"), Graphs.schema(), graph, Optional.of(references), "");
        return new Scorer(model, Optional.empty(), Optional.empty(), ChurnGrade.Thresholds.defaults());
    }

    /** Whole numbers, hundredths for the rate; now and then a record is missing, and all other features are. */
    private static double[] row(SplittableRandom random) {
        double[] row = new double[WIDTH];
        Arrays.fill(row, Double.NaN);
        for (int column : COLUMNS) {
            boolean isRate = FeatureCatalogue.features().get(column).unit() == Feature.Unit.RATIO;
            row[column] = isRate ? random.nextInt(200) / 100.0 : random.nextInt(HIGHEST + 1);
            if (random.nextInt(10) == 0 && column != COLUMNS[0]) {
                row[column] = Double.NaN;
            }
        }
        return row;
    }
}
