package io.perennial.training.lognormal;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.training.learner.ModelDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Two layers of tanh units under the three numbers of a {@link ZeroInflatedLognormal}. The only class beside the loss
 * that knows Deeplearning4j; doubles throughout, so that it can be equalled.
 */
final class LognormalNetwork {

    private static final org.nd4j.linalg.activations.Activation TANH = org.nd4j.linalg.activations.Activation.TANH;
    private static final org.nd4j.linalg.activations.Activation NONE = org.nd4j.linalg.activations.Activation.IDENTITY;

    private final MultiLayerNetwork network;

    private LognormalNetwork(MultiLayerNetwork network) {
        this.network = network;
    }

    /**
     * Trains a network.
     *
     * @param rows    standardised features
     * @param amounts one a row, not negative, of a size near 1
     * @param weights of rows, near 1
     */
    static LognormalNetwork fit(
            double[][] rows, double[] amounts, double[] weights, LognormalTrainer.Options options, long seed) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(rows[0].length, options, seed));
        network.init();
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[rows.length];
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            shuffle(order, random);
            for (int from = 0; from < order.length; from += options.batch()) {
                int to = Math.min(order.length, from + options.batch());
                network.fit(batch(rows, amounts, weights, order, from, to));
            }
        }
        return new LognormalNetwork(network);
    }

    private static MultiLayerConfiguration configuration(int width, LognormalTrainer.Options options, long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.DOUBLE)
                .updater(new Adam(options.rate()))
                .l2(options.decay())
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(1.0)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(width)
                        .nOut(options.wide())
                        .activation(TANH)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(options.wide())
                        .nOut(options.narrow())
                        .activation(TANH)
                        .build())
                .layer(new OutputLayer.Builder(new LognormalLoss())
                        .nIn(options.narrow())
                        .nOut(ZeroInflatedLognormal.HEADS)
                        .activation(NONE)
                        .build())
                .build();
    }

    /** Fisher and Yates inside out, so that an epoch depends on the seed alone. */
    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /** The labels repeat the amount under each head, since Deeplearning4j wants as many labels as outputs. */
    private static DataSet batch(double[][] rows, double[] amounts, double[] weights, int[] order, int from, int to) {
        double[][] features = new double[to - from][];
        double[][] labels = new double[to - from][ZeroInflatedLognormal.HEADS];
        double[][] mask = new double[to - from][1];
        for (int i = from; i < to; i++) {
            features[i - from] = rows[order[i]];
            Arrays.fill(labels[i - from], amounts[order[i]]);
            mask[i - from][0] = weights[order[i]];
        }
        return new DataSet(
                Nd4j.createFromArray(features), Nd4j.createFromArray(labels), null, Nd4j.createFromArray(mask));
    }

    /** The three numbers of each row as Deeplearning4j computes them. */
    double[][] heads(double[][] rows) {
        return network.output(Nd4j.createFromArray(rows)).toDoubleMatrix();
    }

    /** Adds its layers over a node of standardised features, and gives the node of the three numbers. */
    int addTo(ModelDraft draft, int features) {
        int wide = draft.add(layer(features, 0, Activation.TANH));
        int narrow = draft.add(layer(wide, 1, Activation.TANH));
        return draft.add(layer(narrow, 2, Activation.IDENTITY));
    }

    private Dense layer(int input, int at, Activation activation) {
        return new Dense(input, flat(at, "W"), flat(at, "b"), activation);
    }

    private Doubles flat(int layer, String name) {
        INDArray matrix = network.getLayer(layer).getParam(name);
        return Doubles.of(matrix.dup('c').data().asDouble());
    }

    /** The network as Deeplearning4j saves it. */
    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ModelSerializer.writeModel(network, bytes, false);
        } catch (IOException e) {
            throw new UncheckedIOException("a network can't be written into memory", e);
        }
        return bytes.toByteArray();
    }
}
