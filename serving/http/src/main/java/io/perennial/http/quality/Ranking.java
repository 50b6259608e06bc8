package io.perennial.http.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How well probabilities rank: the area under the ROC curve, ties counted half. */
final class Ranking {

    private Ranking() {}

    /**
     * A probability, and how much of an outcome came of it.
     *
     * @param probability of churn, as it was told
     * @param churned     1 where it came true, 0 where it did not; the probability itself where nobody knows yet
     */
    record Case(double probability, double churned) {}

    /**
     * The area under the curve; NaN where all came out alike. With the probabilities in the place of outcomes it is the
     * area that is to be expected if they are calibrated, without a single label.
     */
    static double auc(List<Case> cases) {
        List<Case> sorted = new ArrayList<>(cases);
        sorted.sort(Comparator.comparingDouble(Case::probability));
        double positives = 0;
        double negatives = 0;
        double won = 0;
        for (int from = 0, to; from < sorted.size(); from = to) {
            double churned = 0;
            for (to = from;
                    to < sorted.size()
                            && sorted.get(to).probability() == sorted.get(from).probability();
                    to++) {
                churned += sorted.get(to).churned();
            }
            double stayed = to - from - churned;
            won += churned * (negatives + stayed / 2);
            positives += churned;
            negatives += stayed;
        }
        return won / (positives * negatives);
    }
}
