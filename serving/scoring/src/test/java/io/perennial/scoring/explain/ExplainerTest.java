package io.perennial.scoring.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.model.Centroids;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.PeerGroup;
import io.perennial.scoring.model.Peers;
import io.perennial.scoring.model.References;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every explanation adds up to the served number, and its words are true. */
class ExplainerTest {

    private static final int USERS = 700;

    @Test
    void reasons_add_up_to_the_served_number_for_churn_and_value() {
        int checked = 0;
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<double[]> population = Graphs.rows(random, USERS);
            Scorer scorer = scorer(graph(seed, random), Graphs.value(random), population, 4);
            Explainer explainer = new Explainer(scorer);
            Scorer.Session session = scorer.session();
            for (double[] features : population.subList(0, 250)) {
                UserRow row = row(features);
                Score score = session.score(row);
                for (Target target : List.of(Target.CHURN, Target.LTV)) {
                    Explanation explanation = explained(explainer.explain(row, score, target), "seed " + seed);
                    double served = target == Target.CHURN
                            ? score.churn().orElseThrow().probability()
                            : score.value().orElseThrow().ltv();
                    assertEquals(served, explanation.sum(), 1e-12 * Math.max(1, served), "seed " + seed);
                    checked++;
                }
            }
        }
        assertEquals(10_000, checked);
    }

    private static Graph graph(int seed, SplittableRandom random) {
        return switch (seed % 3) {
            case 0 -> Graphs.boosted(random, 8, 5);
            case 1 -> Graphs.rawTrees(random, 8, 5);
            default -> Graphs.logistic(random);
        };
    }

    @Test
    void words_are_true_of_the_user_and_agree_with_the_sign() {
        SplittableRandom random = new SplittableRandom(3);
        List<double[]> population = Graphs.rows(random, USERS);
        Scorer scorer = scorer(Graphs.boosted(random, 40, 5), Graphs.value(random), population);
        Explainer explainer = new Explainer(scorer);
        Peers peers = scorer.churn().references().orElseThrow().peers();
        for (double[] features : population.subList(0, 200)) {
            UserRow row = row(features);
            Explanation explanation = explained(explainer.explain(row, scorer.score(row), Target.CHURN), "");
            assertTrue(explanation.reasons().size() <= Explanation.MOST_REASONS);
            for (Reason reason : explanation.reasons()) {
                boolean up = reason.contribution() > 0;
                assertEquals(up, reason.code().endsWith("-UP"));
                assertTrue(reason.en().contains(up ? "raises the risk by" : "lowers the risk by"), reason.en());
                assertTrue(reason.zh().contains(up ? "流失风险上升" : "流失风险下降"), reason.zh());
                if (!reason.feature().isEmpty()) {
                    assertWordsOfFeature(reason, features, population, peers);
                }
            }
        }
    }

    private static void assertWordsOfFeature(Reason reason, double[] features, List<double[]> population, Peers peers) {
        int index = FeatureCatalogue.index(reason.feature());
        assertEquals(features[index], reason.value());
        assertEquals(reason.dimension(), FeatureCatalogue.features().get(index).dimension());
        if (Double.isNaN(features[index])) {
            assertTrue(reason.en().contains("no record"), reason.en());
            assertTrue(reason.zh().contains("无记录"), reason.zh());
            return;
        }
        PeerGroup group = peers.groupOf(features);
        double[] recorded = population.stream()
                .filter(other -> group.equals(PeerGroup.EVERYBODY) || isIn(group, other, peers))
                .mapToDouble(other -> other[index])
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double below = (double) Arrays.stream(recorded)
                        .filter(value -> value < features[index])
                        .count()
                / recorded.length;
        assertEquals(below, reason.peer().percentile(), 0.01, reason.en());
    }

    private static boolean isIn(PeerGroup group, double[] other, Peers peers) {
        PeerGroup theirs = peers.groupOf(other);
        return theirs.equals(group) || theirs.parent().equals(group);
    }

    @Test
    void an_explanation_whose_parts_miss_the_score_is_withheld() {
        SplittableRandom random = new SplittableRandom(5);
        List<double[]> population = Graphs.rows(random, 100);
        Scorer scorer = scorer(Graphs.rawTrees(random, 5, 4), Graphs.value(random), population);
        UserRow row = row(population.get(0));
        Score other = scorer.score(row(population.get(1)));
        Withheld withheld = assertInstanceOf(Withheld.class, new Explainer(scorer).explain(row, other, Target.CHURN));
        assertEquals(Withheld.Cause.SUM_FAILED, withheld.cause());
    }

    @Test
    void without_references_or_without_a_score_there_are_no_reasons() {
        SplittableRandom random = new SplittableRandom(6);
        List<double[]> population = Graphs.rows(random, 30);
        LoadedModel bare = new LoadedModel(
                ModelId.unpublished("churn"), Graphs.schema(), Graphs.rawTrees(random, 3, 3), Optional.empty(), "");
        Scorer scorer = new Scorer(bare, Optional.empty(), Optional.empty(), ChurnGrade.Thresholds.defaults());
        UserRow row = row(population.get(0));
        Explainer explainer = new Explainer(scorer);
        assertEquals(
                Withheld.Cause.NO_REFERENCES,
                assertInstanceOf(Withheld.class, explainer.explain(row, scorer.score(row), Target.CHURN))
                        .cause());
        assertEquals(
                Withheld.Cause.NO_SCORE,
                assertInstanceOf(Withheld.class, explainer.explain(row, scorer.score(row), Target.LTV))
                        .cause());
    }

    static Explanation explained(ExplanationResult result, String what) {
        return assertInstanceOf(Explanation.class, result, () -> what + " " + result);
    }

    static UserRow row(double[] features) {
        return new UserRow("u", 20_000, true, false, features, null);
    }

    static Scorer scorer(Graph churn, Graph value, List<double[]> population) {
        return scorer(churn, value, population, References.DEFAULT_ROWS);
    }

    static Scorer scorer(Graph churn, Graph value, List<double[]> population, int rows) {
        double[] scores = population.stream()
                .mapToDouble(row -> churn.evaluate(Row.of(row), churn.workspace())[0])
                .toArray();
        References references = Centroids.of(population, scores, rows);
        return new Scorer(
                model("churn", churn, references),
                Optional.of(model("ltv", value, references)),
                Optional.empty(),
                ChurnGrade.Thresholds.defaults());
    }

    private static LoadedModel model(String name, Graph graph, References references) {
        return new LoadedModel(ModelId.unpublished(name), Graphs.schema(), graph, Optional.of(references), "");
    }
}
