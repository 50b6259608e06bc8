package io.perennial.training.evaluation;

import io.perennial.features.feature.FeatureContext;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Judges predictions in every part of every slice, on the rows and with the weights that the figures of the whole are
 * of, so that totals of the parts of a slice add up to those of the whole.
 */
public final class SliceJudge {

    private static final int DRAWS = 200;
    private static final String GAP = "gap";

    private final Rows rows;
    private final double[] weights;
    private final long seed;
    private final List<Map<String, String>> parts;

    /** A judge of some rows; resamples depend on the seed alone. */
    public SliceJudge(Rows rows, FeatureContext context, long seed) {
        Slices slices = new Slices(rows, context);
        this.rows = rows;
        this.weights = rows.weights();
        this.seed = seed;
        this.parts = IntStream.range(0, rows.size()).mapToObj(slices::of).toList();
    }

    /**
     * What is judged.
     *
     * @param ratio   name of predicted over actual among the figures
     * @param shown   names of the others that are told
     * @param figures of predictions and outcomes
     * @param loss    of one prediction and its outcome
     */
    private record Measure(
            String ratio,
            List<String> shown,
            BiFunction<double[], double[], Map<String, Statistic>> figures,
            DoubleBinaryOperator loss) {

        Map<String, Statistic> of(Columns rows) {
            Map<String, Statistic> known = figures.apply(rows.predicted, rows.actual);
            Map<String, Statistic> told = new LinkedHashMap<>();
            shown.forEach(name -> told.put(name, known.get(name)));
            told.put(ratio, known.get(ratio));
            told.put(GAP, Statistics.mean(rows.actual.length, i -> gap(rows, i)));
            return told;
        }

        private double gap(Columns rows, int i) {
            double actual = rows.actual[i];
            return loss.applyAsDouble(rows.predicted[i], actual) - loss.applyAsDouble(rows.rule[i], actual);
        }
    }

    private static final Measure CHURN =
            new Measure("mean_ratio", List.of("auc", "log_loss"), Statistics::ofChurn, ChurnMetrics::logLoss);

    private static final Measure AMOUNT = new Measure(
            "sum_ratio",
            List.of("spearman", "rmse"),
            Statistics::ofAmounts,
            (predicted, actual) -> (predicted - actual) * (predicted - actual));

    /**
     * Churn probabilities: ratio of leavers, {@code auc} and {@code log_loss}, which the gap is of.
     *
     * @param predicted by row
     * @param rule      what the best naive rule says, by row
     */
    public List<SliceFigures> ofChurn(double[] predicted, double[] rule) {
        return slices(CHURN, new Columns(predicted, rows.churned(), rule));
    }

    /** Amounts: ratio of totals, {@code spearman} and {@code rmse}; the gap is of the squared error. */
    public List<SliceFigures> ofAmounts(double[] predicted, double[] actual, double[] rule) {
        return slices(AMOUNT, new Columns(predicted, actual, rule));
    }

    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    private record Columns(double[] predicted, double[] actual, double[] rule) {

        Columns at(List<Integer> rows) {
            return new Columns(pick(predicted, rows), pick(actual, rows), pick(rule, rows));
        }
    }

    private List<SliceFigures> slices(Measure measure, Columns columns) {
        List<SliceFigures> slices = new ArrayList<>();
        for (String slice : Slices.ALL) {
            Map<String, List<Integer>> members = new TreeMap<>(Slices.ORDER);
            for (int i = 0; i < parts.size(); i++) {
                String part = parts.get(i).get(slice);
                if (part != null) {
                    members.computeIfAbsent(part, any -> new ArrayList<>()).add(i);
                }
            }
            if (!members.isEmpty()) {
                List<PartFigures> figures = new ArrayList<>();
                members.forEach((part, at) -> figures.add(part(part, at, measure, columns)));
                slices.add(new SliceFigures(slice, figures));
            }
        }
        return slices;
    }

    private PartFigures part(String name, List<Integer> at, Measure measure, Columns whole) {
        String[] users = at.stream().map(rows::user).toArray(String[]::new);
        int count = (int) Arrays.stream(users).distinct().count();
        if (count < Slices.LEAST) {
            return PartFigures.untold(name, users.length, count, PartFigures.FEW_USERS, Double.NaN, Double.NaN);
        }
        Columns columns = whole.at(at);
        double[] weight = pick(weights, at);
        double predicted = mean(columns.predicted, weight);
        double actual = mean(columns.actual, weight);
        if (Arrays.stream(columns.actual).distinct().count() < 2) {
            return PartFigures.untold(name, users.length, count, PartFigures.ONE_OUTCOME, predicted, actual);
        }
        Map<String, Interval> figures = new LinkedHashMap<>();
        new PairedBootstrap(users, weight, DRAWS, seed)
                .of(measure.of(columns))
                .forEach((figure, drawn) -> figures.put(figure, drawn.interval()));
        Interval ratio = figures.remove(measure.ratio);
        Interval gap = figures.remove(GAP);
        return new PartFigures(
                name, users.length, count, "", predicted, actual, ratio, figures, gap, findings(ratio, gap));
    }

    private static double mean(double[] column, double[] weights) {
        return Statistics.mean(column.length, i -> column[i]).of(weights);
    }

    private static List<String> findings(Interval ratio, Interval gap) {
        List<String> findings = new ArrayList<>();
        if (ratio.low() > 1) {
            findings.add(PartFigures.TOO_HIGH);
        }
        if (ratio.high() < 1) {
            findings.add(PartFigures.TOO_LOW);
        }
        if (gap.low() > 0) {
            findings.add(PartFigures.WORSE_THAN_RULE);
        }
        return findings;
    }

    private static double[] pick(double[] column, List<Integer> at) {
        return at.stream().mapToDouble(i -> column[i]).toArray();
    }
}
