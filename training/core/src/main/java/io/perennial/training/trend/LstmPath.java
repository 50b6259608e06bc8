package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Workspace;
import io.perennial.training.learner.ModelDraft;

/**
 * Value spread over six blocks in the proportions that the LSTM foretells for this user: expected spend of a block is
 * the chance of buying times the amount, and the blocks inside the horizon add up to the value without discount.
 *
 * @param network   the trained network
 * @param scale     standardisation of the sequence
 * @param mean      mean of log amounts
 * @param sd        their standard deviation
 * @param inside    blocks that lie inside the horizon, at least 1
 * @param due       share of the value that those blocks hold, over the discount
 */
record LstmPath(SequenceNetwork network, Scale scale, double mean, double sd, int inside, double due) {

    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;
    private static final int WIDTH = TrendSequence.STEPS * TrendSequence.CHANNELS;

    /** No block is foretold above so many times the value: what no training row showed is not believed. */
    private static final double CEILING = 10;

    /** Adds the six outputs to a draft. */
    void addTo(ModelDraft draft) {
        int ltv = draft.input(Input.Source.UPSTREAM, TrendModel.UPSTREAM_WIDTH);
        int logs = logSpend(draft, hidden(draft));
        int total = logOfSum(draft, logs);
        double ceiling = StrictMath.log(CEILING);
        for (int block = 0; block < BLOCKS; block++) {
            int log = draft.add(new Select(logs, Ints.of(block)));
            int share = draft.add(new Blend(Ints.of(log, total), Doubles.of(1, -1), StrictMath.log(due)));
            int room = draft.add(new Linear(share, Doubles.of(-1), ceiling));
            int held = draft.add(new Linear(draft.add(Dense.apply(room, 1, Activation.RELU)), Doubles.of(-1), ceiling));
            int factor = draft.add(Dense.apply(held, 1, Activation.EXP));
            draft.output(TrendModel.output(block), draft.add(new Product(Ints.of(ltv, factor), Ints.of(0, 0))));
        }
    }

    private int hidden(ModelDraft draft) {
        int scaled = draft.add(new Scale(draft.input(Input.Source.SEQUENCE, WIDTH), scale.mean(), scale.sd()));
        return draft.add(network.lstm(scaled));
    }

    /** ln(chance x amount) of each block: ln logistic(z) is -softplus(-z). */
    private int logSpend(ModelDraft draft, int hidden) {
        int odds = draft.add(network.boughtLogOdds(hidden));
        int minusOdds = draft.add(new Blend(Ints.of(odds), Doubles.of(-1), 0));
        int minusLogChance = draft.add(Dense.apply(minusOdds, BLOCKS, Activation.SOFTPLUS));
        int amount = draft.add(network.amount(hidden));
        return draft.add(new Blend(Ints.of(minusLogChance, amount), Doubles.of(-1, sd), mean));
    }

    /** ln of the sum over the blocks inside the horizon: ln(e^a + e^b) is b + softplus(a - b). */
    private int logOfSum(ModelDraft draft, int logs) {
        int sum = draft.add(new Select(logs, Ints.of(0)));
        for (int block = 1; block < inside; block++) {
            int log = draft.add(new Select(logs, Ints.of(block)));
            int gap = draft.add(new Blend(Ints.of(log, sum), Doubles.of(1, -1), 0));
            int more = draft.add(Dense.apply(gap, 1, Activation.SOFTPLUS));
            sum = draft.add(new Blend(Ints.of(sum, more), Doubles.of(1, 1), 0));
        }
        return sum;
    }

    /** The six blocks for values and sequences, by the published form. */
    double[][] predict(double[][] sequences, double[] ltv) {
        ModelDraft draft = new ModelDraft(0);
        addTo(draft);
        Graph graph = draft.build();
        Workspace workspace = graph.workspace();
        double[][] blocks = new double[ltv.length][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = graph.evaluate(Row.of().withSequence(sequences[i]).withUpstream(ltv[i]), workspace);
        }
        return blocks;
    }

    /** The largest difference between the nodes and DL4J over chances and amounts of these sequences. */
    double difference(double[][] sequences) {
        ModelDraft draft = new ModelDraft(0);
        int hidden = hidden(draft);
        int chance = draft.add(Dense.apply(draft.add(network.boughtLogOdds(hidden)), BLOCKS, Activation.SIGMOID));
        int amount = draft.add(network.amount(hidden));
        draft.output("none", draft.add(new Select(chance, Ints.of(0))));
        Graph graph = draft.build();
        Workspace workspace = graph.workspace();
        double worst = 0;
        double[][] theirs = network.predict(scaled(sequences, scale));
        for (int i = 0; i < sequences.length; i++) {
            graph.run(Row.of().withSequence(sequences[i]), workspace);
            for (int block = 0; block < BLOCKS; block++) {
                worst = Math.max(worst, Math.abs(workspace.vector(chance)[block] - theirs[i][block]));
                worst = Math.max(worst, Math.abs(workspace.vector(amount)[block] - theirs[i][BLOCKS + block]));
            }
        }
        return worst;
    }

    static double[][] scaled(double[][] sequences, Scale scale) {
        double[][] scaled = new double[sequences.length][WIDTH];
        for (int i = 0; i < scaled.length; i++) {
            scale.evaluate(new double[][] {sequences[i]}, new double[0], scaled[i]);
        }
        return scaled;
    }
}
