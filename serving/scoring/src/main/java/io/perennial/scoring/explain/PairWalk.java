package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Trees;
import io.perennial.scoring.graph.Turn;
import java.util.Arrays;
import java.util.List;

/**
 * The margin of a tree ensemble for all coalitions of the parts at once: dimensions, or groups of columns.
 *
 * <p>User and references walk each tree together and part only where they answer a split differently. Each leaf met is
 * then worth its value to every coalition that has the dimensions in which the user's way was taken and lacks those in
 * which the reference's was: one entry of a table with a digit for each dimension (0 not asked, 1 user, 2 reference),
 * summed up over the coalitions at the end. The work follows the leaves that can be reached, not a walk for each
 * coalition; and what the references answer is known before any user comes, a bit for each, so that all of them that
 * go the same way go it once.
 */
final class PairWalk {

    /** Numbers of one table: beyond it references walk in several groups. */
    private static final int MOST_NUMBERS = 1 << 17;

    private final int players;
    private final int[] powers;
    private final Trees trees;
    private final Forest forest;
    private final int[] dimension;

    /**
     * A walk over these trees.
     *
     * @param dimension for each column the dimension it belongs to, from 0, or -1 where it is always the user's
     * @param players   how many dimensions there are
     */
    PairWalk(Trees trees, int[] dimension, int players) {
        this.players = players;
        this.powers = powers(players);
        this.trees = trees;
        this.forest = trees.forest();
        this.dimension = dimension;
    }

    /** Powers of three: one entry of a walk's table for every way its dimensions can be decided. */
    private static int[] powers(int players) {
        int[] powers = new int[players + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 3 * powers[i - 1];
        }
        return powers;
    }

    /** A row as the trees see it. */
    double[] rounded(double[] row) {
        double[] rounded = new double[row.length];
        trees.round(row, rounded);
        return rounded;
    }

    /** What references answer to every split, a word of bits for every 64 of them: set where one goes left. */
    static final class Answers {
        private final int references;
        private final long[][] left;

        private Answers(int references, int nodes) {
            this.references = references;
            this.left = new long[(references + Long.SIZE - 1) / Long.SIZE][nodes];
        }
    }

    /** The answers of references, each rounded. */
    Answers against(List<double[]> references) {
        Answers answers = new Answers(references.size(), forest.nodeCount());
        for (int r = 0; r < references.size(); r++) {
            long[] left = answers.left[r / Long.SIZE];
            for (int node = 0; node < left.length; node++) {
                if (forest.child(node) != 0 && trees.goesLeft(node, references.get(r))) {
                    left[node] |= 1L << r;
                }
            }
            Turn.pass();
        }
        return answers;
    }

    /**
     * The margins: for each reference that of every coalition.
     *
     * @param user the user's vector, rounded
     */
    double[][] margins(double[] user, Answers answers) {
        double[][] margins = new double[answers.references][1 << players];
        // A power of two, so that no group lies across two words.
        int together = Math.max(1, Math.min(Long.SIZE, Integer.highestOneBit(MOST_NUMBERS / powers[players])));
        double[] table = new double[Math.min(together, answers.references) * powers[players]];
        for (int first = 0; first < answers.references; first += together) {
            int size = Math.min(together, answers.references - first);
            Arrays.fill(table, 0);
            Walk walk = new Walk(user, answers.left[first / Long.SIZE], first % Long.SIZE, size, table);
            for (int tree = 0; tree < forest.treeCount(); tree++) {
                walk.from(forest.root(tree), 0, 0, -1L >>> (Long.SIZE - size) << first);
                Turn.afterTree(tree);
            }
            collapse(table, size);
            for (int r = 0; r < size; r++) {
                double[] own = margins[first + r];
                for (int coalition = 0; coalition < own.length; coalition++) {
                    own[coalition] = trees.combined(table[coalition * size + r]);
                }
            }
        }
        return margins;
    }

    /** One user's way beside a group of references. */
    private final class Walk {

        private final double[] user;
        private final long[] left;
        private final int first;
        private final int size;
        private final double[] table;

        /** @param first bit of the first of so many references */
        Walk(double[] user, long[] left, int first, int size, double[] table) {
            this.user = user;
            this.left = left;
            this.first = first;
            this.size = size;
            this.table = table;
        }

        /**
         * @param decided two bits for each dimension: 0 not asked yet, 1 the user's way, 2 the reference's
         * @param group   the references that came here
         */
        void from(int start, int state, int decided, long group) {
            int node = start;
            int digits = state;
            int ways = decided;
            long here = group;
            int child;
            while ((child = forest.child(node)) != 0) {
                int asked = dimension[forest.column(node)];
                boolean isLeft = trees.goesLeft(node, user);
                int userSide = isLeft ? child : child + 1;
                long parting = asked < 0 ? 0 : here & (isLeft ? ~left[node] : left[node]);
                if (parting == 0) {
                    node = userSide;
                    continue;
                }
                if (parting != here) {
                    from(userSide, digits, ways, here & ~parting);
                    here = parting;
                }
                int way = (ways >>> (2 * asked)) & 3;
                if (way == 0) {
                    from(userSide, digits + powers[asked], ways | (1 << (2 * asked)), here);
                    digits += 2 * powers[asked];
                    ways |= 2 << (2 * asked);
                }
                node = way == 1 ? userSide : child + (isLeft ? 1 : 0);
            }
            add(forest.number(node), digits * size - first, here);
        }

        private void add(double value, int at, long group) {
            for (long rest = group; rest != 0; rest &= rest - 1) {
                table[at + Long.numberOfTrailingZeros(rest)] += value;
            }
        }
    }

    /**
     * Sums a table over the states each coalition agrees with, in place, one dimension after another, the last first;
     * each leaves two thirds of what it found.
     */
    private void collapse(double[] table, int size) {
        int blocks = 1;
        for (int d = players - 1; d >= 0; d--) {
            int third = powers[d] * size;
            for (int block = 0; block < blocks; block++) {
                int from = 3 * block * third;
                int to = 2 * block * third;
                for (int j = 0; j < third; j++) {
                    double free = table[from + j];
                    double own = table[from + third + j];
                    table[to + j] = table[from + 2 * third + j] + free;
                    table[to + third + j] = own + free;
                }
            }
            blocks *= 2;
        }
    }
}
