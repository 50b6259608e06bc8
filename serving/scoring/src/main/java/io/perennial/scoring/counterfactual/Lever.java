package io.perennial.scoring.counterfactual;

import io.perennial.features.feature.Feature;

/**
 * A feature that a person can act on, and how far it may be moved: no further than any user of the model's population
 * went, and in steps that can be told.
 *
 * @param column  the feature's place in the vector
 * @param feature the feature
 * @param least   the smallest value seen
 * @param largest the largest value seen, not less
 * @param grain   steps in one unit: 1 for whole days and counts, 100 for money in cents
 */
public record Lever(int column, Feature feature, double least, double largest, long grain) {

    /** Whether a value is within what was seen. */
    public boolean admits(double value) {
        return value >= least && value <= largest;
    }

    /** The size of a move: the share of the seen range that it takes, 0 where nothing was seen to vary. */
    double size(double from, double to) {
        return largest > least ? Math.abs(to - from) / (largest - least) : 0;
    }

    /** The value of a step, counted from 0. */
    double at(long step) {
        return (double) step / grain;
    }

    /** Whether moves down may help to keep a user: nobody can act so that a feature that makes safe gets smaller. */
    boolean mayFall() {
        return feature.direction() != Feature.Direction.SAFE;
    }

    /** Whether moves up may help. */
    boolean mayRise() {
        return feature.direction() != Feature.Direction.RISK;
    }
}
