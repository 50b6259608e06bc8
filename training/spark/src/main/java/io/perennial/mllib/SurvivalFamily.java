package io.perennial.mllib;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Linear;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import org.apache.spark.ml.regression.AFTSurvivalRegression;
import org.apache.spark.ml.regression.AFTSurvivalRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Accelerated failure time with Weibull times by MLlib (Wei 1992): what is survived is silence. The time is that until
 * the first active event of the outcome window, censored where the window ends without one, and whoever is silent to
 * its end has churned: {@code P(churn) = S(h) = exp(-(h / lambda)^(1 / sigma))} with {@code log lambda} linear in the
 * columns. MLlib knows no weights here, so users seen on more days count for more.
 *
 * @param iterations most steps of L-BFGS
 */
record SurvivalFamily(int iterations) implements Family {

    static SurvivalFamily defaults() {
        return new SurvivalFamily(100);
    }

    @Override
    public String word() {
        return "aft";
    }

    @Override
    public String description() {
        return "Weibull survival regression of the days until a user is active again, by Spark MLlib";
    }

    @Override
    public ChurnScore.Unit unit() {
        return ChurnScore.Unit.SHARE;
    }

    @Override
    public Columns columns(double[][] rows) {
        return Columns.standardised(rows);
    }

    @Override
    public Learned fit(Dataset<Row> instances, PortionCount portion, Context context) {
        AFTSurvivalRegressionModel model = new AFTSurvivalRegression()
                .setLabelCol(Instances.DAYS)
                .setCensorCol(Instances.SEEN)
                .setFeaturesCol(Instances.FEATURES)
                .setMaxIter(iterations)
                .fit(instances);
        NotFitted.requireFinite(model.coefficients(), model.intercept() / model.scale());
        double horizon = context.horizonDays();
        double sigma = model.scale();
        return new Fitted(
                context.columns(),
                draft -> survival(draft, model, StrictMath.log(horizon)),
                row -> StrictMath.exp(-StrictMath.pow(horizon / model.predict(row), 1 / sigma)),
                "intercept " + model.intercept() + "\nsigma " + sigma + "\ncoefficients " + model.coefficients()
                        + "\n");
    }

    /** {@code exp(-exp((log h - log lambda) / sigma))}. */
    private static int survival(ModelDraft draft, AFTSurvivalRegressionModel model, double logHorizon) {
        double sigma = model.scale();
        double[] slopes = Arrays.stream(model.coefficients().toArray())
                .map(slope -> -slope / sigma)
                .toArray();
        int logHazard =
                draft.add(new Linear(draft.features(), Doubles.of(slopes), (logHorizon - model.intercept()) / sigma));
        int hazard = draft.add(Dense.apply(logHazard, 1, Activation.EXP));
        return draft.add(new Dense(hazard, Doubles.of(-1), Doubles.zeros(1), Activation.EXP));
    }
}
