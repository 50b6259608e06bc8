package io.perennial.training.tribuo;

import io.perennial.scoring.graph.Trees;
import io.perennial.training.learner.Learned;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/** Gradient boosted trees by Tribuo and XGBoost: missing values take the side that training found best. */
public final class XgboostTrainer {

    /** What a classifier minimises: a softmax over the two outcomes, the only objective Tribuo trains one by. */
    public static final String CHURN_OBJECTIVE = "multi:softprob";

    /**
     * Hyper-parameters.
     *
     * @param rounds      boosting rounds; a classifier grows two trees each
     * @param depth       longest way to a leaf
     * @param rate        shrinkage
     * @param leastWeight least sum of second derivatives in a leaf
     * @param rowShare    share of rows a round sees
     * @param columnShare share of columns a tree sees
     * @param ridge       L2 penalty on leaf values
     */
    public record Options(
            int rounds, int depth, double rate, double leastWeight, double rowShare, double columnShare, double ridge) {

        /** What is used unless stated. */
        public static Options defaults() {
            return new Options(80, 4, 0.08, 5, 0.8, 0.5, 5);
        }

        /** The same in XGBoost's own words. Threads are fixed: another count adds floats in another order. */
        public Map<String, Object> parameters(String objective, long seed) {
            Map<String, Object> parameters = new HashMap<>(common(objective, seed));
            if (objective.equals(CHURN_OBJECTIVE)) {
                parameters.put("num_class", 2);
            }
            return parameters;
        }

        private Map<String, Object> common(String objective, long seed) {
            return Map.ofEntries(
                    Map.entry("objective", objective),
                    Map.entry("booster", "gbtree"),
                    Map.entry("tree_method", "hist"),
                    Map.entry("max_bin", 64),
                    Map.entry("max_depth", depth),
                    Map.entry("eta", rate),
                    Map.entry("min_child_weight", leastWeight),
                    Map.entry("subsample", rowShare),
                    Map.entry("colsample_bytree", columnShare),
                    Map.entry("lambda", ridge),
                    Map.entry("nthread", 1),
                    // Amounts come divided by their mean, so that the first guess is 1 and its margin exactly 0.
                    Map.entry("base_score", objective.equals(RegressionType.TWEEDIE.paramName) ? 1.0 : 0.5),
                    Map.entry("verbosity", 0),
                    Map.entry("seed", (int) seed));
        }
    }

    private XgboostTrainer() {}

    /** Learns the log-odds of churn; needs both classes. */
    public static Learned classifier(double[][] rows, double[] churned, double[] weights, Options options, long seed) {
        XGBoostModel<Label> model = DenseTrainer.classifier(options.rounds(), options.parameters(CHURN_OBJECTIVE, seed))
                .train(new DenseRows<>(rows, weights, i -> TribuoRows.outcome(churned[i]), new LabelFactory()));
        Trees trees = XgboostExport.difference(
                model.getInnerModels().get(0),
                TribuoRows.columns(model.getFeatureIDMap()),
                model.getOutputIDInfo().getID(TribuoRows.CHURNED));
        return new Boosted(
                trees.covered(rows, weights),
                new TribuoOrigin<>(
                        model,
                        TribuoRows.STAYED,
                        UnaryOperator.identity(),
                        prediction -> LogisticTrainer.logOdds(
                                prediction.getOutputScores().get("churned").getScore(),
                                prediction.getOutputScores().get("stayed").getScore()),
                        tolerance(trees)));
    }

    /**
     * Learns the logarithm of a mean amount, by Tweedie deviance with a log link; amounts are not negative and not all
     * zero. They are divided by their mean first: XGBoost adds floats, and near 0 those are finest.
     */
    public static Learned logOfMean(double[][] rows, double[] amounts, double[] weights, Options options, long seed) {
        double mean = Arrays.stream(amounts).average().orElseThrow();
        double[] relative = Arrays.stream(amounts).map(amount -> amount / mean).toArray();
        XGBoostModel<Regressor> model = regression(RegressionType.TWEEDIE, rows, relative, weights, options, seed);
        double level = StrictMath.log(mean);
        return boosted(model, level, rows, weights, prediction -> StrictMath.log(prediction) + level);
    }

    /** Learns the mean of a number by squared error. */
    public static Learned mean(double[][] rows, double[] numbers, double[] weights, Options options, long seed) {
        XGBoostModel<Regressor> model = regression(RegressionType.LINEAR, rows, numbers, weights, options, seed);
        double base = XgboostExport.baseScore(model.getInnerModels().get(0));
        return boosted(model, base, rows, weights, prediction -> prediction);
    }

    private static XGBoostModel<Regressor> regression(
            RegressionType type, double[][] rows, double[] numbers, double[] weights, Options options, long seed) {
        return DenseTrainer.regression(type, options.rounds(), options.parameters(type.paramName, seed))
                .train(new DenseRows<>(rows, weights, i -> TribuoRows.amount(numbers[i]), new RegressionFactory()));
    }

    private static Learned boosted(
            XGBoostModel<Regressor> model, double base, double[][] rows, double[] weights, DoubleUnaryOperator link) {
        Trees trees =
                XgboostExport.sum(model.getInnerModels().get(0), TribuoRows.columns(model.getFeatureIDMap()), base);
        return new Boosted(
                trees.covered(rows, weights),
                new TribuoOrigin<>(
                        model,
                        new Regressor(TribuoRows.VALUE, 0),
                        UnaryOperator.identity(),
                        prediction -> link.applyAsDouble(prediction.getOutput().getValues()[0]),
                        tolerance(trees)));
    }

    /** XGBoost adds floats: each tree may cost half a unit in the last place of the sum, 2^-24 of it. */
    static double tolerance(Trees trees) {
        return Math.max(1e-6, trees.forest().treeCount() * 0x1p-24);
    }
}
