package io.perennial.scoring.model;

import io.perennial.features.profile.RfmCuts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes reference rows: users in order of their score, cut into groups of equal size, each group's mean a row.
 *
 * <p>Cutting along the score keeps the baseline near the population's mean score while no row is a person. A feature of
 * a row is the mean over those with a record, or missing where at most half of them have one.
 */
public final class Centroids {

    private Centroids() {}

    /**
     * Reference rows and peers.
     *
     * @param population feature vectors in schema order, NaN for missing; in an order of their own, such as by user
     *                   id, because equal scores keep it
     * @param scores     what the model says of each
     * @param rows       how many rows are wanted; fewer where groups would fall under {@link References#LEAST_USERS}
     * @throws IllegalArgumentException where there are fewer users than one row needs
     */
    public static References of(List<double[]> population, double[] scores, int rows) {
        int count = Math.min(rows, population.size() / References.LEAST_USERS);
        if (count < 1) {
            throw new IllegalArgumentException(
                    population.size() + " users are too few for a reference row, which takes " + References.LEAST_USERS
                            + "; explain nothing, or take a longer log");
        }
        List<Integer> order = IntStream.range(0, population.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .toList();
        List<double[]> centroids = new ArrayList<>();
        List<Integer> users = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            int from = (int) ((long) row * order.size() / count);
            int to = (int) ((long) (row + 1) * order.size() / count);
            centroids.add(centroid(population, order.subList(from, to)));
            users.add(to - from);
        }
        return new References(centroids, users, Peers.of(population), RfmCuts.of(population));
    }

    private static double[] centroid(List<double[]> population, List<Integer> members) {
        double[] centroid = new double[population.get(0).length];
        for (int feature = 0; feature < centroid.length; feature++) {
            centroid[feature] = mean(population, members, feature);
        }
        return centroid;
    }

    private static double mean(List<double[]> population, List<Integer> members, int feature) {
        double sum = 0;
        int recorded = 0;
        for (int member : members) {
            double value = population.get(member)[feature];
            if (!Double.isNaN(value)) {
                sum += value;
                recorded++;
            }
        }
        return 2 * recorded > members.size() ? sum / recorded : Double.NaN;
    }
}
