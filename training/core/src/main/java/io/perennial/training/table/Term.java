package io.perennial.training.table;

/**
 * One column of a linear model: a factor, or the product of two.
 *
 * @param left    place among {@link Factors#all}
 * @param right   of the second; {@link #NONE} where there is one only
 * @param penalty how much more a squared weight of the standardised column costs than one of penalty 1, above 0
 */
record Term(int left, int right, double penalty) {

    /** In place of a second factor. */
    static final int NONE = -1;

    Term {
        if (!(penalty > 0)) { // written so that NaN fails too
            throw new IllegalArgumentException("a term's penalty " + penalty + " is not above 0");
        }
    }

    boolean isProduct() {
        return right != NONE;
    }
}
