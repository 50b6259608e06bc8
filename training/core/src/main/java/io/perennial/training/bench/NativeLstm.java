package io.perennial.training.bench;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Lstm;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.model.Outputs;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** A recurrent network of Deeplearning4j with random weights, and the same network in our form. */
final class NativeLstm {

    /** Width of the hidden state. */
    static final int UNITS = 32;

    private static final int STEPS = TrendSequence.STEPS;
    private static final int CHANNELS = TrendSequence.CHANNELS;
    private static final int OUTPUTS = TrendSequence.FUTURE_BLOCKS;

    private final MultiLayerNetwork network;

    NativeLstm(long seed) {
        LSTM lstm = new LSTM.Builder().nIn(CHANNELS).nOut(UNITS).build();
        OutputLayer last = new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                .nIn(UNITS)
                .nOut(OUTPUTS)
                .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                .build();
        network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .activation(org.nd4j.linalg.activations.Activation.TANH)
                .list()
                .layer(new LastTimeStep(lstm))
                .layer(last)
                .build());
        network.init();
    }

    /** The library's answer to a sequence it already holds as its own array. */
    INDArray output(INDArray sequence) {
        return network.output(sequence);
    }

    /** A sequence, steps x channels, as the library's array of 1 x channels x steps. */
    static INDArray array(double[] sequence) {
        INDArray array = Nd4j.create(1, CHANNELS, STEPS);
        for (int step = 0; step < STEPS; step++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                array.putScalar(0, channel, step, sequence[step * CHANNELS + channel]);
            }
        }
        return array;
    }

    /** The same network in our form, with one output for each block. */
    Graph graph() {
        return graph(Activation.IDENTITY, block -> "block_" + block);
    }

    /** The same as a model of the trend, which expects no negative amount. */
    Graph trend() {
        return graph(Activation.EXP, Outputs::trend);
    }

    private Graph graph(Activation last, IntFunction<String> output) {
        GraphBuilder graph = new GraphBuilder();
        int sequence = graph.add(new Input(Input.Source.SEQUENCE, STEPS * CHANNELS));
        int hidden = graph.add(new Lstm(
                sequence, STEPS, CHANNELS, UNITS, weights("0_W"), weights("0_RW"), weights("0_b"), Lstm.Emit.LAST));
        int blocks = graph.add(new Dense(hidden, weights("1_W"), weights("1_b"), last));
        for (int block = 0; block < OUTPUTS; block++) {
            graph.output(output.apply(block + 1), graph.add(new Select(blocks, Ints.of(block))));
        }
        return graph.build();
    }

    private Doubles weights(String name) {
        return Doubles.of(network.getParam(name).dup('c').data().asDouble());
    }
}
