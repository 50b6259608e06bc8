package io.perennial.training.backtest;

import io.perennial.training.evaluation.RankOrder;
import io.perennial.training.evaluation.RankOrder.Curve;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Cases in the order of a score within each past day: a list is drawn up on one day, for those scored on that day, and
 * the levels of two days' champions are not of one model.
 */
final class DailyOrder {

    /** Halvings after which a share is known to the last bit of a double. */
    private static final int HALVINGS = 60;

    /** One day's cases, by position among all, and their order. */
    @SuppressWarnings("ArrayRecordComponent") // Positions, never compared.
    private record Day(int asOf, int[] at, RankOrder order) {

        double[] of(double[] column) {
            return Arrays.stream(at).mapToDouble(i -> column[i]).toArray();
        }
    }

    private final List<Day> days;

    private DailyOrder(List<Day> days) {
        this.days = days;
    }

    /** The order of a score without missing values. */
    static DailyOrder of(List<Person> people, double[] score) {
        return new DailyOrder(people.stream()
                .map(Person::asOf)
                .distinct()
                .map(asOf -> {
                    int[] at = IntStream.range(0, score.length)
                            .filter(i -> people.get(i).asOf() == asOf)
                            .toArray();
                    double[] own = Arrays.stream(at).mapToDouble(i -> score[i]).toArray();
                    return new Day(asOf, at, RankOrder.of(own));
                })
                .toList());
    }

    /**
     * How much of an outcome lies in the highest scored share of each day, all days together.
     *
     * @param share by as-of, in [0, 1]
     */
    double captured(double[] outcome, double[] weights, IntToDoubleFunction share) {
        double captured = 0;
        for (Day day : days) {
            captured += day.order().captured(day.of(outcome), day.of(weights), share.applyAsDouble(day.asOf()));
        }
        return captured;
    }

    /** The weight of a share of each day, all days together. */
    double taken(double[] weights, IntToDoubleFunction share) {
        double taken = 0;
        for (Day day : days) {
            taken += share.applyAsDouble(day.asOf())
                    * Arrays.stream(day.of(weights)).sum();
        }
        return taken;
    }

    /**
     * The smallest share that, taken of each day, holds a part of an outcome.
     *
     * @param outcome not negative
     * @param part    of the outcome wanted, in (0, 1]
     * @return NaN where there is no outcome
     */
    double reaching(double[] outcome, double[] weights, double part) {
        List<Curve> curves = days.stream()
                .map(day -> day.order().curve(day.of(outcome), day.of(weights)))
                .toList();
        double all = at(curves, 1);
        if (!(all > 0)) {
            return Double.NaN;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (at(curves, middle) >= part * all) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static double at(List<Curve> curves, double share) {
        return curves.stream().mapToDouble(curve -> curve.at(share)).sum();
    }
}
