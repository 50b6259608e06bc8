package io.perennial.training.tribuo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.learner.Learned;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tribuo.RealInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.impl.ArrayExample;

/** The published form says what Tribuo says, row by row, missing values and unseen ranges included. */
final class TribuoEqualityTest {

    private static final int ROWS = 10_000;

    @Test
    void xgboost_classifier_is_exported_exactly() {
        Sample sample = Sample.of(1, 4_000);
        assertEqual(
                XgboostTrainer.classifier(
                        sample.rows, sample.churned, sample.weights, XgboostTrainer.Options.defaults(), 1),
                1e-6);
    }

    @Test
    void xgboost_tweedie_is_exported_exactly() {
        Sample sample = Sample.of(2, 4_000);
        assertEqual(
                XgboostTrainer.logOfMean(
                        sample.rows, sample.amounts, sample.weights, XgboostTrainer.Options.defaults(), 1),
                // 80 trees, each rounding a float sum of up to 4 by at most 2^-24 of it.
                80 * 0x1p-24);
    }

    @Test
    void xgboost_mean_is_exported_exactly() {
        Sample sample = Sample.of(3, 4_000);
        assertEqual(
                XgboostTrainer.mean(sample.rows, sample.churned, sample.weights, XgboostTrainer.Options.defaults(), 1),
                1e-6);
    }

    @Test
    void forest_is_exported_exactly() {
        Sample sample = Sample.of(4, 4_000);
        assertEqual(
                ForestTrainer.train(sample.rows, sample.churned, sample.weights, ForestTrainer.Options.defaults(), 1),
                1e-9);
    }

    @Test
    void logistic_regression_is_exported_exactly() {
        Sample sample = Sample.of(5, 4_000);
        assertEqual(
                LogisticTrainer.train(
                        sample.rows, sample.churned, sample.weights, LogisticTrainer.Options.defaults(), 1),
                1e-9);
    }

    @Test
    void rows_kept_as_floats_teach_the_trees_that_examples_teach() {
        Sample sample = Sample.of(6, 4_000);
        Map<String, Object> options = XgboostTrainer.Options.defaults().parameters(XgboostTrainer.CHURN_OBJECTIVE, 1);
        DenseTrainer<Label> trainer = DenseTrainer.classifier(80, options);
        XGBoostModel<Label> byExamples = trainer.train(TribuoRows.churn(sample.rows, sample.churned, sample.weights));
        XGBoostModel<Label> byFloats = trainer.train(new DenseRows<>(
                sample.rows, sample.weights, row -> TribuoRows.outcome(sample.churned[row]), new LabelFactory()));
        String[] names = TribuoRows.names(6);
        for (double[] row : Sample.of(98, 500).rows) {
            ArrayExample<Label> example = TribuoRows.example(row, names, TribuoRows.STAYED, 1);
            assertEquals(
                    byExamples.predict(example).getOutputScores(),
                    byFloats.predict(example).getOutputScores());
        }
        assertEquals(
                byExamples.getFeatureIDMap().size(), byFloats.getFeatureIDMap().size());
        for (int column : new int[] {0, 2, 5}) {
            assertDescribed(byExamples, byFloats, names[column]);
        }
        assertEquals(
                byExamples.getProvenance().getDatasetProvenance().getNumExamples(),
                byFloats.getProvenance().getDatasetProvenance().getNumExamples());
    }

    private static void assertDescribed(XGBoostModel<Label> byExamples, XGBoostModel<Label> byFloats, String name) {
        RealInfo theirs = described(byExamples, name);
        RealInfo ours = described(byFloats, name);
        assertEquals(theirs.getCount(), ours.getCount());
        assertEquals(theirs.getMin(), ours.getMin());
        assertEquals(theirs.getMax(), ours.getMax());
        assertEquals(theirs.getMean(), ours.getMean(), 1e-9 * Math.abs(theirs.getMean()));
        assertEquals(theirs.getVariance(), ours.getVariance(), 1e-9 * theirs.getVariance());
    }

    private static RealInfo described(XGBoostModel<Label> model, String name) {
        return (RealInfo) model.getFeatureIDMap().get(name);
    }

    private static void assertEqual(Learned learned, double tolerance) {
        double[][] rows = Sample.of(99, ROWS).rows;
        double[] ours = learned.predict(rows);
        double[] theirs = learned.origin().orElseThrow().predict(rows);
        double worst = 0;
        for (int i = 0; i < ROWS; i++) {
            worst = Math.max(worst, Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i])));
        }
        assertTrue(worst <= tolerance, "worst relative difference " + worst);
        assertTrue(Arrays.stream(ours).distinct().count() > 10, "the model says the same for everybody");
        assertEquals(ROWS, theirs.length);
    }

    /** Rows with a known signal in column 0, missing values in column 1, a constant and an empty column. */
    @SuppressWarnings("ArrayRecordComponent") // Columns of numbers, never compared.
    record Sample(double[][] rows, double[] churned, double[] amounts, double[] weights) {
        static Sample of(long seed, int size) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] rows = new double[size][6];
            double[] churned = new double[size];
            double[] amounts = new double[size];
            double[] weights = new double[size];
            for (int i = 0; i < size; i++) {
                rows[i][0] = random.nextDouble() * 100;
                rows[i][1] = random.nextDouble() < 0.3 ? Double.NaN : random.nextInt(20);
                rows[i][2] = Math.exp(random.nextDouble() * 8);
                rows[i][3] = 7;
                rows[i][4] = Double.NaN;
                rows[i][5] = random.nextDouble() - 0.5;
                double p = 1 / (1 + Math.exp(-(rows[i][0] - 50) / 15));
                churned[i] = random.nextDouble() < p ? 1 : 0;
                amounts[i] = (1 + random.nextDouble()) * (100 - rows[i][0]);
                weights[i] = 0.2 + random.nextDouble();
            }
            return new Sample(rows, churned, amounts, weights);
        }
    }
}
