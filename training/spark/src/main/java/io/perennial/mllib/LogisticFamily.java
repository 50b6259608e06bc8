package io.perennial.mllib;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Linear;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.learner.Learned;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Logistic regression by MLlib, L-BFGS to convergence on logged, standardised columns.
 *
 * @param ridge      L2 penalty as if so many users had said that no column matters
 * @param iterations most steps of L-BFGS
 */
record LogisticFamily(double ridge, int iterations) implements Family {

    static LogisticFamily defaults() {
        return new LogisticFamily(20, 100);
    }

    @Override
    public String word() {
        return "logistic";
    }

    @Override
    public String description() {
        return "logistic regression by Spark MLlib on logged, standardised features, ridge of " + ridge;
    }

    @Override
    public ChurnScore.Unit unit() {
        return ChurnScore.Unit.LOG_ODDS;
    }

    @Override
    public Columns columns(double[][] rows) {
        return Columns.standardised(rows);
    }

    @Override
    public Learned fit(Dataset<Row> instances, PortionCount portion, Context context) {
        LogisticRegressionModel model = new LogisticRegression()
                .setLabelCol(Instances.CHURNED)
                .setWeightCol(Instances.WEIGHT)
                .setFeaturesCol(Instances.FEATURES)
                .setFamily("binomial")
                .setStandardization(false) // The columns are; a second time would undo what the penalty means.
                .setRegParam(ridge / portion.users()) // MLlib's loss is a mean over weight, and a user weighs 1.
                .setMaxIter(iterations)
                .setTol(1e-9)
                .fit(instances);
        double[] slopes = NotFitted.requireFinite(model.coefficients(), model.intercept());
        Linear margin = new Linear(0, Doubles.of(slopes), model.intercept());
        return new Fitted(
                context.columns(),
                draft -> draft.add(new Linear(draft.features(), margin.weights(), margin.bias())),
                row -> model.predictRaw(row).apply(1),
                "intercept " + model.intercept() + "\ncoefficients " + model.coefficients() + "\n");
    }
}
