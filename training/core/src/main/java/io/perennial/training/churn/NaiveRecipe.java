package io.perennial.training.churn;

import io.perennial.features.profile.Decay;
import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Rule;
import io.perennial.scoring.graph.Select;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ChurnMetrics;
import io.perennial.training.evaluation.LogisticFit;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rules a company has without any learning, each but silence a table of churn rates counted on the rows: the floor
 * that a learned model must beat.
 */
public final class NaiveRecipe implements ChurnRecipe {

    private static final String SILENCE = "silence_days";

    private static final int MOST_ROWS = 20_000;

    /** Where a column is cut, learned from rows. */
    private interface Axes {
        List<Rule.Axis> of(Rows rows);
    }

    /** What a rule says as log-odds, learned from rows. */
    private interface Says {
        Learned of(Rows rows);
    }

    private final String id;
    private final String description;
    private final List<String> columns;
    private final Says says;

    private NaiveRecipe(String id, String description, List<String> columns, Says says) {
        this.id = "naive:" + id;
        this.description = description;
        this.columns = columns;
        this.says = says;
    }

    private static NaiveRecipe table(String id, String description, List<String> columns, Axes axes) {
        return new NaiveRecipe(id, description, columns, rows -> {
            Rule rule = counted(rows, axes.of(rows));
            return draft -> draft.add(new Rule(draft.features(), rule.axes(), rule.values()));
        });
    }

    /** Everybody has the rate of all. */
    public static NaiveRecipe baseRate() {
        return table(
                "base_rate",
                "everybody churns at the overall rate",
                List.of(),
                rows -> List.of(new Rule.Axis(0, Doubles.of())));
    }

    /** Silent for longer than a number of days, the one that fits the training rows best. */
    public static NaiveRecipe hiatus() {
        return table(
                "hiatus",
                "silent for longer than the number of days that separates best",
                List.of(SILENCE),
                NaiveRecipe::bestCut);
    }

    /** The longer silent, the likelier gone: every day of silence counts, where a cut knows two sides. */
    public static NaiveRecipe silence() {
        return new NaiveRecipe(
                "silence", "the longer silent, the likelier gone", List.of(SILENCE), NaiveRecipe::bySilence);
    }

    /** Active in the last period, that is within one horizon, or not. */
    public static NaiveRecipe lastPeriod(int horizonDays) {
        return table(
                "last_period",
                "the next period is like the last: active within " + horizonDays + " days or not",
                List.of(SILENCE),
                rows -> List.of(axis(rows, SILENCE, horizonDays)));
    }

    /** Active days and baskets cut where the known rule of {@link Decay} cuts them, a rate for each side. */
    public static NaiveRecipe decline() {
        return table(
                "decline",
                "active days down 30 % and baskets down 25 % against the user's own past",
                List.of("active_days_change_28", "basket_change_84"),
                // What is cut at a number stands above it, and the known rule is met at its limits.
                rows -> List.of(
                        axis(rows, "active_days_change_28", Math.nextUp(Decay.ACTIVE_DAYS_LIMIT)),
                        axis(rows, "basket_change_84", Math.nextUp(Decay.BASKET_LIMIT))));
    }

    /** The same number for everybody, whatever is missing. */
    static Learned constant(double number) {
        List<Rule.Axis> axes = List.of(new Rule.Axis(0, Doubles.of()));
        return (ModelDraft draft) -> draft.add(new Rule(draft.features(), axes, Doubles.of(number, number)));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isNaive() {
        return true;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        for (String column : columns) {
            int at = rows.data().column(column);
            if (at < 0 || Arrays.stream(rows.features()).allMatch(row -> Double.isNaN(row[at]))) {
                return Optional.of("'" + column + "' is never known");
            }
        }
        return Optional.empty();
    }

    @Override
    public ChurnScore fit(Rows all, long seed) {
        return new ChurnScore(says.of(all.atMost(MOST_ROWS, seed)), ChurnScore.Unit.LOG_ODDS);
    }

    /** {@code ln(1 + days)}; who was never seen is as long silent as the middle one of the rows. */
    private static Learned bySilence(Rows rows) {
        int column = rows.data().column(SILENCE);
        double[] known = known(rows, column);
        double fill = known.length == 0 ? 0 : known[known.length / 2];
        return (ModelDraft draft) -> {
            int days = draft.add(new Select(draft.features(), Ints.of(column)));
            int filled = draft.add(new Impute(days, Doubles.of(fill), Ints.of()));
            return draft.add(Dense.apply(filled, 1, Activation.SIGNED_LOG));
        };
    }

    private static double[] known(Rows rows, int column) {
        return Arrays.stream(rows.features())
                .mapToDouble(row -> row[column])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static Rule.Axis axis(Rows rows, String column, double cut) {
        return new Rule.Axis(rows.data().column(column), Doubles.of(cut));
    }

    /** The cut with the least log loss on the rows, out of twenty at equal counts. */
    private static List<Rule.Axis> bestCut(Rows rows) {
        double[] known = known(rows, rows.data().column(SILENCE));
        List<Rule.Axis> best = List.of();
        double least = Double.POSITIVE_INFINITY;
        for (int k = 1; k < 20; k++) {
            List<Rule.Axis> axes = List.of(axis(rows, SILENCE, known[(int) ((long) known.length * k / 20)]));
            double loss = loss(rows, counted(rows, axes));
            if (loss < least) {
                least = loss;
                best = axes;
            }
        }
        return best;
    }

    private static double loss(Rows rows, Rule rule) {
        double[] weights = rows.weights();
        double[] score = new double[1];
        double loss = 0;
        for (int i = 0; i < rows.size(); i++) {
            rule.evaluate(new double[][] {rows.features(i)}, new double[0], score);
            loss += weights[i] * ChurnMetrics.logLoss(Activation.SIGMOID.of(score[0]), rows.churned(i));
        }
        return loss;
    }

    /** The log-odds of churn in each cell, drawn towards the overall rate by one user's weight. */
    private static Rule counted(Rows rows, List<Rule.Axis> axes) {
        int cells = axes.stream().mapToInt(Rule.Axis::bins).reduce(1, (a, b) -> a * b);
        double[] numbers = new double[cells];
        Arrays.setAll(numbers, cell -> cell);
        Rule numbering = new Rule(0, axes, Doubles.of(numbers));
        double[] weights = rows.weights();
        double[] churned = new double[cells];
        double[] total = new double[cells];
        double[] cell = new double[1];
        for (int i = 0; i < rows.size(); i++) {
            numbering.evaluate(new double[][] {rows.features(i)}, new double[0], cell);
            churned[(int) cell[0]] += weights[i] * rows.churned(i);
            total[(int) cell[0]] += weights[i];
        }
        double base =
                (Arrays.stream(churned).sum() + 0.5) / (Arrays.stream(total).sum() + 1);
        double[] logOdds = new double[cells];
        Arrays.setAll(logOdds, c -> LogisticFit.logit((churned[c] + base) / (total[c] + 1)));
        return new Rule(0, axes, Doubles.of(logOdds));
    }
}
