package io.perennial.scoring.counterfactual;

import java.util.List;

/**
 * What would have to be different for a churn probability to fall below a goal: the answer of
 * {@link CounterfactualSearch}. A statement about the model, not about cause.
 */
public sealed interface Counterfactual {

    /** The most features that are moved at once. */
    int MOST_MOVES = 2;

    /** The goal: the probability is to fall below it, strictly. */
    double goal();

    /** The probability as it is. */
    double from();

    /**
     * A feature moved.
     *
     * @param lever which, and within what range
     * @param from  the user's own value
     * @param to    the value to move to, in whole steps of the lever
     */
    record Move(Lever lever, double from, double to) {

        /** How far, as a share of the range that users showed. */
        public double size() {
            return lever.size(from, to);
        }
    }

    /**
     * The smallest change that reaches the goal, proved: fewer features reach it by no move, and as many by no move
     * whose sizes add up to less.
     *
     * @param to    the probability after the moves, scored anew
     * @param moves one or two, in the order of the vector
     */
    record Smallest(double goal, double from, double to, List<Move> moves) implements Counterfactual {

        public Smallest {
            moves = List.copyOf(moves);
        }

        /** The sizes of the moves added up. */
        public double size() {
            return moves.stream().mapToDouble(Move::size).sum();
        }
    }

    /**
     * No move of at most {@value #MOST_MOVES} features reaches the goal, proved.
     *
     * @param ofAnyNumber whether it is proved of any number of features too
     */
    record Infeasible(double goal, double from, boolean ofAnyNumber) implements Counterfactual {}

    /** Nothing can be moved: of nothing that a person can act on is it known within what range. */
    record NoRange(double goal, double from) implements Counterfactual {}

    /** The probability is below the goal already. */
    record Reached(double goal, double from) implements Counterfactual {}

    /** The search came to its limit, or was interrupted, before it found a change or ruled every one out. */
    record Undecided(double goal, double from) implements Counterfactual {}
}
