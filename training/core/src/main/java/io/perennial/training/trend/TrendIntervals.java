package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.model.Outputs;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.value.ValueInterval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The 90 % prediction intervals of one user's blocks and of their sum, read off users of like predictions in the period
 * a path was judged on. Ends of blocks do not add up to the ends of the sum: good and bad months make up for each
 * other.
 *
 * @param blocks one for each block
 * @param total  that of the sum of the blocks
 */
record TrendIntervals(List<ValueInterval> blocks, ValueInterval total) {

    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;

    /** Learns them from predictions that had not seen what the user did; rows count by their weights. */
    static TrendIntervals of(double[][] predicted, double[][] actual, double[] weights) {
        return new TrendIntervals(
                IntStream.range(0, BLOCKS)
                        .mapToObj(block -> ValueInterval.of(column(predicted, block), column(actual, block), weights))
                        .toList(),
                ValueInterval.of(totals(predicted), totals(actual), weights));
    }

    /**
     * How such intervals do on users they were not learned from: learned from one half of the users, judged on the other.
     *
     * @param predicted the blocks of each row, by what had not seen them
     * @return empty where one half is nobody
     */
    static Optional<TrendModel.Coverage> coverage(double[][] predicted, BlockRows rows, long seed) {
        int[] half = rows.rows().folds(2, seed ^ 0xc0ffee);
        BlockRows learned = rows.where(i -> half[i] == 0);
        BlockRows judged = rows.where(i -> half[i] == 1);
        if (learned.size() == 0 || judged.size() == 0) {
            return Optional.empty();
        }
        double[] weights = judged.rows().weights();
        TrendIntervals intervals =
                of(those(predicted, half, 0), learned.spend(), learned.rows().weights());
        double[][] said = those(predicted, half, 1);
        double[][] came = judged.spend();
        List<ValueInterval.Coverage> each = IntStream.range(0, BLOCKS)
                .mapToObj(block ->
                        intervals.blocks.get(block).coverage(column(said, block), column(came, block), weights))
                .toList();
        return Optional.of(
                new TrendModel.Coverage(mean(each), intervals.total.coverage(totals(said), totals(came), weights)));
    }

    private static double[][] those(double[][] rows, int[] half, int wanted) {
        return IntStream.range(0, rows.length)
                .filter(i -> half[i] == wanted)
                .mapToObj(i -> rows[i])
                .toArray(double[][]::new);
    }

    private static ValueInterval.Coverage mean(List<ValueInterval.Coverage> each) {
        return new ValueInterval.Coverage(
                mean(each, ValueInterval.Coverage::share),
                mean(each, ValueInterval.Coverage::below),
                mean(each, ValueInterval.Coverage::above),
                mean(each, ValueInterval.Coverage::score));
    }

    private static double mean(List<ValueInterval.Coverage> each, ToDoubleFunction<ValueInterval.Coverage> figure) {
        return each.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    private static double[] totals(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
    }

    /** Adds the outputs of a sum to a draft, given the node of the six blocks, and gives the node of the sum. */
    static int addTotal(ModelDraft draft, int blocks) {
        double[] ones = new double[BLOCKS];
        Arrays.fill(ones, 1);
        int total = draft.add(new Linear(blocks, Doubles.of(ones), 0));
        draft.output(Outputs.TREND_TOTAL, total);
        return total;
    }

    /** Adds both ends of every block and of the sum to a draft, given their nodes. */
    void addTo(ModelDraft draft, int blocks, int total) {
        for (int block = 0; block < BLOCKS; block++) {
            add(draft, Outputs.trend(block + 1), draft.add(new Select(blocks, Ints.of(block))), this.blocks.get(block));
        }
        add(draft, Outputs.TREND_TOTAL, total, this.total);
    }

    private static void add(ModelDraft draft, String name, int node, ValueInterval interval) {
        draft.output(name + "_low", draft.add(interval.lowNode(node)));
        draft.output(name + "_high", draft.add(interval.highNode(node)));
    }
}
