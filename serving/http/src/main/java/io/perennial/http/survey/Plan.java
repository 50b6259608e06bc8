package io.perennial.http.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A round of contacts: how many are possible, what each costs, and which share of the expected loss of whoever is
 * contacted is saved. That share is the planner's assumption: no score tells it.
 *
 * @param capacity most contacts; empty where there is no bound
 * @param cost     of one contact, major units; 0 where none is stated, so that nothing tells a profit
 * @param saved    share in [0, 1]
 */
public record Plan(OptionalInt capacity, double cost, double saved) {

    private static final int POINTS = 24;

    /** Whether it is stated what a contact costs. */
    public boolean hasCost() {
        return cost > 0;
    }

    /**
     * A point of the profit curve.
     *
     * @param contacts how many are contacted, the most to lose first
     * @param saved    loss that is saved
     * @param spent    what the contacts cost
     */
    public record Point(int contacts, double saved, double spent) {
        /** What is left. */
        public double profit() {
            return saved - spent;
        }
    }

    /**
     * What a plan comes to.
     *
     * @param contacts how many to contact
     * @param best     how many would be best if all could be contacted
     * @param curve    profit by contacts, from none to all
     * @param chosen   the point of {@code contacts}
     */
    public record Outcome(int contacts, int best, List<Point> curve, Point chosen) {
        public Outcome {
            curve = List.copyOf(curve);
        }
    }

    /** What the plan comes to for losses that fall; unknown ones come last and are not worth a contact. */
    public Outcome of(double... falling) {
        double[] sums = new double[falling.length + 1];
        int best = 0;
        for (int i = 0; i < falling.length; i++) {
            double loss = Double.isNaN(falling[i]) ? 0 : falling[i];
            sums[i + 1] = sums[i] + loss;
            best = loss * saved > cost ? i + 1 : best;
        }
        int contacts = Math.min(best, capacity.orElse(best));
        return new Outcome(contacts, best, curve(sums), point(contacts, sums));
    }

    private List<Point> curve(double... sums) {
        List<Point> curve = new ArrayList<>();
        int all = sums.length - 1;
        int previous = -1;
        for (int i = 0; i <= POINTS; i++) {
            // Close together at the begin, where the decision is.
            int contacts = (int) Math.round(all * Math.pow((double) i / POINTS, 2));
            if (contacts != previous) {
                curve.add(point(contacts, sums));
            }
            previous = contacts;
        }
        return curve;
    }

    private Point point(int contacts, double... sums) {
        return new Point(contacts, saved * sums[contacts], cost * contacts);
    }
}
