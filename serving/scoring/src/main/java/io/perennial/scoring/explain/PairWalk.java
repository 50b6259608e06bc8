package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Forest;
import io.perennial.scoring.graph.Trees;
import java.util.Arrays;

/**
 * The margin of a tree ensemble for all coalitions of the parts at once: dimensions, or groups of columns.
 *
 * <p>User and reference walk each tree together and part only where they answer a split differently. Each leaf met is
 * then worth its value to every coalition that has the dimensions in which the user's way was taken and lacks those in
 * which the reference's was: one entry of a table with a digit for each dimension (0 not asked, 1 user, 2 reference),
 * summed up over the coalitions at the end. The work follows the leaves that can be reached, not a walk for each coalition.
 */
final class PairWalk {

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

    /** Working memory of one walk after another, one thread. */
    static final class Room {
        private double[] table;
        private double[] spare;

        /** Memory for so many dimensions. */
        Room(int players) {
            int states = powers(players)[players];
            this.table = new double[states];
            this.spare = new double[states];
        }
    }

    /**
     * The margins.
     *
     * @param user      the user's vector, rounded
     * @param reference the reference's, rounded
     * @param room      of any content
     * @param margins   where the margin of each coalition goes
     */
    void margins(double[] user, double[] reference, Room room, double[] margins) {
        Arrays.fill(room.table, 0);
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            walk(forest.root(tree), 0, 0, user, reference, room.table);
        }
        collapse(room);
        for (int coalition = 0; coalition < 1 << players; coalition++) {
            margins[coalition] = trees.combined(room.table[coalition]);
        }
    }

    /** @param decided two bits for each dimension: 0 not asked yet, 1 the user's way, 2 the reference's */
    private void walk(int from, int state, int decided, double[] user, double[] reference, double[] table) {
        int node = from;
        int digits = state;
        int ways = decided;
        int child;
        while ((child = forest.child(node)) != 0) {
            int asked = dimension[forest.column(node)];
            int userSide = trees.goesLeft(node, user) ? child : child + 1;
            int referenceSide = asked < 0 ? userSide : trees.goesLeft(node, reference) ? child : child + 1;
            if (userSide == referenceSide) {
                node = userSide;
                continue;
            }
            int way = (ways >>> (2 * asked)) & 3;
            if (way == 0) {
                walk(userSide, digits + powers[asked], ways | (1 << (2 * asked)), user, reference, table);
                digits += 2 * powers[asked];
                ways |= 2 << (2 * asked);
            }
            node = way == 1 ? userSide : referenceSide;
        }
        table[digits] += forest.number(node);
    }

    /**
     * Sums the table over the states each coalition agrees with, one dimension after another, the last first; each
     * leaves two thirds of what it found.
     */
    private void collapse(Room room) {
        int blocks = 1;
        for (int d = players - 1; d >= 0; d--) {
            int third = powers[d];
            double[] from = room.table;
            double[] to = room.spare;
            for (int block = 0; block < blocks; block++) {
                int base = 3 * block * third;
                for (int j = 0; j < third; j++) {
                    double free = from[base + j];
                    to[2 * block * third + j] = from[base + 2 * third + j] + free;
                    to[(2 * block + 1) * third + j] = from[base + third + j] + free;
                }
            }
            room.table = to;
            room.spare = from;
            blocks *= 2;
        }
    }
}
