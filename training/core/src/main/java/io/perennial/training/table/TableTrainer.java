package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Rule;
import io.perennial.training.churn.Band;
import io.perennial.training.churn.Calibrator;
import io.perennial.training.churn.Candidate;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.evaluation.ChurnMetrics;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Learns churn of a table: judges the recipe by cross-validation, then learns the model to publish from all rows. What
 * was learned must beat everybody's rate with its whole interval; else the rate is published under its own name.
 *
 * @param schema   what the rows mean, with what they show of each column
 * @param plan     how it is judged
 * @param rivals   what it is judged against
 * @param seed     everything drawn depends on it alone
 * @param progress told what is being done
 */
record TableTrainer(
        TableSchema schema, CrossValidation.Plan plan, List<Formula> rivals, long seed, Consumer<String> progress) {

    /** An AUC that no honest set of columns is expected to reach. */
    static final double TOO_GOOD = 0.99;

    /** Whether an AUC is above {@link #TOO_GOOD}, or cannot be told. */
    static boolean isTooGood(double auc) {
        return !(auc <= TOO_GOOD);
    }

    /**
     * A model, the rate that stands in for it unless it is the rate, how the recipe did, by which predictions, and what
     * proves it; nothing a rate.
     */
    record Trained(
            ChurnModel model,
            Optional<ChurnModel> standIn,
            List<Judgement> judgements,
            List<Comparison> comparisons,
            List<ProfitPoint> profits,
            CrossValidation judged,
            List<Learned> members) {

        /** The AUC of what was chosen. */
        double auc() {
            return judgement(CrossValidation.CHOSEN).auc();
        }

        /** How a candidate did. */
        Judgement judgement(String id) {
            return judgements.stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    Trained train(Rows rows, List<String> notes) {
        CrossValidation judged = CrossValidation.run(schema, rows, plan, rivals, seed, progress);
        LossDraws losses = LossDraws.of(judged, rows, seed);
        List<Judgement> judgements = Judgement.of(judged, rows, losses, seed);
        List<Comparison> comparisons =
                Comparison.of(judged, rivals.stream().map(Formula::id).toList(), rows, losses, seed);
        progress.accept("refitting on all " + rows.size() + " rows");
        TableRecipe.Fit fit = new TableRecipe(schema, seed).learn(rows);
        List<Candidate> candidates = candidates(judged, rows, losses);
        boolean beaten = candidates.get(0).gap().isBelowZero();
        Told told = new Told(rows, candidates, judgedOn(rows), notes);
        // One repeat: the mean of several is better than the one model that is published.
        double[] held = judged.predictions().get(CrossValidation.CHOSEN).get(0);
        ChurnModel rate = rate(told, judged, fit.kind(), beaten);
        double[] plain = judged.predictions().get(Formula.PLAIN.id()).get(0);
        List<ProfitPoint> profits = ProfitPoint.curve(held, plain, rows.churned(), rows.weights());
        if (!beaten) {
            return new Trained(rate, Optional.empty(), judgements, comparisons, profits, judged, List.of());
        }
        ChurnScore score = new ChurnScore(
                NewlyMissingScore.of(fit.score().learned(), fit.calibrator(), schema, rows, seed),
                fit.score().unit());
        Learned learned = (ModelDraft draft) -> score.addTo(draft, fit.calibrator());
        ChurnModel model = told.model(
                CrossValidation.CHOSEN,
                learned,
                Band.of(rows, fit.outOfFold(), fit.calibrator(), fit.kind(), 0, seed),
                held,
                verdict(fit, comparisons));
        return new Trained(
                model,
                Optional.of(rate),
                judgements,
                comparisons,
                profits,
                judged,
                fit.score().learned().members());
    }

    private ChurnModel rate(Told told, CrossValidation judged, Calibrator.Kind kind, boolean beaten) {
        return told.model(
                CrossValidation.BASE_RATE,
                rate(told.rows()),
                ofRate(told.rows(), kind),
                judged.predictions().get(CrossValidation.BASE_RATE).get(0),
                beaten
                        ? "everybody's rate, there to stand in for " + CrossValidation.CHOSEN + " when it is killed"
                        : "nothing learned beats everybody's rate beyond chance, so the rate is used");
    }

    /** How uncertain the rate is: scores that tell nobody apart are calibrated to it. */
    private Band ofRate(Rows rows, Calibrator.Kind kind) {
        double[] equal = new double[rows.size()];
        return Band.of(rows, equal, Calibrator.fit(kind, equal, rows.churned(), rows.weights()), kind, 0, seed);
    }

    /** What is told of the model and of its stand-in alike. */
    private record Told(Rows rows, List<Candidate> candidates, String judgedOn, List<String> notes) {

        ChurnModel model(String family, Learned learned, Band band, double[] held, String verdict) {
            return new ChurnModel(
                    new Chosen(family, family.equals(CrossValidation.BASE_RATE), verdict, judgedOn, notes),
                    learned,
                    band,
                    learned,
                    candidates,
                    CalibrationBin.of(held, rows.churned(), rows.weights(), 10),
                    Decile.of(held, rows.churned(), rows.weights()),
                    List.of(),
                    held,
                    held,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private static String verdict(TableRecipe.Fit fit, List<Comparison> comparisons) {
        return fit.description() + ": beats " + CrossValidation.BASE_RATE
                + Comparison.worseThanPlain(comparisons)
                        .map(loss -> String.format(
                                Locale.ROOT,
                                "; worse than plain logistic regression beyond chance, by %.4f to %.4f of log loss",
                                loss.low(),
                                loss.high()))
                        .orElse("")
                + "; a table has no days, so no later period was tested";
    }

    private String judgedOn(Rows rows) {
        return String.format(
                Locale.ROOT,
                "%d rows, each by models that did not see it (%d x stratified %d-fold, copies of a row together)",
                rows.size(),
                plan.repeats(),
                plan.folds());
    }

    private static Learned rate(Rows rows) {
        double rate = Arrays.stream(rows.churned()).average().orElseThrow();
        List<Rule.Axis> axes = List.of(new Rule.Axis(0, Doubles.of()));
        return (ModelDraft draft) -> draft.add(new Rule(draft.features(), axes, Doubles.of(rate, rate)));
    }

    /** Every candidate by its figures in the mean over the repeats; what was chosen first, the naive rate last. */
    private static List<Candidate> candidates(CrossValidation judged, Rows rows, LossDraws losses) {
        List<Candidate> candidates = new ArrayList<>();
        for (String id : judged.predictions().keySet()) {
            ChurnMetrics metrics = ChurnMetrics.mean(judged.metrics(id, rows));
            Interval gap = losses.difference(id, CrossValidation.BASE_RATE);
            candidates.add(new Candidate(
                    id,
                    id.equals(CrossValidation.BASE_RATE),
                    description(id),
                    "",
                    metrics,
                    metrics,
                    losses.of(id),
                    gap,
                    gap));
        }
        return candidates;
    }

    private static String description(String id) {
        return Arrays.stream(Family.values())
                .filter(family -> family.id().equals(id))
                .map(Family::description)
                .findFirst()
                .orElse(
                        switch (id) {
                            case CrossValidation.CHOSEN ->
                                "what the training rows of each fold chose: one family, or both pooled";
                            case CrossValidation.BASE_RATE -> "everybody churns at the overall rate";
                            default -> "a rival: logistic regression, nothing chosen";
                        });
    }
}
