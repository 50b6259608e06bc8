package io.perennial.http.survey;

import java.util.SplittableRandom;

/**
 * A number of each of many users, added up in {@value #GROUPS} groups that users are dealt to in turn: what a bootstrap
 * of the mean draws from, in bounded memory. Up to so many users each is a group of one.
 */
final class DealtSums {

    private static final int GROUPS = 2_048;

    private final double[] sums = new double[GROUPS];
    private final int[] users = new int[GROUPS];
    private int dealt;

    void add(double value) {
        int group = dealt++ % GROUPS;
        sums[group] += value;
        users[group]++;
    }

    double sum() {
        double sum = 0;
        for (double each : sums) {
            sum += each;
        }
        return sum;
    }

    double mean() {
        return sum() / dealt;
    }

    /** The mean of as many groups drawn with replacement. */
    double drawnMean(SplittableRandom random) {
        int groups = Math.min(dealt, GROUPS);
        double sum = 0;
        int of = 0;
        for (int i = 0; i < groups; i++) {
            int group = random.nextInt(groups);
            sum += sums[group];
            of += users[group];
        }
        return sum / of;
    }
}
