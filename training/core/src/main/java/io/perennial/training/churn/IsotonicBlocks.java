package io.perennial.training.churn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Isotonic regression that one row more is added to again and again. The greatest convex curve under the sums of the
 * outcomes bends where blocks of one rate end, and a row added within one block leaves its bends beside it where they
 * are possible ends: only that block has to be parted, all others stay whole until they are pooled anew. So a row costs
 * the blocks and the scores of one of them, not all scores. Of a block in which all or none churned, as the first and the
 * last mostly are and with many scores, the curve is a straight line: it is parted beside the row alone.
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
                groups, new ScoreGroups(last, sums(groups.outcomes(), 0, ends), sums(groups.totals(), 0, ends)), ends);
    }

    private static double[] sums(double[] column, int from, int[] ends) {
        double[] sums = new double[ends.length];
        int at = from;
        for (int block = 0; block < ends.length; block++) {
            for (; at < ends[block]; at++) {
                sums[block] += column[at];
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
        boolean isAlike = pooled.outcomes()[block] == 0 || pooled.outcomes()[block] == pooled.totals()[block];
        ScoreGroups inside = isAlike
                ? besides(score, from, ends[block])
                : new ScoreGroups(
                        Arrays.copyOfRange(groups.scores(), from, ends[block]),
                        Arrays.copyOfRange(groups.outcomes(), from, ends[block]),
                        Arrays.copyOfRange(groups.totals(), from, ends[block]));
        return new ScoreGroups(
                parted(pooled.scores(), inside.scores(), block),
                parted(pooled.outcomes(), inside.outcomes(), block),
                parted(pooled.totals(), inside.totals(), block));
    }

    /** The groups of a block pooled below a score, at it and above it, as far as there are any. */
    private ScoreGroups besides(double score, int from, int end) {
        int found = Arrays.binarySearch(groups.scores(), from, end, score);
        int below = found >= 0 ? found : -found - 1;
        int[] cuts = IntStream.of(below, found >= 0 ? found + 1 : below, end)
                .filter(cut -> cut > from)
                .distinct()
                .toArray();
        double[] last =
                Arrays.stream(cuts).mapToDouble(cut -> groups.scores()[cut - 1]).toArray();
        return new ScoreGroups(last, sums(groups.outcomes(), from, cuts), sums(groups.totals(), from, cuts));
    }

    private static double[] parted(double[] blocks, double[] inside, int block) {
        double[] parted = new double[blocks.length - 1 + inside.length];
        System.arraycopy(blocks, 0, parted, 0, block);
        System.arraycopy(inside, 0, parted, block, inside.length);
        System.arraycopy(blocks, block + 1, parted, block + inside.length, blocks.length - block - 1);
        return parted;
    }
}
