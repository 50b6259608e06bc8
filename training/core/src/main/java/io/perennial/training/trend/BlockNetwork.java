package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Lstm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * An LSTM over past blocks with two heads: the log-odds that each coming block has a purchase, and the standardised log
 * of its amount if it has. The only class that knows Deeplearning4j; doubles throughout, so that it can be equalled.
 */
final class BlockNetwork {

    private static final int STEPS = TrendSequence.STEPS;
    private static final int CHANNELS = TrendSequence.CHANNELS;
    private static final int FUTURE = TrendSequence.FUTURE_BLOCKS;
    private static final String PAST = "blocks";
    private static final String LSTM_LAYER = "lstm";
    private static final String BUYS = "buys";
    private static final String AMOUNT = "amount";

    /**
     * How it is trained.
     *
     * @param units  width of the hidden state
     * @param epochs passes over the rows
     * @param batch  rows of one step
     * @param rate   step of Adam
     * @param most   rows learned from at most, whole users
     */
    record Options(int units, int epochs, int batch, double rate, int most) {

        Options {
            if (units < 1 || epochs < 1 || batch < 1 || most < 1 || !(rate > 0)) {
                throw new IllegalArgumentException("lstm options must be positive: " + units + " units, " + epochs
                        + " epochs, batch of " + batch + ", rate " + rate + ", " + most + " rows");
            }
        }

        static Options defaults() {
            return new Options(24, 12, 128, 0.01, 6_000);
        }
    }

    private final ComputationGraph network;

    private BlockNetwork(ComputationGraph network) {
        this.network = network;
    }

    /**
     * Trains a network.
     *
     * @param past   standardised sequences, flattened oldest block first
     * @param buys   1 where a coming block has a purchase, else 0
     * @param amount standardised log amounts; read only where {@code buys} is 1
     * @param weights of rows, near 1
     */
    static BlockNetwork fit(
            double[][] past, double[][] buys, double[][] amount, double[] weights, Options options, long seed) {
        ComputationGraph network = new ComputationGraph(configuration(options, seed));
        network.init();
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[past.length];
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            shuffle(order, random);
            for (int from = 0; from < order.length; from += options.batch()) {
                int to = Math.min(order.length, from + options.batch());
                network.fit(batch(past, buys, amount, weights, order, from, to));
            }
        }
        return new BlockNetwork(network);
    }

    private static ComputationGraphConfiguration configuration(Options options, long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.DOUBLE)
                .updater(new Adam(options.rate()))
                .l2(1e-5)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(1.0)
                .graphBuilder()
                .addInputs(PAST)
                .addLayer(
                        LSTM_LAYER,
                        new LSTM.Builder()
                                .nIn(CHANNELS)
                                .nOut(options.units())
                                .activation(Activation.TANH)
                                .build(),
                        PAST)
                .addVertex("last", new LastTimeStepVertex(PAST), LSTM_LAYER)
                .addLayer(BUYS, head(LossFunction.XENT, Activation.SIGMOID, options), "last")
                .addLayer(AMOUNT, head(LossFunction.MSE, Activation.IDENTITY, options), "last")
                .setOutputs(BUYS, AMOUNT)
                .build();
    }

    private static OutputLayer head(LossFunction loss, Activation activation, Options options) {
        return new OutputLayer.Builder(loss)
                .nIn(options.units())
                .nOut(FUTURE)
                .activation(activation)
                .build();
    }

    /** Fisher and Yates, from the order of rows, so that an epoch depends on the seed alone. */
    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    /** Masks multiply losses: by a row's weight, and by 0 for amounts of blocks without a purchase. */
    private static MultiDataSet batch(
            double[][] past, double[][] buys, double[][] amount, double[] weights, int[] order, int from, int to) {
        INDArray bought = Nd4j.createFromArray(pick(buys, order, from, to));
        double[][] rows = new double[to - from][FUTURE];
        for (int i = from; i < to; i++) {
            Arrays.fill(rows[i - from], weights[order[i]]);
        }
        INDArray weight = Nd4j.createFromArray(rows);
        return new MultiDataSet(
                new INDArray[] {sequences(pick(past, order, from, to))},
                new INDArray[] {bought, Nd4j.createFromArray(pick(amount, order, from, to))},
                null,
                new INDArray[] {weight, bought.mul(weight)});
    }

    private static double[][] pick(double[][] rows, int[] order, int from, int to) {
        double[][] picked = new double[to - from][];
        for (int i = from; i < to; i++) {
            picked[i - from] = rows[order[i]];
        }
        return picked;
    }

    /** Deeplearning4j wants rows x channels x steps. */
    private static INDArray sequences(double[][] rows) {
        return Nd4j.createFromArray(rows).reshape(rows.length, STEPS, CHANNELS).permute(0, 2, 1);
    }

    /** What Deeplearning4j itself says: probabilities of buying, then standardised log amounts, row by row. */
    double[][][] outputs(double[][] past) {
        INDArray[] outputs = network.output(sequences(past));
        return new double[][][] {outputs[0].toDoubleMatrix(), outputs[1].toDoubleMatrix()};
    }

    /** The recurrent layer in the published form, reading a node of standardised sequences. */
    Lstm layer(int input) {
        INDArray recurrent = parameter(LSTM_LAYER, "RW");
        return new Lstm(
                input,
                STEPS,
                CHANNELS,
                (int) recurrent.size(0),
                flat(parameter(LSTM_LAYER, "W")),
                flat(recurrent),
                flat(parameter(LSTM_LAYER, "b")),
                Lstm.Emit.LAST);
    }

    /** Weights of the head of probabilities, units x blocks. */
    Doubles buyWeights() {
        return flat(parameter(BUYS, "W"));
    }

    /** Biases of the head of probabilities, as log-odds. */
    Doubles buyBias() {
        return flat(parameter(BUYS, "b"));
    }

    /** Weights of the head of amounts, units x blocks. */
    Doubles amountWeights() {
        return flat(parameter(AMOUNT, "W"));
    }

    /** Biases of the head of amounts. */
    Doubles amountBias() {
        return flat(parameter(AMOUNT, "b"));
    }

    private INDArray parameter(String layer, String name) {
        return network.getLayer(layer).getParam(name);
    }

    private static Doubles flat(INDArray matrix) {
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
