package io.perennial.training.value;

import io.perennial.features.outcome.ValueHorizons;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.graph.Doubles;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Learns how value grows with the horizon, in groups of like churn probability: the chain ladder (Mack 1993, ASTIN
 * Bulletin 23). From each horizon to the next the growth is that of the totals of rows whose longer window has closed,
 * never below 1. Where none has, it is that of purchases the NBD family expects of today's users, else a power of the
 * horizon, the last power seen.
 */
final class HorizonTrainer {

    private static final int GROUPS = 5;

    /** Fewer rows than this in a group give no growth of their own. */
    private static final int LEAST_ROWS = 100;

    /** Fewer rows with money than this, and one buyer decides. */
    private static final int LEAST_PAYERS = 20;

    private final TrainingSet set;
    private final Rows rows;
    private final double[] churnOfRows;
    private final double[] churnNow;
    private final Optional<PurchaseProcess> process;
    private final int served;
    private final List<Integer> days;

    /** A trainer of what the churn model was learned from. */
    HorizonTrainer(TrainingSet set, ChurnModel churn, PurchaseFits fits) {
        this.set = set;
        Rows labelled = set.labelled().eligibleRows();
        this.rows = labelled.where(i -> Double.isFinite(churn.heldOut()[labelled.row(i)]));
        // Held out, it speaks of the window learned on; groups are those of the window served.
        this.churnOfRows = set.plan().isServedWindowClosed()
                ? rows.of(i -> churn.heldOut()[rows.row(i)])
                : churn.probability().predict(rows.features());
        Rows now = set.current().all();
        this.churnNow = churn.probability().predict(now.features());
        this.process = fits.today();
        this.served = set.plan().served().horizonDays();
        TreeSet<Integer> all = new TreeSet<>(ValueHorizons.DAYS);
        all.add(served);
        all.add(set.plan().learned().horizonDays());
        this.days = List.copyOf(all);
    }

    /** What was learned. */
    Horizons train() {
        double[] cuts = cuts();
        int groups = cuts.length + 1;
        double[][] multiples = new double[groups][];
        for (int g = 0; g < groups; g++) {
            multiples[g] = multiples(between(cuts, g));
        }
        List<Doubles> byHorizon = ValueHorizons.DAYS.stream()
                .map(horizon -> days.indexOf(horizon))
                .map(at -> Doubles.of(
                        Arrays.stream(multiples).mapToDouble(group -> group[at]).toArray()))
                .toList();
        return new Horizons(served, Doubles.of(cuts), byHorizon, closedDays(), note());
    }

    /**
     * How many times as much comes from everybody over the served window as over the one learned on, undiscounted: labels
     * are discounted to the served window already, and occasions never are.
     */
    double toServed() {
        double[] reached = reached(Group.EVERYBODY);
        return reached[days.indexOf(served)]
                / reached[days.indexOf(set.plan().learned().horizonDays())];
    }

    /** Fifths of the churn probability, of rows learned from or else of today's users. */
    private double[] cuts() {
        double[] sorted =
                Arrays.stream(rows.isEmpty() ? churnNow : churnOfRows).sorted().toArray();
        return IntStream.range(1, GROUPS)
                .filter(g -> sorted.length > 0)
                .mapToDouble(g -> sorted[sorted.length * g / GROUPS])
                .filter(cut -> cut > sorted[0])
                .distinct()
                .toArray();
    }

    private static Group between(double[] cuts, int g) {
        return new Group(
                g == 0 ? Double.NEGATIVE_INFINITY : cuts[g - 1], g == cuts.length ? Double.POSITIVE_INFINITY : cuts[g]);
    }

    /** Users whose churn probability is at least one number and below another. */
    private record Group(double from, double to) {

        static final Group EVERYBODY = new Group(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        IntPredicate of(double[] churn) {
            return i -> churn[i] >= from && churn[i] < to;
        }
    }

    /** The discounted value over each horizon, in that over the served one. */
    private double[] multiples(Group group) {
        double[] reached = reached(group);
        double[] worth = new double[reached.length];
        double sum = 0;
        for (int d = 0; d < worth.length; d++) {
            int from = d == 0 ? 0 : days.get(d - 1);
            double before = d == 0 ? 0 : reached[d - 1];
            sum += (reached[d] - before)
                    * set.discountAfter(set.plan().served().gapDays() + (from + days.get(d)) / 2.0);
            worth[d] = sum;
        }
        double whole = worth[days.indexOf(served)];
        return Arrays.stream(worth).map(value -> value / whole).toArray();
    }

    /** What has come by the end of each horizon, in that of the shortest. */
    private double[] reached(Group group) {
        double[] reached = new double[days.size()];
        reached[0] = 1;
        double power = 1;
        for (int d = 1; d < reached.length; d++) {
            double growth = growth(d, group, power);
            power = Math.min(1, StrictMath.log(growth) / StrictMath.log((double) days.get(d) / days.get(d - 1)));
            reached[d] = reached[d - 1] * growth;
        }
        return reached;
    }

    /** How much more comes until one horizon than until the one before, at least 1. */
    private double growth(int d, Group group, double power) {
        if (isClosed(days.get(d))) {
            return seen(d, group).or(() -> seen(d, Group.EVERYBODY)).orElseGet(() -> powered(d, power));
        }
        return expected(d, group).or(() -> expected(d, Group.EVERYBODY)).orElseGet(() -> powered(d, power));
    }

    private double powered(int d, double power) {
        return StrictMath.pow((double) days.get(d) / days.get(d - 1), power);
    }

    /** The growth of the totals of rows that have seen the longer horizon; empty where they, or who paid, are too few. */
    private Optional<Double> seen(int d, Group group) {
        IntPredicate inGroup = group.of(churnOfRows);
        Rows told = rows.where(i -> inGroup.test(i) && Double.isFinite(value(rows, i, days.get(d))));
        long payers = IntStream.range(0, told.size())
                .filter(i -> value(told, i, days.get(d - 1)) > 0)
                .count();
        return told.size() < LEAST_ROWS || payers < LEAST_PAYERS
                ? Optional.empty()
                : growth(total(told, days.get(d - 1)), total(told, days.get(d)));
    }

    private double total(Rows told, int horizon) {
        double[] weights = told.weights();
        return IntStream.range(0, told.size())
                .mapToDouble(i -> weights[i] * value(told, i, horizon))
                .sum();
    }

    /** The money of a row over a horizon, minor units; NaN where that is not over. */
    private double value(Rows some, int i, int horizon) {
        int at = ValueHorizons.DAYS.indexOf(horizon);
        if (at < 0) {
            return horizon == set.plan().learned().horizonDays() ? some.valueMinor(i) : Double.NaN;
        }
        long[] told = some.data().horizonsMinor()[some.row(i)];
        return at < told.length ? told[at] : Double.NaN;
    }

    /** The growth of the purchases that the family expects of today's users; empty where it does not speak. */
    private Optional<Double> expected(int d, Group group) {
        return process.flatMap(
                family -> growth(expected(family, days.get(d - 1), group), expected(family, days.get(d), group)));
    }

    private double expected(PurchaseProcess family, int horizon, Group group) {
        OutcomeWindow window = new OutcomeWindow(set.plan().served().gapDays(), horizon);
        Rows now = set.current().all();
        IntPredicate inGroup = group.of(churnNow);
        Rows buyers = family.data().buyers(now.where(inGroup));
        return Arrays.stream(family.expected(window).predict(buyers.features())).sum();
    }

    private static Optional<Double> growth(double shorter, double longer) {
        return shorter > 0 && Double.isFinite(longer) ? Optional.of(Math.max(1, longer / shorter)) : Optional.empty();
    }

    private boolean isClosed(int horizon) {
        return IntStream.range(0, rows.size())
                        .filter(i -> Double.isFinite(value(rows, i, horizon)))
                        .limit(LEAST_ROWS)
                        .count()
                == LEAST_ROWS;
    }

    private int closedDays() {
        return days.stream()
                .filter(this::isClosed)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private String note() {
        String closed =
                days.stream().filter(this::isClosed).map(Object::toString).collect(Collectors.joining(", "));
        List<String> sentences = new ArrayList<>();
        sentences.add(
                closed.isEmpty()
                        ? "no window of 30 days or longer has closed"
                        : "value by horizon learned from closed windows of " + closed + " days");
        sentences.add(
                closedDays() >= days.get(days.size() - 1)
                        ? "nothing extrapolated"
                        : "longer ones extrapolated by "
                                + (process.isPresent() ? "the NBD family" : "a power of the horizon"));
        return String.join(", ", sentences);
    }
}
