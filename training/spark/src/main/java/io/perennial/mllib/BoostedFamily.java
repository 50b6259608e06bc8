package io.perennial.mllib;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Tree;
import io.perennial.scoring.graph.Trees;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.learner.Learned;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.ml.tree.Node;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gradient boosted trees by MLlib on filled, flagged columns. Every round sees all rows: which a share of them would be
 * depends on how they are partitioned.
 *
 * @param rounds   trees
 * @param depth    longest way to a leaf
 * @param rate     shrinkage
 * @param bins     most cuts tried of a column, plus one
 * @param leastRows least rows in a leaf
 */
record BoostedFamily(int rounds, int depth, double rate, int bins, int leastRows) implements Family {

    /** MLlib's loss is {@code 2 log(1 + exp(-2 y F))}, so that its margin F is half the log-odds. */
    private static final double LOG_ODDS = 2;

    static BoostedFamily defaults() {
        return new BoostedFamily(60, 4, 0.15, 32, 20);
    }

    @Override
    public String word() {
        return "gbt";
    }

    @Override
    public String description() {
        return rounds + " rounds of gradient boosted trees of depth " + depth + " by Spark MLlib";
    }

    @Override
    public ChurnScore.Unit unit() {
        return ChurnScore.Unit.LOG_ODDS;
    }

    @Override
    public Columns columns(double[][] rows) {
        return Columns.filled(rows);
    }

    @Override
    public Learned fit(Dataset<Row> instances, PortionCount portion, Context context) {
        GBTClassificationModel model = new GBTClassifier()
                .setLabelCol(Instances.CHURNED)
                .setWeightCol(Instances.WEIGHT)
                .setFeaturesCol(Instances.FEATURES)
                .setMaxIter(rounds)
                .setMaxDepth(depth)
                .setStepSize(rate)
                .setMaxBins(bins)
                .setMinInstancesPerNode(leastRows)
                .setSeed(context.seed())
                .fit(instances);
        Trees trees = trees(model);
        return new Fitted(
                context.columns(),
                draft -> draft.add(new Trees(
                        draft.features(),
                        trees.forest(),
                        trees.comparison(),
                        trees.precision(),
                        trees.base(),
                        trees.combine())),
                row -> LOG_ODDS * model.predictRaw(row).apply(1),
                model.toDebugString());
    }

    private static Trees trees(GBTClassificationModel model) {
        List<Tree> trees = new ArrayList<>();
        for (int t = 0; t < model.getNumTrees(); t++) {
            trees.add(tree(model.trees()[t].rootNode(), LOG_ODDS * model.treeWeights()[t]));
        }
        return new Trees(
                0, Forest.of(trees), Trees.Comparison.LESS_OR_EQUAL, Trees.Precision.DOUBLE, 0, Trees.Combine.SUM);
    }

    /** Covers are the weights MLlib counted; nothing is missing, so that no side is its default. */
    private static Tree tree(Node node, double factor) {
        double cover = node.impurityStats().count();
        if (node instanceof InternalNode split) {
            ContinuousSplit question = (ContinuousSplit) split.split();
            return new Tree.Split(
                    question.featureIndex(),
                    question.threshold(),
                    true,
                    cover,
                    tree(split.leftChild(), factor),
                    tree(split.rightChild(), factor));
        }
        return new Tree.Leaf(factor * node.prediction(), cover);
    }
}
