package io.perennial.training.bench;

import java.util.Locale;

/**
 * How a bench calls two sides in turn.
 *
 * @param warmUp calls of each side before the first is timed
 * @param blocks how often each side has its turn
 * @param calls  calls of one turn
 */
record Pace(int warmUp, int blocks, int calls) {

    Pace {
        if (warmUp < 0 || blocks < 1 || calls < 1) {
            throw new IllegalArgumentException("a pace of " + blocks + " blocks of " + calls + " calls times nothing");
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%,d blocks of %,d calls a side, in turn, after %,d calls each", blocks, calls, warmUp);
    }
}
