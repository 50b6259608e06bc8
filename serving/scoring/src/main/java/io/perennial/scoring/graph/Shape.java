package io.perennial.scoring.graph;

/**
 * Checks that node constructors share; each message names what is wrong and what would be right.
 *
 * <p>Those that run for every node of a tree make their message only where it is told: made for a million nodes, it cost
 * more than all else.
 */
final class Shape {

    private Shape() {}

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void node(int index) {
        require(index >= 0, "input node " + index + " is negative");
    }

    static void nodes(Ints indexes, String what) {
        require(indexes.size() > 0, what + " reads no node; it needs at least one");
        for (int i = 0; i < indexes.size(); i++) {
            node(indexes.get(i));
        }
    }

    static void same(int expected, int actual, String what) {
        require(expected == actual, what + " is for " + expected + " columns, its input has " + actual);
    }

    static void column(int column, int width, String what) {
        if (column < 0 || column >= width) {
            throw new IllegalArgumentException(what + " reads column " + column + " of an input with " + width);
        }
    }

    static void finite(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " is " + value + ", not a finite number");
        }
    }

    static void cover(double weight) {
        if (!(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException(
                    "cover " + weight + " of a tree node is not positive; count at least half a row");
        }
    }

    static void size(int size, int most, String what) {
        require(size >= 1 && size <= most, what + " is " + size + ", outside 1 to " + most);
    }
}
