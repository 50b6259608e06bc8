package io.perennial.http.report;

import io.perennial.http.report.Report.Reach;
import io.perennial.scoring.population.Ordinals;
import java.util.ArrayList;
import java.util.List;

/** What contacting the first N users covers of the expected loss, for three ways to pick them. */
final class ReachCurve {

    /** Shares of all users at which the curve is read: close together where the first contacts are decided. */
    private static final double[] SHARES = {
        0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1
    };

    private ReachCurve() {}

    /**
     * The curve.
     *
     * @param churn  churn probabilities
     * @param losses expected losses of the same users, not negative
     */
    static List<Reach> of(double[] churn, double[] losses) {
        double[] byLoss = running(losses, losses);
        double[] byRisk = running(losses, churn);
        int users = losses.length;
        double all = byLoss[users];
        List<Reach> curve = new ArrayList<>();
        int previous = -1;
        for (double share : SHARES) {
            int contacts = (int) Math.round(share * users);
            if (contacts != previous) {
                double blind = users == 0 ? 0 : all * contacts / users;
                curve.add(new Reach(contacts, byLoss[contacts], byRisk[contacts], blind));
            }
            previous = contacts;
        }
        return curve;
    }

    /** Sums of the first n amounts by falling rank, n from 0 to all. */
    private static double[] running(double[] amounts, double[] ranks) {
        int[] order = Ordinals.falling(ranks);
        double[] sums = new double[amounts.length + 1];
        for (int i = 0; i < order.length; i++) {
            sums[i + 1] = sums[i] + amounts[order[i]];
        }
        return sums;
    }
}
