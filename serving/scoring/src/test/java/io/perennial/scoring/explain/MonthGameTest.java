package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.TrendSequence;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Lstm;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Trends explained: by months where the model reads months, else by dimension; always the whole of the served sum. */
class MonthGameTest {

    private static final int UNITS = 4;

    @Test
    void months_and_all_other_parts_add_up_to_the_served_trend() {
        for (int seed = 0; seed < 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scorer scorer = scorer(lstm(random, seed % 2 == 0), random);
            Explainer explainer = new Explainer(scorer);
            for (double[] features : Graphs.rows(random, 8)) {
                UserRow row = row(features, past(random));
                Score score = scorer.score(row);
                MonthsExplanation months =
                        assertInstanceOf(MonthsExplanation.class, explainer.explain(row, score, Target.TREND));
                assertEquals(score.trendTotal(), months.sum(), 1e-12 * Math.max(1, score.trendTotal()), "seed " + seed);
                assertEquals(seed % 2 == 1, months.other() == 0, "seed " + seed);
                assertDays(row, months);
            }
        }
    }

    private static void assertDays(UserRow row, MonthsExplanation months) {
        int next = row.asOf() - TrendSequence.STEPS * TrendSequence.BLOCK_DAYS;
        for (MonthsExplanation.Month month : months.months()) {
            assertEquals(next, month.from());
            next = month.to();
        }
        assertEquals(row.asOf(), next);
    }

    @Test
    void the_worth_of_a_coalition_is_what_the_plain_graph_says_of_its_mixed_path() {
        for (int seed = 0; seed < 6; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Graph graph = TrendGraph.of(lstm(random, true));
            double[] user = past(random);
            double[] reference = past(random);
            double[] worth = new PathWorth(graph, "trend_total")
                    .of(
                            user,
                            reference,
                            new PathWorth.Beside(new double[0], 7),
                            new PathWorth.Beside(new double[0], 3));
            for (int coalition = 0; coalition < worth.length; coalition++) {
                boolean isUsers = coalition >= 1 << PastPath.PLAYERS;
                double expected = graph.evaluate(
                                Row.of()
                                        .withSequence(composed(user, reference, coalition))
                                        .withUpstream(isUsers ? 7 : 3),
                                graph.workspace())[0];
                assertEquals(expected, worth[coalition], 1e-12 * Math.max(1, expected), "seed " + seed);
            }
        }
    }

    /** Written out once more: the eight latest blocks each by itself, what lies before them as one. */
    private static double[] composed(double[] user, double[] reference, int coalition) {
        double[] path = new double[user.length];
        for (int step = 0; step < 24; step++) {
            int player = step < 16 ? 0 : step - 15;
            boolean isUsers = (coalition >> player & 1) == 1;
            for (int channel = 0; channel < 5; channel++) {
                int at = 5 * step + channel;
                boolean isSeason = channel == 2 || channel == 3;
                path[at] = isUsers || isSeason ? user[at] : reference[at];
            }
        }
        return path;
    }

    @Test
    void a_month_like_the_reference_has_exactly_no_part() {
        SplittableRandom random = new SplittableRandom(4);
        Graph graph = lstm(random, false);
        Scorer scorer = scorer(graph, random);
        double[] user = past(random);
        double[] mean = PastPath.mean(graph).orElseThrow();
        for (int step = 18; step < 21; step++) {
            for (int channel : new int[] {TrendSequence.OCCASIONS, TrendSequence.SPEND, TrendSequence.OBSERVED}) {
                user[5 * step + channel] = mean[5 * step + channel];
            }
        }
        UserRow row = row(Graphs.rows(random, 1).get(0), user);
        MonthsExplanation months = assertInstanceOf(
                MonthsExplanation.class, new Explainer(scorer).explain(row, scorer.score(row), Target.TREND));
        for (int player = 0; player < 9; player++) {
            boolean isMean = player >= 3 && player <= 5;
            assertEquals(isMean, months.months().get(player).value() == 0, "player " + player);
        }
    }

    @Test
    void one_purchase_stands_in_the_month_it_fell_into() {
        SplittableRandom random = new SplittableRandom(5);
        Scorer scorer = scorer(lastBlock(), random);
        double[] user = new double[PastPath.WIDTH];
        user[5 * 23 + TrendSequence.SPEND] = StrictMath.log1p(120);
        UserRow row = row(Graphs.rows(random, 1).get(0), user);
        MonthsExplanation months = assertInstanceOf(
                MonthsExplanation.class, new Explainer(scorer).explain(row, scorer.score(row), Target.TREND));
        assertEquals(MonthsExplanation.Path.EMPTY, months.path());
        assertEquals(0, months.baseline());
        assertEquals(720, months.months().get(8).value(), 1e-9);
        assertEquals(120, months.months().get(8).spend(), 1e-9);
        assertEquals(0.0, months.months().get(7).value());
    }

    @Test
    void a_trend_that_spreads_the_value_is_told_by_dimension() {
        for (int seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scorer scorer = scorer(Graphs.trend(), random);
            Explainer explainer = new Explainer(scorer);
            for (double[] features : Graphs.rows(random, 10)) {
                UserRow row = row(features, new double[0]);
                Score score = scorer.score(row);
                Explanation trend = assertInstanceOf(
                        Explanation.class, explainer.explain(row, score, Target.TREND), "seed " + seed);
                Explanation value = assertInstanceOf(Explanation.class, explainer.explain(row, score, Target.LTV));
                double scale = Math.max(1, score.trendTotal());
                assertEquals(score.trendTotal(), trend.sum(), 1e-12 * scale, "seed " + seed);
                for (int d = 0; d < 7; d++) {
                    // The months of Graphs.trend are 1.5 times the value.
                    assertEquals(
                            1.5 * value.dimensions().get(d).value(),
                            trend.dimensions().get(d).value(),
                            1e-12 * scale,
                            "seed " + seed);
                }
                trend.reasons().forEach(reason -> assertTrue(reason.en().contains("spend of the next six blocks")));
            }
        }
    }

    @Test
    void a_layer_taken_step_by_step_is_the_layer() {
        SplittableRandom random = new SplittableRandom(6);
        Lstm lstm = layer(random, 0);
        double[] path = past(random);
        double[] expected = new double[UNITS];
        lstm.evaluate(new double[][] {path}, new double[6 * UNITS], expected);
        double[] state = lstm.start();
        for (int step = 0; step < TrendSequence.STEPS; step++) {
            lstm.advance(path, step, state);
        }
        double[] found = new double[UNITS];
        lstm.hidden(state, found);
        assertArrayEquals(expected, found);
    }

    private static UserRow row(double[] features, double[] sequence) {
        return new UserRow("u", 20_000, true, false, features, sequence);
    }

    private static double[] past(SplittableRandom random) {
        double[] path = new double[PastPath.WIDTH];
        Arrays.setAll(path, i -> random.nextInt(3) == 0 ? 0 : 3 * random.nextDouble());
        return path;
    }

    /** As the trainer publishes it: probability of buying times amount, with the value beside where asked for. */
    private static Graph lstm(SplittableRandom random, boolean ofValue) {
        GraphBuilder graph = new GraphBuilder();
        int past = graph.add(new Input(Input.Source.SEQUENCE, PastPath.WIDTH));
        double[] sd = new double[PastPath.WIDTH];
        Arrays.fill(sd, 0.8);
        int scaled = graph.add(new Scale(past, Doubles.of(past(random)), Doubles.of(sd)));
        int hidden = graph.add(layer(random, scaled));
        int buys = graph.add(dense(random, hidden, Activation.SIGMOID));
        int amounts = graph.add(dense(random, hidden, Activation.EXP));
        int blocks = graph.add(new Product(Ints.of(buys, amounts), Ints.of(0, 0)));
        if (ofValue) {
            blocks = graph.add(
                    new Product(Ints.of(blocks, graph.add(new Input(Input.Source.UPSTREAM, 1))), Ints.of(0, 0)));
        }
        return withOutputs(graph, blocks);
    }

    /** Six times what was spent in the last block. */
    private static Graph lastBlock() {
        GraphBuilder graph = new GraphBuilder();
        int past = graph.add(new Input(Input.Source.SEQUENCE, PastPath.WIDTH));
        int spend = graph.add(new Select(past, Ints.of(5 * 23 + TrendSequence.SPEND)));
        int amount = graph.add(Dense.apply(spend, 1, Activation.SIGNED_EXP));
        return withOutputs(
                graph,
                graph.add(new Dense(amount, Doubles.of(1, 1, 1, 1, 1, 1), Doubles.zeros(6), Activation.IDENTITY)));
    }

    private static Graph withOutputs(GraphBuilder graph, int blocks) {
        for (int block = 0; block < 6; block++) {
            graph.output("trend_m" + (block + 1), graph.add(new Select(blocks, Ints.of(block))));
        }
        return graph.build();
    }

    private static Lstm layer(SplittableRandom random, int input) {
        return new Lstm(
                input,
                TrendSequence.STEPS,
                TrendSequence.CHANNELS,
                UNITS,
                Doubles.of(Graphs.numbers(random, TrendSequence.CHANNELS * 4 * UNITS)),
                Doubles.of(Graphs.numbers(random, UNITS * 4 * UNITS)),
                Doubles.of(Graphs.numbers(random, 4 * UNITS)),
                Lstm.Emit.LAST);
    }

    private static Dense dense(SplittableRandom random, int input, Activation activation) {
        return new Dense(
                input,
                Doubles.of(Graphs.numbers(random, UNITS * 6)),
                Doubles.of(Graphs.numbers(random, 6)),
                activation);
    }

    private static Scorer scorer(Graph trend, SplittableRandom random) {
        List<double[]> population = Graphs.rows(random, 200);
        Scorer base = ExplainerTest.scorer(Graphs.boosted(random, 6, 4), Graphs.value(random), population, 4);
        LoadedModel model = new LoadedModel(
                ModelId.unpublished("trend"),
                Graphs.schema(),
                trend,
                base.churn().references(),
                "");
        return new Scorer(base.churn(), base.ltv(), Optional.of(model), ChurnGrade.Thresholds.defaults());
    }
}
