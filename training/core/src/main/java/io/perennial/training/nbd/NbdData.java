package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PurchaseHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Purchase histories of many users, equal ones kept once with their number; sorted, so that the order of users changes
 * no bit of a fit.
 *
 * <p>Ages are counted to the last visible day, as-of - 1. Repeats are whole numbers here: averaged histories are for
 * scoring only.
 */
public final class NbdData {

    private static final Comparator<PurchaseHistory> ORDER = Comparator.comparingDouble(PurchaseHistory::repeats)
            .thenComparingDouble(PurchaseHistory::lastRepeat)
            .thenComparingDouble(PurchaseHistory::age);

    private final List<PurchaseHistory> rows;
    private final double[] weights;

    private NbdData(List<PurchaseHistory> rows, double[] weights) {
        this.rows = rows;
        this.weights = weights;
    }

    /** The data of these users. */
    public static NbdData of(List<PurchaseHistory> histories) {
        Map<PurchaseHistory, Integer> counts = new TreeMap<>(ORDER);
        for (PurchaseHistory history : histories) {
            counts.merge(history, 1, Integer::sum);
        }
        double[] weights =
                counts.values().stream().mapToDouble(Integer::doubleValue).toArray();
        return new NbdData(List.copyOf(counts.keySet()), weights);
    }

    /** Distinct histories, by repeats, then last repeat, then age. */
    public List<PurchaseHistory> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** How many users have the history of this row. */
    public double weight(int row) {
        return weights[row];
    }

    /** Number of users. */
    public double users() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** Number of repeat occasions of all users. */
    public double repeats() {
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            sum += weights[row] * rows.get(row).repeats();
        }
        return sum;
    }

    /** Mean age of the users, in days; 0 without users. */
    public double meanAge() {
        return mean(PurchaseHistory::age);
    }

    /** Mean of a number over the users; 0 without users. */
    double mean(ToDoubleFunction<PurchaseHistory> number) {
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            sum += weights[row] * number.applyAsDouble(rows.get(row));
        }
        return weights.length == 0 ? 0 : sum / users();
    }

    /**
     * At most {@code most} rows that stand for all users, which bounds a fit's time: histories shared by at least
     * {@code step} users are kept as they are; of the users with the others one in each run of {@code step} is drawn, in
     * the order of the rows, and stands for the run. So every user counts as one on average, and their number stays.
     * The same data give the same draws; evenly spaced ones would fall in with a weekly rhythm of ages.
     */
    public NbdData thinned(int most) {
        if (rows.size() <= most) {
            return this;
        }
        double step = step(most);
        SplittableRandom random = new SplittableRandom(most);
        List<PurchaseHistory> kept = new ArrayList<>(most);
        double[] keptWeights = new double[most];
        double passed = 0;
        long runs = 0;
        double next = step * random.nextDouble();
        for (int row = 0; row < weights.length; row++) {
            double weight = weights[row];
            if (weight < step) {
                passed += weight;
                weight = 0;
                while (next < passed) {
                    weight += step;
                    runs++;
                    next = step * (runs + random.nextDouble());
                }
            }
            if (weight > 0) {
                keptWeights[kept.size()] = weight;
                kept.add(rows.get(row));
            }
        }
        return new NbdData(List.copyOf(kept), Arrays.copyOf(keptWeights, kept.size()));
    }

    /** The users that each of at most so many rows stands for, where histories of at least as many count by themselves. */
    private double step(int most) {
        double[] ascending = Arrays.stream(weights).sorted().toArray();
        double rest = users();
        int heavy = 0;
        while (ascending[ascending.length - 1 - heavy] >= rest / (most - heavy)) {
            rest -= ascending[ascending.length - 1 - heavy];
            heavy++;
        }
        return rest / (most - heavy);
    }
}
