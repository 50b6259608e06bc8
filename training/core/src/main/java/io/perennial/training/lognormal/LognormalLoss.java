package io.perennial.training.lognormal;

import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * {@link ZeroInflatedLognormal} as Deeplearning4j wants a loss. The layer must be linear: the three numbers are its sums
 * before any activation. A mask of labels is the weight of each row.
 */
final class LognormalLoss implements ILossFunction {

    private static final long serialVersionUID = 1L;

    @Override
    public double computeScore(INDArray labels, INDArray sums, IActivation activation, INDArray mask, boolean average) {
        double total =
                computeScoreArray(labels, sums, activation, mask).sumNumber().doubleValue();
        return average ? total / labels.size(0) : total;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray sums, IActivation activation, INDArray mask) {
        double[][] heads = sums.toDoubleMatrix();
        double[] weights = weights(mask, heads.length);
        double[][] losses = new double[heads.length][1];
        for (int i = 0; i < heads.length; i++) {
            losses[i][0] = weights[i] * ZeroInflatedLognormal.loss(heads[i], labels.getDouble(i, 0));
        }
        return Nd4j.createFromArray(losses);
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray sums, IActivation activation, INDArray mask) {
        double[][] heads = sums.toDoubleMatrix();
        double[] weights = weights(mask, heads.length);
        double[][] gradients = new double[heads.length][];
        for (int i = 0; i < heads.length; i++) {
            double weight = weights[i];
            gradients[i] = Arrays.stream(ZeroInflatedLognormal.gradient(heads[i], labels.getDouble(i, 0)))
                    .map(slope -> weight * slope)
                    .toArray();
        }
        return Nd4j.createFromArray(gradients);
    }

    private static double[] weights(INDArray mask, int rows) {
        if (mask != null) {
            return mask.dup().data().asDouble();
        }
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray sums, IActivation activation, INDArray mask, boolean average) {
        return Pair.of(
                computeScore(labels, sums, activation, mask, average), computeGradient(labels, sums, activation, mask));
    }

    @Override
    public String name() {
        return "zero_inflated_lognormal";
    }
}
