package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.publish.Equality;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The LSTM's path: in each coming block the probability of buying times the expected amount of a block with purchases.
 *
 * <p>Amounts follow the user's own basket; the network says how far they lie from it. They are lognormal given a purchase, so the mean is {@code exp(mu + s2 / 2)} with {@code s2} the spread left
 * over in that block; a factor for each block then makes predicted and actual totals of the rows it learned from equal,
 * because a mean of logs knows nothing of totals.
 *
 * @param network the trained network
 * @param scaling how pasts and amounts are standardised
 * @param offsets for each block what is added to the log amount: half the spread left over, and the log of the factor
 */
record LstmPath(BlockNetwork network, BlockScaling scaling, Doubles offsets) implements TrendPath {

    private static final int FUTURE = TrendSequence.FUTURE_BLOCKS;
    private static final double TOLERANCE = 1e-5;

    /** Trains on rows; at least one of them must have a purchase in a coming block. */
    static LstmPath fit(BlockRows rows, BlockNetwork.Options options, long seed) {
        BlockRows learned = rows.atMost(options.most(), seed);
        double[][] spend = learned.spend();
        double[] own = OwnBasket.of(learned);
        BlockScaling scaling = BlockScaling.of(learned.sequences(), spend, own);
        double[][] past = scaling.past(learned.sequences());
        double[][] buys = map(spend, (amount, i) -> amount > 0 ? 1 : 0);
        double[][] amounts = map(spend, (amount, i) -> scaling.amount().standardised(amount, own[i]));
        double[] weights = nearOne(learned.rows().weights());
        BlockNetwork network = BlockNetwork.fit(past, buys, amounts, weights, options, seed);
        double[][][] outputs = network.outputs(past);
        double[][] logs = map(outputs[1], (number, i) -> scaling.amount().log(number, own[i]));
        double[] offsets = new double[FUTURE];
        Arrays.setAll(
                offsets,
                block -> offset(column(spend, block), column(outputs[0], block), column(logs, block), weights));
        return new LstmPath(network, scaling, Doubles.of(offsets));
    }

    /** Weights with a mean of 1, so that the step of the optimiser keeps its size. */
    private static double[] nearOne(double[] weights) {
        double mean = Arrays.stream(weights).average().orElseThrow();
        return Arrays.stream(weights).map(weight -> weight / mean).toArray();
    }

    /** A number of a row, given the row's position. */
    private interface OfRow {
        double apply(double number, int row);
    }

    private static double[][] map(double[][] rows, OfRow number) {
        return IntStream.range(0, rows.length)
                .mapToObj(i -> Arrays.stream(rows[i])
                        .map(value -> number.apply(value, i))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    private static double offset(double[] spend, double[] buys, double[] logs, double[] weights) {
        double squares = 0;
        double actual = 0;
        double bought = 0;
        for (int i = 0; i < spend.length; i++) {
            if (spend[i] > 0) {
                double error = StrictMath.log(spend[i]) - logs[i];
                squares += weights[i] * error * error;
                actual += weights[i] * spend[i];
                bought += weights[i];
            }
        }
        if (bought == 0) {
            return 0;
        }
        double half = squares / bought / 2;
        double predicted = 0;
        for (int i = 0; i < spend.length; i++) {
            predicted += weights[i] * buys[i] * StrictMath.exp(logs[i] + half);
        }
        return half + StrictMath.log(actual / predicted);
    }

    @Override
    public String id() {
        return "lstm";
    }

    @Override
    public String description() {
        return "LSTM over the last 24 blocks: probability of buying times expected amount";
    }

    @Override
    public int addBlocks(ModelDraft draft) {
        int hidden = addHidden(draft);
        int buys = draft.add(new Dense(hidden, network.buyWeights(), network.buyBias(), Activation.SIGMOID));
        BlockScaling.Amount amount = scaling.amount();
        double[] bias = network.amountBias().toArray();
        Arrays.setAll(bias, block -> amount.log(bias[block], 0) + offsets.get(block));
        double[] weights = Arrays.stream(network.amountWeights().toArray())
                .map(weight -> weight * amount.residual())
                .toArray();
        int logs = draft.add(new Dense(hidden, Doubles.of(weights), Doubles.of(bias), Activation.IDENTITY));
        int own = OwnBasket.add(draft);
        int both = draft.add(new Blend(Ints.of(logs, own), Doubles.of(1, amount.slope()), 0));
        int amounts = draft.add(Dense.apply(both, FUTURE, Activation.EXP));
        return draft.add(new Product(Ints.of(buys, amounts), Ints.of(0, 0)));
    }

    private int addHidden(ModelDraft draft) {
        int past = draft.add(new Scale(TrendPath.past(draft), scaling.mean(), scaling.sd()));
        return draft.add(network.layer(past));
    }

    @Override
    public Optional<TrendModel.OriginFile> origin() {
        return Optional.of(new TrendModel.OriginFile("lstm.zip", network.zip()));
    }

    /**
     * On both heads, before amounts are unscaled.
     *
     * @throws IllegalStateException where they differ by more than 1e-5; the model is then not published
     */
    @Override
    public Equality prove(BlockRows rows) {
        double[][] past = Equality.drawn(rows.sequences());
        double[][][] theirs = network.outputs(scaling.past(past));
        Graph graph = heads();
        double worst = 0;
        for (int i = 0; i < past.length; i++) {
            double[] ours = graph.evaluate(Row.of().withSequence(past[i]), graph.workspace());
            for (int k = 0; k < ours.length; k++) {
                double difference = Math.abs(ours[k] - theirs[k / FUTURE][i][k % FUTURE]);
                worst = difference <= worst ? worst : difference;
            }
        }
        if (!(worst <= TOLERANCE)) {
            throw new IllegalStateException("the published LSTM differs from Deeplearning4j's by " + worst + " on "
                    + past.length + " rows, allowed is " + TOLERANCE + "; it is not published");
        }
        return new Equality(past.length, worst);
    }

    private Graph heads() {
        ModelDraft draft = new ModelDraft(1);
        int hidden = addHidden(draft);
        int buys = draft.add(new Dense(hidden, network.buyWeights(), network.buyBias(), Activation.SIGMOID));
        int amounts = draft.add(new Dense(hidden, network.amountWeights(), network.amountBias(), Activation.IDENTITY));
        for (int k = 0; k < 2 * FUTURE; k++) {
            int head = k < FUTURE ? buys : amounts;
            draft.output("head_" + k, draft.add(new Select(head, Ints.of(k % FUTURE))));
        }
        return draft.build();
    }
}
