package io.perennial.training.tribuo;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Scale;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Preparation;
import java.util.Optional;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;

/** Logistic regression by Tribuo: columns filled, flagged, logged and standardised; the margin is the log-odds of churn. */
public final class LogisticTrainer {

    /**
     * Hyper-parameters.
     *
     * @param epochs   passes over the rows
     * @param rate     AdaGrad's learning rate
     * @param miniBatch rows a gradient
     */
    public record Options(int epochs, double rate, int miniBatch) {
        /** What is used unless stated. */
        public static Options defaults() {
            return new Options(8, 0.05, 16);
        }
    }

    /** Tribuo adds doubles as we do, in another order. */
    static final double DOUBLES = 1e-8;

    private LogisticTrainer() {}

    /** Learns the log-odds of churn; needs both classes and one column that varies. */
    public static Learned train(double[][] rows, double[] churned, double[] weights, Options options, long seed) {
        Preparation preparation = Preparation.of(rows);
        double[][] logged = preparation.logged(rows);
        Scale scale = Preparation.scale(0, logged);
        double[][] scaled = Preparation.scaled(logged, scale);
        LinearSGDTrainer trainer = new LinearSGDTrainer(
                new LogMulticlass(),
                new AdaGrad(options.rate()),
                options.epochs(),
                Integer.MAX_VALUE,
                options.miniBatch(),
                seed);
        LinearSGDModel model = trainer.train(TribuoRows.churn(scaled, churned, weights));
        return new Logistic(preparation, scale, linear(model, preparation.width()), model);
    }

    /** The two classes' weights as one difference; the model's last column is its own bias. */
    private static Linear linear(LinearSGDModel model, int width) {
        DenseMatrix matrix = model.getWeightsCopy();
        int churned = model.getOutputIDInfo().getID(TribuoRows.CHURNED);
        int[] columns = TribuoRows.columns(model.getFeatureIDMap());
        double[] weights = new double[width];
        double bias = 0;
        for (int j = 0; j <= columns.length; j++) {
            double difference = matrix.get(churned, j) - matrix.get(1 - churned, j);
            if (j == columns.length || columns[j] < 0) {
                bias += difference;
            } else {
                weights[columns[j]] = difference;
            }
        }
        return new Linear(0, Doubles.of(weights), bias);
    }

    private record Logistic(Preparation preparation, Scale scale, Linear linear, LinearSGDModel model)
            implements Learned {

        @Override
        public int addTo(ModelDraft draft) {
            int logged = preparation.addLogged(draft);
            int scaled = draft.add(new Scale(logged, scale.mean(), scale.sd()));
            return draft.add(new Linear(scaled, linear.weights(), linear.bias()));
        }

        @Override
        public Optional<Origin> origin() {
            return Optional.of(new TribuoOrigin<Label>(
                    model,
                    TribuoRows.STAYED,
                    features -> Preparation.scaled(preparation.logged(features), scale),
                    prediction -> logOdds(
                            prediction.getOutputScores().get("churned").getScore(),
                            prediction.getOutputScores().get("stayed").getScore()),
                    DOUBLES));
        }
    }

    static double logOdds(double churned, double stayed) {
        return StrictMath.log(churned) - StrictMath.log(stayed);
    }
}
