package io.perennial.training.tribuo;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Tree;
import io.perennial.scoring.graph.Trees;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Preparation;
import java.util.List;
import java.util.Optional;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;

/** A random forest by Tribuo: the learned number is the trees' mean share of churners, in [0, 1]. */
public final class ForestTrainer {

    /**
     * Hyper-parameters.
     *
     * @param trees          number of trees
     * @param depth          longest way to a leaf
     * @param leastLeaf      least weight of a leaf
     * @param featureShare   share of columns a split looks at
     */
    public record Options(int trees, int depth, float leastLeaf, float featureShare) {
        /** What is used unless stated. */
        public static Options defaults() {
            return new Options(30, 8, 5, 0.25f);
        }
    }

    private ForestTrainer() {}

    /** Learns the share of churners; needs both classes and one column that varies. */
    public static Learned train(double[][] rows, double[] churned, double[] weights, Options options, long seed) {
        Preparation preparation = Preparation.of(rows);
        double[][] imputed = preparation.imputed(rows);
        CARTClassificationTrainer tree = new CARTClassificationTrainer(
                options.depth(), options.leastLeaf(), 0, options.featureShare(), new GiniIndex(), seed);
        RandomForestTrainer<Label> trainer =
                new RandomForestTrainer<>(tree, new FullyWeightedVotingCombiner(), options.trees(), seed);
        WeightedEnsembleModel<Label> model =
                (WeightedEnsembleModel<Label>) trainer.train(TribuoRows.churn(imputed, churned, weights));
        return new RandomForest(preparation, trees(model).covered(imputed, weights), model);
    }

    private static Trees trees(WeightedEnsembleModel<Label> model) {
        int[] columns = TribuoRows.columns(model.getFeatureIDMap());
        List<Tree> trees = model.getModels().stream()
                .map(member -> tree(((TreeModel<Label>) member).getRoot(), columns))
                .toList();
        return new Trees(
                0, Forest.of(trees), Trees.Comparison.LESS_OR_EQUAL, Trees.Precision.DOUBLE, 0, Trees.Combine.AVERAGE);
    }

    private static Tree tree(Node<Label> node, int[] columns) {
        if (node instanceof SplitNode<Label> split) {
            Tree yes = tree(split.getLessThanOrEqual(), columns);
            int column = columns[split.getFeatureID()];
            // No split on the constant column can tell rows apart; were there one, every row says 1.
            return column < 0 && 1 > split.splitValue()
                    ? tree(split.getGreaterThan(), columns)
                    : column < 0
                            ? yes
                            : new Tree.Split(
                                    column, split.splitValue(), true, 1, yes, tree(split.getGreaterThan(), columns));
        }
        LeafNode<Label> leaf = (LeafNode<Label>) node;
        Label share = leaf.getDistribution().get("churned");
        return new Tree.Leaf(share == null ? 0 : share.getScore(), 1);
    }

    private record RandomForest(Preparation preparation, Trees trees, WeightedEnsembleModel<Label> model)
            implements Learned {

        @Override
        public int addTo(ModelDraft draft) {
            int imputed = preparation.addImputed(draft);
            return draft.add(new Trees(
                    imputed, trees.forest(), trees.comparison(), trees.precision(), trees.base(), trees.combine()));
        }

        @Override
        public Optional<Origin> origin() {
            return Optional.of(new TribuoOrigin<>(
                    model,
                    TribuoRows.STAYED,
                    preparation::imputed,
                    prediction -> prediction.getOutputScores().get("churned").getScore(),
                    LogisticTrainer.DOUBLES));
        }
    }
}
