package io.perennial.scoring.graph;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryReader;
import io.perennial.scoring.binary.BinaryWriter;

/**
 * Trees as bytes, each node before its children, yes before no: references can't be wrong because there are none.
 */
final class TreeForm {

    private static final int LEAF = 0;
    private static final int MISSING_LEFT = 1;
    private static final int MISSING_RIGHT = 2;
    private static final int LEAST_BYTES = 1 + 2 * Double.BYTES;
    private static final int SPLIT_BYTES = LEAST_BYTES + Integer.BYTES;

    private TreeForm() {}

    static void write(Forest forest, BinaryWriter sink) {
        sink.i32(forest.treeCount());
        for (int t = 0; t < forest.treeCount(); t++) {
            write(forest, forest.root(t), sink);
        }
    }

    private static void write(Forest forest, int node, BinaryWriter sink) {
        int child = forest.child(node);
        sink.u8(child == 0 ? LEAF : forest.missingLeft(node) ? MISSING_LEFT : MISSING_RIGHT);
        sink.f64(forest.cover(node));
        sink.f64(forest.number(node));
        if (child != 0) {
            sink.i32(forest.column(node));
            write(forest, child, sink);
            write(forest, child + 1, sink);
        }
    }

    /** Lays the trees out as they are read: a million nodes as objects first would fill the heap of a busy server. */
    static Forest read(BinaryReader source) throws BinaryFormatException {
        int[] roots = new int[source.count(LEAST_BYTES, "trees")];
        Shape.size(roots.length, Limits.TREES, "number of trees");
        ForestLayout layout = new ForestLayout(nodes(roots.length, source.remaining()));
        for (int t = 0; t < roots.length; t++) {
            roots[t] = layout.reserve(1);
            read(source, layout, roots[t], 0);
            Turn.afterTree(t);
        }
        return new Forest(layout, roots);
    }

    /** How many nodes so many trees have in so many bytes: a tree has a leaf more than splits. */
    private static int nodes(int trees, int bytes) {
        long twice = 2L * bytes + (long) trees * (SPLIT_BYTES - LEAST_BYTES);
        return (int) Math.min(Limits.TREE_NODES, twice / (SPLIT_BYTES + LEAST_BYTES));
    }

    private static void read(BinaryReader source, ForestLayout layout, int at, int level) throws BinaryFormatException {
        if (level > Limits.TREE_DEPTH) {
            throw source.refuse("a tree is deeper than " + Limits.TREE_DEPTH);
        }
        int kind = source.u8("kind of a tree node");
        double cover = source.f64("cover of a tree node");
        double number = source.f64("number of a tree node");
        if (kind == LEAF) {
            layout.leaf(at, level, number, cover);
            return;
        }
        if (kind != MISSING_LEFT && kind != MISSING_RIGHT) {
            throw source.refuse("tree node is of unknown kind " + kind);
        }
        int column = source.i32("column of a split");
        Shape.column(column, Limits.WIDTH, "split");
        int yes = layout.split(at, level, column, number, kind == MISSING_LEFT, cover);
        read(source, layout, yes, level + 1);
        read(source, layout, yes + 1, level + 1);
    }
}
