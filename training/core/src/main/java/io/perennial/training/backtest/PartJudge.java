package io.perennial.training.backtest;

import io.perennial.training.backtest.TargetReport.CoverageTable;
import io.perennial.training.backtest.TargetReport.Held;
import io.perennial.training.backtest.TargetReport.Total;
import io.perennial.training.backtest.TargetReport.TotalTable;
import io.perennial.training.evaluation.PairedBootstrap;
import io.perennial.training.evaluation.Slices;
import io.perennial.training.evaluation.Statistic;
import io.perennial.training.evaluation.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Judges totals and intervals part by part, since errors of parts cancel in the whole.
 *
 * @param cases     the families judged by parts
 * @param bootstrap draws of their users
 */
record PartJudge(Cases cases, PairedBootstrap bootstrap) {

    private static final int TENTHS = 10;
    private static final String DECILE = "decile";

    /** Totals of every family by tenths of its own prediction and by cohort. */
    List<TotalTable> totals() {
        List<TotalTable> tables = new ArrayList<>();
        for (Family family : cases.families()) {
            tables.add(new TotalTable(family.id(), DECILE, totals(family, tenths(family))));
            tables.add(new TotalTable(family.id(), Slices.COHORT, totals(family, parts(Slices.COHORT))));
        }
        return tables;
    }

    private List<Total> totals(Family family, String[] partOf) {
        return names(partOf)
                .map(part -> {
                    double[] predicted = only(part, partOf, family.prediction());
                    double[] actual = only(part, partOf, cases.actual());
                    return new Total(
                            part,
                            count(part, partOf),
                            Arrays.stream(predicted).sum(),
                            Arrays.stream(actual).sum(),
                            bootstrap.of(Statistics.ratio(predicted, actual)).interval());
                })
                .toList();
    }

    /** The champion's interval by tenths of its prediction and by stage; empty where it gives none. */
    List<CoverageTable> coverage() {
        return cases.family(Family.CHAMPION)
                .filter(champion -> champion.hasInterval() && cases.target() == Target.VALUE)
                .map(champion -> List.of(
                        new CoverageTable(DECILE, held(champion, tenths(champion))),
                        new CoverageTable("stage", held(champion, parts("stage")))))
                .orElse(List.of());
    }

    private List<Held> held(Family family, String[] partOf) {
        return names(partOf)
                .map(part -> new Held(
                        part,
                        count(part, partOf),
                        bootstrap
                                .of(share(part, partOf, i -> !isBelow(family, i) && !isAbove(family, i)))
                                .interval(),
                        shareNow(part, partOf, i -> isBelow(family, i)),
                        shareNow(part, partOf, i -> isAbove(family, i))))
                .toList();
    }

    private boolean isBelow(Family family, int i) {
        return cases.actual()[i] < family.low()[i];
    }

    private boolean isAbove(Family family, int i) {
        return cases.actual()[i] > family.high()[i];
    }

    private Statistic share(String part, String[] partOf, IntPredicate which) {
        return weights -> {
            double some = 0;
            double all = 0;
            for (int i = 0; i < partOf.length; i++) {
                if (partOf[i].equals(part)) {
                    all += weights[i];
                    some += which.test(i) ? weights[i] : 0;
                }
            }
            return all == 0 ? Double.NaN : some / all;
        };
    }

    private double shareNow(String part, String[] partOf, IntPredicate which) {
        double[] ones = new double[partOf.length];
        Arrays.fill(ones, 1);
        return share(part, partOf, which).of(ones);
    }

    private static Stream<String> names(String[] partOf) {
        return Arrays.stream(partOf)
                .distinct()
                .sorted(Comparator.<String>comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    private static int count(String part, String[] partOf) {
        return (int) Arrays.stream(partOf).filter(part::equals).count();
    }

    private static double[] only(String part, String[] partOf, double[] column) {
        double[] some = new double[column.length];
        Arrays.setAll(some, i -> partOf[i].equals(part) ? column[i] : 0);
        return some;
    }

    private String[] parts(String slice) {
        return cases.people().stream()
                .map(person -> person.slices().getOrDefault(slice, "none"))
                .toArray(String[]::new);
    }

    /** The tenth of each case, 1 for the highest predictions. */
    private static String[] tenths(Family family) {
        int n = family.prediction().length;
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -family.prediction()[i]));
        String[] tenths = new String[n];
        for (int rank = 0; rank < n; rank++) {
            tenths[order[rank]] = Integer.toString(1 + (int) ((long) rank * TENTHS / n));
        }
        return tenths;
    }
}
