package io.perennial.scoring.counterfactual;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of a lever on one side of the user's own, from the nearest to the farthest, in whole steps.
 *
 * @param lever which
 * @param own   the user's own value
 * @param near  the step nearest to it
 * @param far   the farthest, on the same side
 */
record Side(Lever lever, double own, long near, long far) {

    /** The sides on which a lever may be moved; none where the user has no record, or is at the end of the range. */
    static List<Side> of(Lever lever, double own) {
        List<Side> sides = new ArrayList<>();
        long lowest = (long) Math.ceil(lever.least() * lever.grain());
        lowest = lever.at(lowest) < lever.least() ? lowest + 1 : lowest;
        long highest = (long) Math.floor(lever.largest() * lever.grain());
        highest = lever.at(highest) > lever.largest() ? highest - 1 : highest;
        // Who lies beyond what users showed may come back into it.
        if (!Double.isNaN(own) && lever.mayFall()) {
            add(new Side(lever, own, Math.min(stepBeside(lever, own, -1), highest), lowest), sides);
        }
        if (!Double.isNaN(own) && lever.mayRise()) {
            add(new Side(lever, own, Math.max(stepBeside(lever, own, 1), lowest), highest), sides);
        }
        return sides;
    }

    private static void add(Side side, List<Side> sides) {
        double way = Math.signum(side.lever.at(side.near) - side.own);
        boolean isOnTheWay = way * side.far >= way * side.near;
        if (isOnTheWay && side.lever.admits(side.lever.at(side.near))) {
            sides.add(side);
        }
    }

    /** The first step beyond a value; its product with the grain may be rounded to either side of it. */
    private static long stepBeside(Lever lever, double own, int way) {
        long step = Math.round(own * lever.grain());
        while (way * (lever.at(step) - own) > 0) {
            step -= way;
        }
        while (way * (lever.at(step) - own) <= 0) {
            step += way;
        }
        return step;
    }

    /** The size of the least move to this side. */
    double size() {
        return lever.size(own, lever.at(near));
    }

    /** The size of what lies between its ends. */
    double extent() {
        return lever.size(lever.at(near), lever.at(far));
    }

    boolean isOneStep() {
        return near == far;
    }

    /** The half that is nearer to the user's own value. */
    Side nearHalf() {
        return new Side(lever, own, near, middle());
    }

    /** The half that is farther. */
    Side farHalf() {
        return new Side(lever, own, middle() + (far > near ? 1 : -1), far);
    }

    private long middle() {
        return near + (far - near) / 2;
    }

    /** Lets its column range from end to end. */
    void spread(Interval features) {
        features.set(lever.column(), lever.at(Math.min(near, far)), lever.at(Math.max(near, far)));
    }

    Counterfactual.Move move() {
        return new Counterfactual.Move(lever, own, lever.at(near));
    }
}
