package io.perennial.training.backtest;

import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.score.InactiveBy;
import io.perennial.training.churn.Intervals;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.PurchaseProcess;
import io.perennial.training.learner.Served;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What each way of predicting said of when users would come back, beside when they did. */
final class CurveForecast {

    private final TrainingSet set;
    private final Rows rows;
    private final Intervals intervals;

    /**
     * The forecast of one past day.
     *
     * @param set  what was visible
     * @param rows who is judged, with what happened
     */
    CurveForecast(TrainingSet set, Rows rows) {
        this.set = set;
        this.rows = rows;
        this.intervals = Intervals.of(set.plan().served().horizonDays());
    }

    /**
     * The curves.
     *
     * @param risk    the champion's outputs; it gives the days between
     * @param process the NBD family, where purchases are the only activity and tell it
     */
    Curves of(List<Person> people, Served risk, Optional<PurchaseProcess> process) {
        double[] churn = risk.column(Outputs.CHURN_PROBABILITY);
        Map<String, double[][]> families = new LinkedHashMap<>();
        families.put(Family.CHAMPION, curves(j -> isLast(j) ? churn : risk.column(InactiveBy.output(end(j)))));
        families.put(
                Curves.CONSTANT_RATE,
                Arrays.stream(churn).mapToObj(intervals::constantRate).toArray(double[][]::new));
        int gap = set.plan().served().gapDays();
        process.ifPresent(nbd -> families.put(Family.NBD, curves(j -> nbd.churn(new OutcomeWindow(gap, end(j)))
                .predict(rows.features()))));
        if (set.plan().isServedWindowClosed() && !set.labelled().eligibleRows().isEmpty()) {
            families.put(Curves.OBSERVED, curves(this::observed));
        }
        int[] back = IntStream.range(0, rows.size())
                .map(i -> intervals.holding(rows.firstActiveDay(i)))
                .toArray();
        return new Curves(people, back, families).eligible();
    }

    private boolean isLast(int interval) {
        return interval == intervals.count() - 1;
    }

    private int end(int interval) {
        return intervals.ends().get(interval);
    }

    /** What says a chance of every row for an interval, turned to say the chances of a row. */
    private double[][] curves(IntFunction<double[]> column) {
        double[][] columns =
                IntStream.range(0, intervals.count()).mapToObj(column).toArray(double[][]::new);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> Arrays.stream(columns).mapToDouble(of -> of[i]).toArray())
                .toArray(double[][]::new);
    }

    /** For everybody the share of the users learned from who were still away by the end of an interval. */
    private double[] observed(int interval) {
        Rows learned = set.labelled().eligibleRows();
        double[] weights = learned.weights();
        double away = 0;
        for (int i = 0; i < weights.length; i++) {
            away += intervals.holding(learned.firstActiveDay(i)) > interval ? weights[i] : 0;
        }
        double share = away / Arrays.stream(weights).sum();
        return rows.of(i -> share);
    }
}
