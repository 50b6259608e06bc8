package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.graph.Beta;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The difference of two scores, split into data, model and calibration: always the whole of it, and to whom it is due. */
class ChangeSplitTest {

    private static final FeatureSchema SCHEMA = Graphs.schema();

    @Test
    void from_and_all_parts_add_up_to_the_later_score() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scorer then = scorer(graph(seed, random), random);
            Scorer now = scorer(graph(seed + 1, random), random);
            List<double[]> rows = Graphs.rows(random, 20);
            for (int i = 0; i + 1 < rows.size(); i++) {
                for (Target target : List.of(Target.CHURN, Target.LTV)) {
                    Change change = change(then, rows.get(i), now, rows.get(i + 1), target);
                    double from = served(then, rows.get(i), target);
                    double to = served(now, rows.get(i + 1), target);
                    double bound = 1e-12 * Math.max(1, Math.max(from, to));
                    assertEquals(from, change.from(), "seed " + seed);
                    assertEquals(to, change.sum(), bound, "seed " + seed);
                    assertEquals(
                            to,
                            change.from() + change.data() + change.model() + change.calibration(),
                            bound,
                            "seed " + seed);
                }
            }
        }
    }

    @Test
    void the_data_part_is_that_of_the_definition() {
        for (int seed = 0; seed < 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scorer scorer = scorer(graph(seed, random), random);
            List<double[]> rows = Graphs.rows(random, 2);
            for (Target target : List.of(Target.CHURN, Target.LTV)) {
                Change change = change(scorer, rows.get(0), scorer, rows.get(1), target);
                double[] worth = composed(scorer, rows.get(1), rows.get(0), target);
                double[] phi = new Shapley(Dimension.SEVEN).values(worth);
                double scale = Math.max(1, Math.abs(change.to()));
                assertEquals(worth[0] - change.from(), change.context(), 1e-12 * scale, "seed " + seed);
                for (int d = 0; d < phi.length; d++) {
                    assertEquals(phi[d], change.dimensions().get(d).value(), 1e-12 * scale, "seed " + seed);
                }
            }
        }
    }

    private static double[] composed(Scorer scorer, double[] user, double[] old, Target target) {
        double[] worth = new double[1 << Dimension.SEVEN];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            double[] row = new double[user.length];
            for (int i = 0; i < row.length; i++) {
                int place = SCHEMA.place(i);
                row[i] = place < 0 || (coalition & (1 << place)) != 0 ? user[i] : old[i];
            }
            worth[coalition] = served(scorer, row, target);
        }
        return worth;
    }

    @Test
    void what_did_not_change_has_exactly_no_part() {
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Graph graph = graph(seed, random);
            Graph other = graph(seed + 1, random);
            Graph value = Graphs.value(random);
            double[] row = Graphs.rows(random, 1).get(0);
            double[] later = Graphs.rows(random, 1).get(0);
            Change data = change(scorer(graph, value), row, scorer(graph, value), later, Target.CHURN);
            assertEquals(0.0, data.model(), "seed " + seed);
            assertEquals(0.0, data.calibration(), "seed " + seed);
            Change models = change(scorer(graph, value), row, scorer(other, value), row, Target.CHURN);
            assertEquals(0.0, models.data(), "seed " + seed);
            Change level = change(scorer(graph, value), row, scorer(recalibrated(graph), value), row, Target.LTV);
            assertEquals(0.0, level.data(), "seed " + seed);
            assertEquals(0.0, level.model(), "seed " + seed);
            assertTrue(level.calibration() != 0, "seed " + seed);
            for (Target target : Target.values()) {
                Change same = change(withTrend(graph, value), row, withTrend(graph, value), later, target);
                assertEquals(0.0, same.model(), target + ", seed " + seed);
                assertEquals(0.0, same.calibration(), target + ", seed " + seed);
            }
        }
    }

    @Test
    void another_model_under_the_same_calibration_is_no_calibration() {
        SplittableRandom random = new SplittableRandom(9);
        Graph value = Graphs.value(random);
        for (int i = 0; i < 20; i++) {
            double[] row = Graphs.rows(random, 1).get(0);
            Change change = change(
                    scorer(Graphs.boosted(random, 6, 4), value),
                    row,
                    scorer(Graphs.boosted(random, 6, 4), value),
                    row,
                    Target.CHURN);
            assertEquals(0.0, change.calibration());
            assertTrue(change.model() != 0);
        }
    }

    @Test
    void a_dimension_whose_features_stay_has_exactly_no_part() {
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Scorer scorer = scorer(graph(seed, random), random);
            double[] old = Graphs.rows(random, 1).get(0);
            double[] moved = old.clone();
            moved[FeatureCatalogue.index("silence_days")] = random.nextDouble();
            Change change = change(scorer, old, scorer, moved, Target.CHURN);
            assertEquals(0.0, change.context(), "seed " + seed);
            change.dimensions().stream()
                    .filter(part -> part.dimension() != Dimension.SILENCE)
                    .forEach(part -> assertEquals(0.0, part.value()));
        }
    }

    @Test
    void models_of_different_outcomes_are_not_compared() {
        SplittableRandom random = new SplittableRandom(1);
        Graph graph = Graphs.logistic(random);
        Scorer now = scorer(graph, Graphs.value(random));
        FeatureSchema visits = Graphs.schema(EnumSet.allOf(EventKind.class), Set.of(EventKind.VISIT));
        LoadedModel model = new LoadedModel(ModelId.unpublished("churn"), visits, graph, Optional.empty(), "");
        Scorer then = new Scorer(model, Optional.empty(), Optional.empty(), ChurnGrade.Thresholds.defaults());
        UserRow row = ExplainerTest.row(Graphs.rows(random, 1).get(0));
        Withheld withheld = assertInstanceOf(
                Withheld.class,
                ChangeSplit.between(new ChangeSplit.Moment(then, row), new ChangeSplit.Moment(now, row), Target.CHURN));
        assertEquals(Withheld.Cause.NOT_COMPARABLE, withheld.cause());
        assertTrue(withheld.words().contains("'active' is"), withheld.words());
        Withheld none = assertInstanceOf(
                Withheld.class,
                ChangeSplit.between(new ChangeSplit.Moment(then, row), new ChangeSplit.Moment(then, row), Target.LTV));
        assertEquals(Withheld.Cause.NO_SCORE, none.cause());
    }

    private static Change change(Scorer then, double[] old, Scorer now, double[] row, Target target) {
        return assertInstanceOf(
                Change.class,
                ChangeSplit.between(
                        new ChangeSplit.Moment(then, ExplainerTest.row(old)),
                        new ChangeSplit.Moment(now, ExplainerTest.row(row)),
                        target));
    }

    private static double served(Scorer scorer, double[] row, Target target) {
        Score score = scorer.score(ExplainerTest.row(row));
        return target.of(score).orElseThrow();
    }

    private static Graph graph(int seed, SplittableRandom random) {
        return switch (seed % 3) {
            case 0 -> Graphs.boosted(random, 10, 5);
            case 1 -> Graphs.rawTrees(random, 10, 5);
            default -> Graphs.logistic(random);
        };
    }

    /** The same graph with another level of its last curve, and of whatever reads it. */
    private static Graph recalibrated(Graph graph) {
        int target = graph.outputs().get("churn_probability");
        List<Node> nodes = new ArrayList<>(graph.nodes());
        Node last = nodes.get(target);
        if (last instanceof Beta beta) {
            nodes.set(target, new Beta(beta.input(), beta.a(), beta.b(), beta.c() + 0.5));
        } else {
            Sigmoid sigmoid = (Sigmoid) last;
            nodes.set(target, new Sigmoid(sigmoid.input(), sigmoid.a(), sigmoid.b() + 0.5));
        }
        return new Graph(nodes, graph.outputs());
    }

    private static Scorer scorer(Graph churn, SplittableRandom random) {
        return scorer(churn, Graphs.value(random));
    }

    private static Scorer scorer(Graph churn, Graph value) {
        return scorer(churn, value, Optional.empty());
    }

    private static Scorer withTrend(Graph churn, Graph value) {
        return scorer(churn, value, Optional.of(model("trend", Graphs.trend())));
    }

    private static Scorer scorer(Graph churn, Graph value, Optional<LoadedModel> trend) {
        return new Scorer(
                model("churn", churn), Optional.of(model("ltv", value)), trend, ChurnGrade.Thresholds.defaults());
    }

    private static LoadedModel model(String name, Graph graph) {
        return new LoadedModel(ModelId.unpublished(name), SCHEMA, graph, Optional.empty(), "");
    }
}
