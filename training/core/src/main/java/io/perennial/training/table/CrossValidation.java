package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Activation;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.ChurnMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Judges a recipe on rows it did not learn from: repeated, stratified cross-validation. Within a fold everything the
 * recipe chooses it chooses on the fold's training rows.
 *
 * @param predictions for every judged candidate one array a repeat: the probability of each row
 * @param folds       for every repeat the fold of each row
 */
record CrossValidation(Map<String, List<double[]>> predictions, List<int[]> folds) {

    /** What is judged in the end: what each fold's training rows chose. */
    static final String CHOSEN = "chosen";

    /** Everybody at the rate of the training rows: the floor. */
    static final String BASE_RATE = "naive:base_rate";

    /** The plan: repeats of so many folds. */
    record Plan(int repeats, int folds) {

        Plan {
            if (repeats < 1 || repeats > 100 || folds < 2 || folds > 50) {
                throw new IllegalArgumentException("--cross-validate " + repeats + "x" + folds
                        + " is not REPEATSxFOLDS such as 5x10: 1 to 100 repeats of 2 to 50 folds");
            }
        }
    }

    /** The figures of a candidate in each repeat; the AUC is the mean over folds. */
    List<ChurnMetrics> metrics(String id, Rows rows) {
        List<double[]> repeats = predictions.get(id);
        double[] aucs = WithinFolds.of(repeats, folds, rows.churned()).aucs(rows.weights());
        return IntStream.range(0, repeats.size())
                .mapToObj(repeat -> ChurnMetrics.of(repeats.get(repeat), rows.churned(), rows.weights())
                        .crossFitted(repeats.get(repeat), folds.get(repeat))
                        .withAuc(aucs[repeat]))
                .toList();
    }

    static CrossValidation run(
            TableSchema schema, Rows rows, Plan plan, List<Formula> rivals, long seed, Consumer<String> progress) {
        Map<String, List<double[]>> predictions = new LinkedHashMap<>();
        List<int[]> allFolds = new ArrayList<>();
        for (int repeat = 0; repeat < plan.repeats(); repeat++) {
            int[] folds = StratifiedFolds.of(rows, plan.folds(), seed + 7919L * (repeat + 1));
            allFolds.add(folds);
            Map<String, double[]> held = new LinkedHashMap<>();
            String label = "repeat " + (repeat + 1) + " of " + plan.repeats() + ": ";
            AtomicInteger done = new AtomicInteger();
            // Folds know nothing of each other, so that how many run at once changes no bit.
            IntStream.range(0, plan.folds())
                    .parallel()
                    .mapToObj(fold -> judge(schema, rows, folds, fold, rivals, seed))
                    .peek(judged -> progress.accept(label + done.incrementAndGet() + " of " + plan.folds()
                            + " folds judged (" + judged.chosen + ")"))
                    .toList()
                    .forEach(judged -> judged.fill(held, rows.size()));
            held.forEach((id, probabilities) ->
                    predictions.computeIfAbsent(id, unseen -> new ArrayList<>()).add(probabilities));
        }
        return new CrossValidation(predictions, allFolds);
    }

    /** The probabilities of one fold's rows by what the other folds gave. */
    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    private record Judged(String chosen, int[] at, Map<String, double[]> probabilities) {

        void fill(Map<String, double[]> held, int size) {
            probabilities.forEach((id, values) -> {
                double[] all = held.computeIfAbsent(id, unseen -> new double[size]);
                for (int k = 0; k < at.length; k++) {
                    all[at[k]] = values[k];
                }
            });
        }
    }

    private static Judged judge(TableSchema schema, Rows rows, int[] folds, int fold, List<Formula> rivals, long seed) {
        Rows rest = rows.where(i -> folds[i] != fold);
        Rows out = rows.where(i -> folds[i] == fold);
        int[] at =
                IntStream.range(0, folds.length).filter(i -> folds[i] == fold).toArray();
        TableRecipe.Fit fit = new TableRecipe(schema, seed).learn(rest);
        Map<String, double[]> probabilities = new LinkedHashMap<>();
        probabilities.put(CHOSEN, fit.probabilities(out));
        for (TableRecipe.Tuned tuned : fit.tuned()) {
            probabilities.put(tuned.family().id(), tuned.probabilities(out));
        }
        rivals.forEach(rival -> probabilities.put(rival.id(), probabilities(rival.fit(schema, rest, seed), out)));
        double[] rate = new double[at.length];
        Arrays.fill(rate, Arrays.stream(rest.churned()).average().orElseThrow());
        probabilities.put(BASE_RATE, rate);
        return new Judged(fit.description(), at, probabilities);
    }

    private static double[] probabilities(ChurnScore score, Rows rows) {
        return Arrays.stream(score.logOdds(rows)).map(Activation.SIGMOID::of).toArray();
    }
}
