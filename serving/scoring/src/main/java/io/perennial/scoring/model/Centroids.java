package io.perennial.scoring.model;

import io.perennial.features.feature.TableSchema;
import io.perennial.features.profile.RfmCuts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
        Groups groups = groups(population, scores, rows, Centroids::mean);
        return new References(groups.centroids, groups.users, Peers.of(population), RfmCuts.of(population));
    }

    /**
     * Reference rows of a table: a number is the mean of a group's rows, a category the one that most of them have.
     *
     * @param population vectors in schema order, otherwise as in {@link #of}
     */
    public static References ofTable(TableSchema schema, List<double[]> population, double[] scores, int rows) {
        Groups groups = groups(
                population,
                scores,
                rows,
                (all, members, column) ->
                        schema.isOrdered(column) ? mean(all, members, column) : mode(all, members, column));
        return new References(groups.centroids, groups.users, Peers.ofEverybody(population), Optional.empty());
    }

    /** What stands for a column of a group's members. */
    private interface Centre {
        double of(List<double[]> population, List<Integer> members, int column);
    }

    private record Groups(List<double[]> centroids, List<Integer> users) {}

    private static Groups groups(List<double[]> population, double[] scores, int rows, Centre centre) {
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
            centroids.add(centroid(population, order.subList(from, to), centre));
            users.add(to - from);
        }
        return new Groups(centroids, users);
    }

    private static double[] centroid(List<double[]> population, List<Integer> members, Centre centre) {
        double[] centroid = new double[population.get(0).length];
        for (int feature = 0; feature < centroid.length; feature++) {
            centroid[feature] = centre.of(population, members, feature);
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

    /** The most frequent code, missing among them; the smallest of equally frequent ones. */
    private static double mode(List<double[]> population, List<Integer> members, int column) {
        Map<Double, Integer> counts = new TreeMap<>();
        for (int member : members) {
            counts.merge(population.get(member)[column], 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .max(Comparator.comparingInt((Map.Entry<Double, Integer> one) -> one.getValue())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(Double.NaN);
    }
}
