package io.perennial.training.tribuo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Tree;
import io.perennial.scoring.graph.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Reads a booster's own JSON into our trees: floats stay floats, missing values keep their default side, covers are
 * the booster's own.
 */
public final class XgboostExport {

    /** Where the second derivatives of a node have vanished. */
    private static final double LEAST_COVER = 1e-16;

    private XgboostExport() {}

    /**
     * A two-class softmax booster as one margin: the trees of the positive class, less those of the other.
     *
     * @param columns  our column of each of the booster's features, -1 for the constant
     * @param positive index of the class whose log-odds the margin is
     */
    static Trees difference(Booster booster, int[] columns, int positive) {
        JsonNode model = model(booster);
        List<Tree> trees = new ArrayList<>();
        for (int t = 0; t < model.path("trees").size(); t++) {
            boolean ours = model.path("tree_info").get(t).asInt() == positive;
            trees.add(tree(model.path("trees").get(t), 0, columns, ours ? 1 : -1));
        }
        return xgboost(trees, 0);
    }

    /**
     * A booster of one output as one margin.
     *
     * @param columns our column of each of the booster's features, -1 for the constant
     * @param base    the margin before the first tree
     */
    public static Trees sum(Booster booster, int[] columns, double base) {
        List<Tree> trees = new ArrayList<>();
        for (JsonNode tree : model(booster).path("trees")) {
            trees.add(tree(tree, 0, columns, 1));
        }
        return xgboost(trees, base);
    }

    /** The base score as the booster stores it: of an amount, before the link. */
    static double baseScore(Booster booster) {
        String text = json(booster)
                .path("learner")
                .path("learner_model_param")
                .path("base_score")
                .asText();
        return Double.parseDouble(text.replaceAll("[\\[\\]]", ""));
    }

    private static Trees xgboost(List<Tree> trees, double base) {
        return new Trees(0, Forest.of(trees), Trees.Comparison.LESS, Trees.Precision.FLOAT, base, Trees.Combine.SUM);
    }

    private static Tree tree(JsonNode tree, int node, int[] columns, int sign) {
        int left = tree.path("left_children").get(node).asInt();
        double number = (float) tree.path("split_conditions").get(node).asDouble();
        double cover = Math.max(LEAST_COVER, tree.path("sum_hessian").get(node).asDouble());
        if (left < 0) {
            return new Tree.Leaf(sign * number, cover);
        }
        Tree yes = tree(tree, left, columns, sign);
        Tree no = tree(tree, tree.path("right_children").get(node).asInt(), columns, sign);
        int column = columns[tree.path("split_indices").get(node).asInt()];
        if (column < 0) {
            return 1 < number ? yes : no; // The constant column says 1 for every row.
        }
        boolean missingLeft = tree.path("default_left").get(node).asInt() == 1;
        return new Tree.Split(column, number, missingLeft, cover, yes, no);
    }

    private static JsonNode model(Booster booster) {
        return json(booster).path("learner").path("gradient_booster").path("model");
    }

    private static JsonNode json(Booster booster) {
        try {
            return new ObjectMapper().readTree(booster.toByteArray("json"));
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost can't write its model", e);
        } catch (IOException e) {
            throw new UncheckedIOException("XGBoost's own JSON can't be read", e);
        } finally {
            // Its finalizer frees the native model, and nothing else keeps it while the native code reads from it.
            Reference.reachabilityFence(booster);
        }
    }
}
