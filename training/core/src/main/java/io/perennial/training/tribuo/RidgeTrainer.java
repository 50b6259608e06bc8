package io.perennial.training.tribuo;

import de.bwaldvogel.liblinear.Model;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Linear;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.Optional;
import org.tribuo.classification.Label;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.common.liblinear.LibLinearModel;

/**
 * Logistic regression with a penalty on the squares of its weights, by Tribuo and LIBLINEAR (Fan and others 2008). A
 * column made smaller is penalised more, so that the scale of a column says how much is believed of it beforehand.
 */
public final class RidgeTrainer {

    private static final int ITERATIONS = 1000;
    private static final double TOLERANCE = 0.001;

    private RidgeTrainer() {}

    /**
     * Learns the log-odds of churn; needs both classes. Rows weigh 1 each, and so does half the sum of the squares of
     * the weights.
     *
     * @param rows no value is missing
     */
    public static Learned train(double[][] rows, double[] churned, long seed) {
        double[] weights = new double[rows.length];
        Arrays.fill(weights, 1);
        LibLinearModel<Label> model = new LibLinearClassificationTrainer(
                        new LinearClassificationType(LinearType.L2R_LR), 1, ITERATIONS, TOLERANCE, seed)
                .train(TribuoRows.churn(sparse(rows), churned, weights));
        return new Ridge(linear(model, rows[0].length), model);
    }

    /** Zeros say nothing to a linear model, and Tribuo leaves out what is missing. */
    private static double[][] sparse(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> x == 0 ? Double.NaN : x).toArray())
                .toArray(double[][]::new);
    }

    /** LIBLINEAR keeps one weight a feature, in the order of Tribuo's ids, then the bias. */
    private static Linear linear(LibLinearModel<Label> model, int width) {
        Model inner = model.getInnerModels().get(0);
        int churned = model.getOutputIDInfo().getID(TribuoRows.CHURNED);
        double sign = inner.getLabels()[0] == churned ? 1 : -1;
        int[] columns = TribuoRows.columns(model.getFeatureIDMap());
        double[] found = inner.getFeatureWeights();
        double[] weights = new double[width];
        double bias = sign * found[columns.length];
        for (int id = 0; id < columns.length; id++) {
            if (columns[id] < 0) {
                bias += sign * found[id];
            } else {
                weights[columns[id]] = sign * found[id];
            }
        }
        return new Linear(0, Doubles.of(weights), bias);
    }

    private record Ridge(Linear linear, LibLinearModel<Label> model) implements Learned {

        @Override
        public int addTo(ModelDraft draft) {
            return draft.add(new Linear(draft.features(), linear.weights(), linear.bias()));
        }

        @Override
        public Optional<Origin> origin() {
            return Optional.of(new TribuoOrigin<Label>(
                    model,
                    TribuoRows.STAYED,
                    RidgeTrainer::sparse,
                    prediction -> LogisticTrainer.logOdds(
                            prediction.getOutputScores().get("churned").getScore(),
                            prediction.getOutputScores().get("stayed").getScore()),
                    LogisticTrainer.DOUBLES));
        }
    }
}
