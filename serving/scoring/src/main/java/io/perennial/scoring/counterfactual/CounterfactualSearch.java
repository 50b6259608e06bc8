package io.perennial.scoring.counterfactual;

import io.perennial.scoring.counterfactual.Counterfactual.Infeasible;
import io.perennial.scoring.counterfactual.Counterfactual.Move;
import io.perennial.scoring.counterfactual.Counterfactual.NoRange;
import io.perennial.scoring.counterfactual.Counterfactual.Reached;
import io.perennial.scoring.counterfactual.Counterfactual.Smallest;
import io.perennial.scoring.counterfactual.Counterfactual.Undecided;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Finds the smallest change of at most two features that brings a churn probability below a goal, and proves it.
 *
 * <p>Branch and bound: sets of moves are boxes, the box with the smallest move in it is looked at first, a box whose
 * {@link Bounds} keep away from the goal is dropped whole, any other is halved. So what is found first is the smallest,
 * and an empty queue proves that there is none. All single features are ruled out before any two are tried. One thread,
 * which ends undecided once it is interrupted.
 */
public final class CounterfactualSearch {

    private static final int MOST_EXAMINED = 20_000;

    private final Scorer scorer;
    private final UserRow row;
    private final double goal;
    private final Bounds bounds;
    private final List<Lever> levers;
    private final List<Side> sides = new ArrayList<>();
    private int examined;

    private CounterfactualSearch(Scorer scorer, UserRow row, double goal) {
        this.scorer = scorer;
        this.row = row;
        this.goal = goal;
        this.bounds = new Bounds(scorer.churn().graph(), Outputs.CHURN_PROBABILITY);
        this.levers = Levers.of(scorer).all();
        levers.forEach(lever -> sides.addAll(Side.of(lever, row.features()[lever.column()])));
    }

    /**
     * The smallest change.
     *
     * @param goal what the probability is to fall below, in (0, 1]
     * @throws IllegalArgumentException where the user has no churn probability
     */
    public static Counterfactual below(double goal, Scorer scorer, UserRow row) {
        double from = scorer.score(row)
                .churn()
                .orElseThrow(() -> new IllegalArgumentException("user " + row.user() + " has no churn probability"))
                .probability();
        return from < goal ? new Reached(goal, from) : new CounterfactualSearch(scorer, row, goal).search(from);
    }

    private Counterfactual search(double from) {
        if (levers.isEmpty()) {
            return new NoRange(goal, from);
        }
        if (bounds.of(everything())[0] >= goal) {
            return new Infeasible(goal, from, true);
        }
        for (List<Box> starts : List.of(singles(), pairs())) {
            Optional<List<Move>> found = smallest(starts);
            if (found.isPresent()) {
                return new Smallest(goal, from, scoredAnew(found.get()), found.get());
            }
            if (isOver()) {
                return new Undecided(goal, from);
            }
        }
        return new Infeasible(goal, from, false);
    }

    private List<Box> singles() {
        return sides.stream().map(side -> new Box(List.of(side), false)).toList();
    }

    private List<Box> pairs() {
        List<Box> pairs = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            for (int j = i + 1; j < sides.size(); j++) {
                if (!sides.get(i).lever().equals(sides.get(j).lever())) {
                    pairs.add(new Box(List.of(sides.get(i), sides.get(j)), false));
                }
            }
        }
        return pairs;
    }

    /** The first box whose nearest corner reaches the goal, in the order of these corners' sizes. */
    private Optional<List<Move>> smallest(List<Box> starts) {
        PriorityQueue<Box> open = new PriorityQueue<>(Comparator.comparingDouble(Box::size));
        starts.stream().filter(this::mayReach).forEach(open::add);
        while (!open.isEmpty() && !isOver()) {
            Box box = open.poll();
            if (!box.cornerFails() && least(box.corner()) < goal) {
                return Optional.of(box.sides().stream().map(Side::move).toList());
            }
            box.halves().stream().filter(this::mayReach).forEach(open::add);
        }
        return Optional.empty();
    }

    private boolean isOver() {
        return examined >= MOST_EXAMINED || Thread.currentThread().isInterrupted();
    }

    /** Whether the goal is not ruled out for every move of a box; so it is not where nothing is known. */
    private boolean mayReach(Box box) {
        return !(least(box) >= goal);
    }

    /** What no move of a box comes below; the very probability for a box of one. */
    private double least(Box box) {
        examined++;
        Interval features = userAlone();
        box.sides().forEach(side -> side.spread(features));
        return bounds.of(features)[0];
    }

    private Interval userAlone() {
        Interval features = new Interval(row.features().length);
        for (int i = 0; i < features.width(); i++) {
            features.set(i, row.features()[i]);
        }
        return features;
    }

    /** Every lever anywhere on its sides, or where it is. */
    private Interval everything() {
        Interval features = userAlone();
        for (Side side : sides) {
            int column = side.lever().column();
            double end = side.lever().at(side.far());
            features.set(column, Math.min(features.low[column], end), Math.max(features.high[column], end));
        }
        return features;
    }

    private double scoredAnew(List<Move> moves) {
        double[] changed = row.features().clone();
        moves.forEach(move -> changed[move.lever().column()] = move.to());
        double to =
                scorer.score(row.withFeatures(changed)).churn().orElseThrow().probability();
        if (!(to < goal)) {
            throw new IllegalStateException("a change found to reach " + goal + " scores " + to);
        }
        return to;
    }

    /**
     * A set of moves: every step of each side.
     *
     * @param sides       one or two
     * @param cornerFails whether the move to the nearest steps is known to miss the goal
     */
    private record Box(List<Side> sides, boolean cornerFails) {

        /** The size of the smallest move in it. */
        double size() {
            return sides.stream().mapToDouble(Side::size).sum();
        }

        /** The smallest move alone. */
        Box corner() {
            return new Box(
                    sides.stream()
                            .map(side -> new Side(side.lever(), side.own(), side.near(), side.near()))
                            .toList(),
                    false);
        }

        /** Cut across its longest side; none of a box of one move. */
        List<Box> halves() {
            Side longest = sides.stream()
                    .filter(side -> !side.isOneStep())
                    .max(Comparator.comparingDouble(Side::extent))
                    .orElse(null);
            return longest == null
                    ? List.of()
                    : List.of(
                            new Box(replaced(longest, longest.nearHalf()), true),
                            new Box(replaced(longest, longest.farHalf()), false));
        }

        private List<Side> replaced(Side old, Side half) {
            return sides.stream().map(side -> side.equals(old) ? half : side).toList();
        }
    }
}
