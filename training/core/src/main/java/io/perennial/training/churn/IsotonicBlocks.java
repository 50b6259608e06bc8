package io.perennial.training.churn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Isotonic regression that one row more is added to again and again. The greatest convex curve under the sums of the
 * outcomes bends where blocks of one rate end, and a row added within one block leaves its bends beside it where they
 * are possible ends: only that block has to be parted, all others stay whole until they are pooled anew. So a row costs
 * the blocks and the scores of one of them, not all scores.
 *
 * @param groups all scores
 * @param pooled one score a block, its last one
 * @param ends   of each block, the number of the first group behind it
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of numbers, never compared.
record IsotonicBlocks(ScoreGroups groups, ScoreGroups pooled, int[] ends) {

    static IsotonicBlocks of(ScoreGroups groups) {
        double[] rates = groups.isotonic();
        int[] ends = IntStream.rangeClosed(1, rates.length)
                .filter(i -> i == rates.length || rates[i] != rates[i - 1])
                .toArray();
        double[] last =
                Arrays.stream(ends).mapToDouble(end -> groups.scores()[end - 1]).toArray();
        return new IsotonicBlocks(
                groups, new ScoreGroups(last, sums(groups.outcomes(), ends), sums(groups.totals(), ends)), ends);
    }

    private static double[] sums(double[] column, int[] ends) {
        double[] sums = new double[ends.length];
        for (int block = 0; block < ends.length; block++) {
            for (int i = block == 0 ? 0 : ends[block - 1]; i < ends[block]; i++) {
                sums[block] += column[i];
            }
        }
        return sums;
    }

    /** The rate of a score among all rows and one more of weight 1 that has it. */
    double with(double score, double outcome) {
        ScoreGroups more = partedAt(score).with(score, outcome);
        return more.isotonic()[more.at(score)];
    }

    /** The blocks, that which a score lies within in its groups. */
    private ScoreGroups partedAt(double score) {
        int found = Arrays.binarySearch(pooled.scores(), score);
        int block = found >= 0 ? found : -found - 1;
        if (block == ends.length) {
            return pooled;
        }
        int from = block == 0 ? 0 : ends[block - 1];
        if (groups.scores()[from] > score) {
            return pooled;
        }
        return new ScoreGroups(
                parted(pooled.scores(), groups.scores(), block, from),
                parted(pooled.outcomes(), groups.outcomes(), block, from),
                parted(pooled.totals(), groups.totals(), block, from));
    }

    private double[] parted(double[] blocks, double[] column, int block, int from) {
        int inside = ends[block] - from;
        double[] parted = new double[blocks.length - 1 + inside];
        System.arraycopy(blocks, 0, parted, 0, block);
        System.arraycopy(column, from, parted, block, inside);
        System.arraycopy(blocks, block + 1, parted, block + inside, blocks.length - block - 1);
        return parted;
    }
}
