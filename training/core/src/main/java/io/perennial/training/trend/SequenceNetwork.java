package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Lstm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A small LSTM over 24 blocks with two heads for the next six: the chance of buying and the logarithm of the amount,
 * the latter learned from blocks with a purchase only. The one class that knows DL4J.
 */
final class SequenceNetwork {

    /** Hidden units: the layer is read by plain Java when serving, and six numbers need no more. */
    static final int UNITS = 16;

    private static final int STEPS = TrendSequence.STEPS;
    private static final int CHANNELS = TrendSequence.CHANNELS;
    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;
    private static final int BATCH = 128;
    private static final int EPOCHS = 6;

    private final ComputationGraph network;

    private SequenceNetwork(ComputationGraph network) {
        this.network = network;
    }

    /**
     * Trains a network.
     *
     * @param sequences standardised, flattened steps x channels
     * @param bought    1 where the block had a purchase, else 0
     * @param amounts   standardised log amounts; read only where {@code bought}
     * @param seed      of the weights and the order of rows
     */
    static SequenceNetwork train(double[][] sequences, double[][] bought, double[][] amounts, long seed) {
        ComputationGraph network = new ComputationGraph(configuration(seed));
        network.init();
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[sequences.length];
        Arrays.setAll(order, i -> i);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            for (int from = 0; from < order.length; from += BATCH) {
                int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
                network.fit(batch(rows, sequences, bought, amounts));
            }
        }
        return new SequenceNetwork(network);
    }

    private static ComputationGraphConfiguration configuration(long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.FLOAT)
                .optimizationAlgo(OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT)
                .updater(new Adam(0.01))
                .weightInit(WeightInit.XAVIER)
                .graphBuilder()
                .addInputs("sequence")
                .setInputTypes(InputType.recurrent(CHANNELS, STEPS))
                .addLayer("lstm", lstm(), "sequence")
                .addVertex("last", new LastTimeStepVertex("sequence"), "lstm")
                .addLayer("bought", head(LossFunction.XENT, org.nd4j.linalg.activations.Activation.SIGMOID), "last")
                .addLayer("amount", head(LossFunction.MSE, org.nd4j.linalg.activations.Activation.IDENTITY), "last")
                .setOutputs("bought", "amount")
                .build();
    }

    private static org.deeplearning4j.nn.conf.layers.LSTM lstm() {
        return new org.deeplearning4j.nn.conf.layers.LSTM.Builder()
                .nIn(CHANNELS)
                .nOut(UNITS)
                .activation(org.nd4j.linalg.activations.Activation.TANH)
                .build();
    }

    private static OutputLayer head(LossFunction loss, org.nd4j.linalg.activations.Activation activation) {
        return new OutputLayer.Builder(loss)
                .nIn(UNITS)
                .nOut(BLOCKS)
                .activation(activation)
                .build();
    }

    private static MultiDataSet batch(int[] rows, double[][] sequences, double[][] bought, double[][] amounts) {
        INDArray input = Nd4j.create(DataType.FLOAT, rows.length, CHANNELS, STEPS);
        INDArray chance = Nd4j.create(DataType.FLOAT, rows.length, BLOCKS);
        INDArray amount = Nd4j.create(DataType.FLOAT, rows.length, BLOCKS);
        for (int i = 0; i < rows.length; i++) {
            fill(input, i, sequences[rows[i]]);
            for (int block = 0; block < BLOCKS; block++) {
                chance.putScalar(i, block, bought[rows[i]][block]);
                amount.putScalar(i, block, bought[rows[i]][block] > 0 ? amounts[rows[i]][block] : 0);
            }
        }
        // Only blocks with a purchase teach the amount: the mask is what was bought.
        return new MultiDataSet(new INDArray[] {input}, new INDArray[] {chance, amount}, null, new INDArray[] {
            Nd4j.ones(DataType.FLOAT, rows.length, BLOCKS), chance.dup()
        });
    }

    private static void fill(INDArray input, int row, double[] sequence) {
        for (int step = 0; step < STEPS; step++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                input.putScalar(row, channel, step, sequence[step * CHANNELS + channel]);
            }
        }
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
    }

    /** Chances, then standardised log amounts, as DL4J computes them. */
    double[][] predict(double[][] sequences) {
        double[][] outputs = new double[sequences.length][2 * BLOCKS];
        for (int i = 0; i < sequences.length; i++) {
            INDArray input = Nd4j.create(DataType.FLOAT, 1, CHANNELS, STEPS);
            fill(input, 0, sequences[i]);
            INDArray[] heads = network.output(input);
            for (int block = 0; block < BLOCKS; block++) {
                outputs[i][block] = heads[0].getDouble(0, block);
                outputs[i][BLOCKS + block] = heads[1].getDouble(0, block);
            }
        }
        return outputs;
    }

    /** The recurrent layer as a node. */
    Lstm lstm(int sequence) {
        Map<String, INDArray> weights = network.getLayer("lstm").paramTable();
        return new Lstm(
                sequence,
                STEPS,
                CHANNELS,
                UNITS,
                rowMajor(weights.get("W")),
                rowMajor(weights.get("RW")),
                rowMajor(weights.get("b")),
                Lstm.Emit.LAST);
    }

    /** The head of log-odds of buying as a node. */
    Dense boughtLogOdds(int hidden) {
        return head("bought", hidden);
    }

    /** The head of standardised log amounts as a node. */
    Dense amount(int hidden) {
        return head("amount", hidden);
    }

    private Dense head(String layer, int hidden) {
        Map<String, INDArray> weights = network.getLayer(layer).paramTable();
        return new Dense(hidden, rowMajor(weights.get("W")), rowMajor(weights.get("b")), Activation.IDENTITY);
    }

    private static Doubles rowMajor(INDArray matrix) {
        double[] values = new double[(int) matrix.length()];
        INDArray flat = matrix.dup('c').reshape(matrix.length()); // DL4J keeps matrices column by column.
        for (int i = 0; i < values.length; i++) {
            values[i] = flat.getDouble(i);
        }
        return Doubles.of(values);
    }

    /** DL4J's own file. */
    byte[] bytes() {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ModelSerializer.writeModel(network, out, false);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("DL4J can't write its model to memory", e);
        }
    }
}
