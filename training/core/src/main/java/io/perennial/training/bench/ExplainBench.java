package io.perennial.training.bench;

import io.perennial.command.Machine;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.counterfactual.Counterfactual;
import io.perennial.scoring.counterfactual.CounterfactualSearch;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.TreeShap;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Quantile;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.graph.Trees;
import io.perennial.scoring.graph.Workspace;
import io.perennial.scoring.model.Centroids;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.model.References;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Explanations of single rows: TreeSHAP beside XGBoost's own, and the whole explanation of a churn score. */
final class ExplainBench {

    /** The most our TreeSHAP may take of XGBoost's time. */
    private static final double TREE_SHAP_BAR = 1.0;

    /** The most an explanation may take, nanoseconds. */
    private static final double EXPLANATION_BAR = 10e6;

    /** The most that 19 of 20 searches for the smallest change may take, nanoseconds. */
    private static final double CHANGE_BAR = 200e6;

    private static final double NEARLY_ALL = 0.95;

    private static final double TREE_SHAP_TOLERANCE = 1e-5;
    private static final double SHAPLEY_TOLERANCE = 1e-9;
    private static final long SEED = 1;
    private static final int AS_OF = 20_000;

    /** How much is measured. */
    record Size(
            int learned,
            int trees,
            int depth,
            int rows,
            int byDefinition,
            Pace shapPace,
            Pace explainPace,
            Pace changePace) {
        static Size full() {
            return new Size(
                    20_000, 300, 6, 1_000, 10, new Pace(500, 40, 25), new Pace(500, 40, 25), new Pace(100, 40, 10));
        }
    }

    private final Size size;
    private final Consumer<String> progress;

    ExplainBench(Size size, Consumer<String> progress) {
        this.size = size;
        this.progress = progress;
    }

    Report run() {
        Machine machine = Machine.here();
        ChurnRows labelled = ChurnRows.of(size.learned(), SEED);
        NativeTrees library = NativeTrees.learn(labelled, size.trees(), size.depth(), progress);
        progress.accept("timing TreeSHAP: " + size.shapPace());
        Finding shap = treeShap(labelled, library);
        progress.accept("timing explanations: " + size.explainPace());
        LoadedModel model = model(labelled, library.trees());
        Scorer scorer = new Scorer(model, Optional.empty(), Optional.empty(), ChurnGrade.Thresholds.defaults());
        UserRow[] users = Arrays.stream(labelled.features(), 0, size.rows())
                .map(features -> new UserRow("user", AS_OF, true, false, features, null))
                .toArray(UserRow[]::new);
        Finding explanation = explanation(model, scorer, users);
        progress.accept("timing smallest changes: " + size.changePace());
        Finding change = smallestChange(scorer, users);
        return new Report(
                "perennial bench explain",
                machine,
                List.of(
                        library + ", learned on " + size.learned() + " rows; one thread, " + size.shapPace(),
                        "An explanation is everything the server answers: baseline, context, seven dimensions against "
                                + References.DEFAULT_ROWS + " references, the check of the sum, TreeSHAP and reasons"),
                List.of(shap, explanation, change));
    }

    private Finding treeShap(ChurnRows labelled, NativeTrees library) {
        TreeShap shap = new TreeShap(library.trees());
        float[][] floats = NativeTrees.floats(labelled.features());
        double difference = 0;
        for (int i = 0; i < size.rows(); i++) {
            double[] ours = shap.contributions(labelled.features()[i]);
            float[] theirs = library.contributions(floats[i]);
            difference = Math.max(difference, Math.abs(shap.baseline() - theirs[ours.length]));
            for (int column = 0; column < ours.length; column++) {
                difference = Math.max(difference, Math.abs(ours[column] - theirs[column]));
            }
        }
        Duel duel = Duel.run(
                row -> shap.contributions(labelled.features()[row])[0],
                row -> library.contributions(floats[row])[0],
                size.rows(),
                size.shapPace());
        return new Finding(
                "TreeSHAP of " + size.trees() + " trees of depth " + size.depth(),
                "in doubles",
                "a new DMatrix and predictContrib, nthread 1",
                duel.ours(),
                Optional.of(duel.theirs()),
                TREE_SHAP_BAR,
                difference,
                TREE_SHAP_TOLERANCE);
    }

    private Finding explanation(LoadedModel model, Scorer scorer, UserRow[] users) {
        Explainer explainer = new Explainer(scorer);
        Score[] scores = Arrays.stream(users).map(scorer::score).toArray(Score[]::new);
        ShapleyByDefinition definition = new ShapleyByDefinition(
                model.graph(), model.references().orElseThrow().rows());
        double difference = 0;
        for (int i = 0; i < size.byDefinition(); i++) {
            Explanation explained = explained(explainer.explain(users[i], scores[i], Target.CHURN));
            difference = Math.max(difference, definition.difference(users[i].features(), explained));
        }
        Duel.Solo times = Duel.alone(
                row -> explained(explainer.explain(users[row], scores[row], Target.CHURN))
                        .context(),
                size.rows(),
                size.explainPace());
        return new Finding(
                "context + seven dimensions, " + References.DEFAULT_ROWS + " references",
                "the whole explanation",
                "the definition of Shapley's value over all 128 coalitions",
                times.wall(),
                Optional.of(times.cpu()),
                Optional.empty(),
                EXPLANATION_BAR,
                difference,
                SHAPLEY_TOLERANCE);
    }

    /** The smallest change that makes a user's grade milder, as the page of every user asks for it. */
    private Finding smallestChange(Scorer scorer, UserRow[] users) {
        double difference = 0;
        for (UserRow user : users) {
            if (milder(scorer, user) instanceof Counterfactual.Smallest found) {
                double[] moved = user.features().clone();
                found.moves().forEach(move -> moved[move.lever().column()] = move.to());
                difference = Math.max(difference, Math.abs(found.to() - probability(scorer, user.withFeatures(moved))));
            }
        }
        Duel.Solo times = Duel.alone(row -> milder(scorer, users[row]).from(), size.rows(), size.changePace());
        return new Finding(
                "smallest change to a milder grade, 19 of 20",
                "found by branch and bound, and proved",
                "the score of the changed row",
                times.wall(),
                Optional.of(times.cpu()),
                Optional.empty(),
                NEARLY_ALL,
                CHANGE_BAR,
                difference,
                0);
    }

    private static Counterfactual milder(Scorer scorer, UserRow user) {
        double goal = scorer.grades().milderThan(probability(scorer, user));
        return CounterfactualSearch.below(goal, scorer, user);
    }

    private static double probability(Scorer scorer, UserRow user) {
        return scorer.score(user).churn().orElseThrow().probability();
    }

    private static Explanation explained(ExplanationResult result) {
        if (result instanceof Explanation explanation) {
            return explanation;
        }
        throw new IllegalStateException("no explanation: " + result);
    }

    private static LoadedModel model(ChurnRows labelled, Trees trees) {
        Graph graph = graph(trees);
        Workspace room = graph.workspace();
        double[] scores = Arrays.stream(labelled.features())
                .mapToDouble(row -> graph.evaluate(Row.of(row), room)[0])
                .toArray();
        References references = Centroids.of(Arrays.asList(labelled.features()), scores, References.DEFAULT_ROWS);
        return new LoadedModel(ModelId.unpublished("churn"), schema(), graph, Optional.of(references), "");
    }

    private static Graph graph(Trees trees) {
        GraphBuilder graph = new GraphBuilder();
        graph.add(new Input(Input.Source.FEATURES, ChurnRows.WIDTH));
        int churn = graph.add(new Sigmoid(graph.add(trees), 1, 0));
        int low = graph.add(new Quantile(churn, Doubles.of(0, 1), Doubles.of(0, 0.9)));
        int high = graph.add(new Quantile(churn, Doubles.of(0, 1), Doubles.of(0.1, 1)));
        return graph.output(Outputs.CHURN_PROBABILITY, churn)
                .output(Outputs.CHURN_LOW, low)
                .output(Outputs.CHURN_HIGH, high)
                .build();
    }

    private static FeatureSchema schema() {
        LogDefinition log = new LogDefinition(ZoneId.of("UTC"), "EUR", EnumSet.allOf(EventKind.class));
        return new FeatureSchema(
                new FeatureContext(log, new ChurnRule(Set.of(EventKind.VISIT), 180)),
                new OutcomeWindow(3, 90),
                ValueRule.defaults());
    }
}
