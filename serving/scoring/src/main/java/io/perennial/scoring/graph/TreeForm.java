package io.perennial.scoring.graph;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryReader;
import io.perennial.scoring.binary.BinaryWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Trees as bytes, each node before its children, yes before no: references can't be wrong because there are none.
 */
final class TreeForm {

    private static final int LEAF = 0;
    private static final int MISSING_LEFT = 1;
    private static final int MISSING_RIGHT = 2;
    private static final int LEAST_BYTES = 1 + 2 * Double.BYTES;

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

    static Forest read(BinaryReader source) throws BinaryFormatException {
        int count = source.count(LEAST_BYTES, "trees");
        Shape.size(count, Limits.TREES, "number of trees");
        List<Tree> trees = new ArrayList<>(count);
        for (int t = 0; t < count; t++) {
            trees.add(read(source, 0));
        }
        return Forest.of(trees);
    }

    private static Tree read(BinaryReader source, int level) throws BinaryFormatException {
        if (level > Limits.TREE_DEPTH) {
            throw source.refuse("a tree is deeper than " + Limits.TREE_DEPTH);
        }
        int kind = source.u8("kind of a tree node");
        double cover = source.f64("cover of a tree node");
        double number = source.f64("number of a tree node");
        if (kind == LEAF) {
            return new Tree.Leaf(number, cover);
        }
        if (kind != MISSING_LEFT && kind != MISSING_RIGHT) {
            throw source.refuse("tree node is of unknown kind " + kind);
        }
        int column = source.i32("column of a split");
        Shape.column(column, Limits.WIDTH, "split");
        Tree left = read(source, level + 1);
        return new Tree.Split(column, number, kind == MISSING_LEFT, cover, left, read(source, level + 1));
    }
}
