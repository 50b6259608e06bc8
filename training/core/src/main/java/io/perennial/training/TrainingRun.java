package io.perennial.training;

import io.perennial.command.Release;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.scoring.registry.Registry;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.churn.ChurnRecipe;
import io.perennial.training.churn.ChurnTrainer;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.JsonFile;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.publish.Equality;
import io.perennial.training.publish.Publisher;
import io.perennial.training.publish.TrainingFacts;
import io.perennial.training.publish.Version;
import io.perennial.training.trend.TrendModel;
import io.perennial.training.trend.TrendTrainer;
import io.perennial.training.value.ValueModel;
import io.perennial.training.value.ValueTrainer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Trains churn, then value, then trend; publishes and promotes all when all are trained, each with what stands in for it
 * when it is killed; says how good they are.
 */
public final class TrainingRun {

    private static final int UNKNOWN = 0;

    private final TrainingSet set;
    private final List<ChurnRecipe> fitted;
    private final PurchaseFits fits;
    private final Registry registry;
    private final long seed;
    private final Consumer<String> progress;
    private final List<String> verdicts = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();

    /**
     * A run.
     *
     * @param set      what to learn from
     * @param registry where versions go
     * @param seed     equal seeds and snapshots give equal models, byte for byte
     * @param progress told what is being done, by several threads
     */
    public TrainingRun(TrainingSet set, Registry registry, long seed, Consumer<String> progress) {
        this(set, List.of(), registry, seed, progress);
    }

    /**
     * A run with churn candidates beside its own.
     *
     * @param fitted fitted by another process to these very rows
     */
    public TrainingRun(
            TrainingSet set, List<ChurnRecipe> fitted, Registry registry, long seed, Consumer<String> progress) {
        this.set = set;
        this.fitted = List.copyOf(fitted);
        this.fits = new PurchaseFits(set);
        this.registry = registry;
        this.seed = seed;
        this.progress = progress;
    }

    /** Trains everything the history allows, then publishes it; champions, unless somebody stepped back from one. */
    public EvaluationFile run() {
        return run(Optional.empty());
    }

    /**
     * Trains everything the history allows, then publishes it.
     *
     * @param asked what is to become of it; champions where nothing is asked and nobody stepped back from one
     */
    public EvaluationFile run(Optional<Release> asked) {
        Versions versions = new Versions(set);
        ChurnTrainer.Trained churn = new ChurnTrainer(set, fitted, fits, seed, progress).trainBoth();
        Version first = versions.churn(churn.model());
        Optional<ValueTrainer.Trained> value = value(churn.model());
        Optional<TrendTrainer.Trained> trend =
                value.map(both -> new TrendTrainer(set, both.model().heldOut(), seed, progress).trainBoth());
        List<Publisher.Proven> chosen = new ArrayList<>(List.of(proven(churn.model(), first)));
        value.map(ValueTrainer.Trained::model)
                .ifPresent(model -> chosen.add(proven(model, versions.ltv(model, first.graph()))));
        trend.map(TrendTrainer.Trained::model).ifPresent(model -> chosen.add(proven(model, versions.trend(model))));
        List<Publisher.Proven> standIns = new ArrayList<>();
        churn.standIn()
                .ifPresent(rule -> standIns.add(proven(
                        rule,
                        versions.churn(rule)
                                .standingInFor(churn.model().chosen().family()))));
        value.ifPresent(both -> both.standIn()
                .ifPresent(rule -> standIns.add(proven(
                        rule,
                        versions.ltv(rule, first.graph())
                                .standingInFor(both.model().chosen().family())))));
        trend.ifPresent(both -> both.standIn()
                .ifPresent(rule -> standIns.add(proven(
                        rule,
                        versions.trend(rule).standingInFor(both.model().chosen().family())))));
        Publisher.Published published = publish(chosen, standIns, asked);
        Map<String, Integer> numbers = published.chosen();
        return file(
                published,
                report(churn.model(), numbers.get("churn")),
                value.map(both -> report(both.model(), numbers.get("ltv"))).orElse(null),
                trend.map(both -> report(both.model(), numbers.get("trend"))).orElse(null));
    }

    private Publisher.Proven proven(ChurnModel model, Version version) {
        return new Publisher.Proven(
                version, Equality.prove("churn", model.score(), features()), judged(report(model, UNKNOWN)));
    }

    private Publisher.Proven proven(ValueModel model, Version version) {
        return new Publisher.Proven(
                version, Equality.prove("ltv", model.learned(), features()), judged(report(model, UNKNOWN)));
    }

    private static Publisher.Proven proven(TrendModel model, Version version) {
        return new Publisher.Proven(version, model.equality(), judged(report(model, UNKNOWN)));
    }

    /** What a version says of its rivals: all but its own number, which it has only once it is published. */
    private static byte[] judged(Object report) {
        return JsonFile.bytesWithout(report, "version");
    }

    private Publisher.Published publish(
            List<Publisher.Proven> chosen, List<Publisher.Proven> standIns, Optional<Release> asked) {
        Publisher.Published numbers =
                new Publisher(registry, TrainingFacts.of(set), seed).publish(chosen, standIns, asked);
        numbers.held().ifPresent(why -> progress.accept("warning: " + why));
        for (Publisher.Proven each : chosen) {
            Version version = each.version();
            progress.accept(version.name() + " " + numbers.chosen().get(version.name()) + " "
                    + numbers.release().said() + ": " + version.family());
            sentences.add(version.name() + ": " + version.chosen().verdict() + ".");
        }
        for (Publisher.Proven each : standIns) {
            Version version = each.version();
            progress.accept(version.name() + " " + numbers.standIns().get(version.name())
                    + " published to stand in when that is killed: " + version.family());
        }
        return numbers;
    }

    private Optional<ValueTrainer.Trained> value(ChurnModel churn) {
        ValueTrainer trainer = new ValueTrainer(set, churn, fits, seed, progress);
        Optional<String> obstacle = trainer.obstacle();
        obstacle.ifPresent(verdicts::add);
        return obstacle.isPresent() ? Optional.empty() : Optional.of(trainer.trainBoth());
    }

    /** The rows equality is proven on: past days and the day of the run. */
    private double[][] features() {
        return Stream.of(set.labelled(), set.current())
                .flatMap(rows -> Arrays.stream(rows.features()))
                .toArray(double[][]::new);
    }

    private static EvaluationFile.Churn report(ChurnModel model, int version) {
        return new EvaluationFile.Churn(
                version, model.chosen(), model.candidates(), model.curve(), model.deciles(), model.slices());
    }

    private static EvaluationFile.Ltv report(ValueModel model, int version) {
        return new EvaluationFile.Ltv(
                version, model.chosen(), model.candidates(), model.coverage(), model.deciles(), model.slices());
    }

    private static EvaluationFile.Trend report(TrendModel model, int version) {
        Optional<TrendModel.Coverage> coverage = model.coverage();
        return new EvaluationFile.Trend(
                version,
                model.chosen(),
                model.candidates(),
                coverage.map(TrendModel.Coverage::block).orElse(null),
                coverage.map(TrendModel.Coverage::total).orElse(null));
    }

    private EvaluationFile file(
            Publisher.Published published,
            EvaluationFile.Churn churn,
            EvaluationFile.Ltv ltv,
            EvaluationFile.Trend trend) {
        if (set.plan().rung() == Rung.EXTRAPOLATED) {
            verdicts.add("horizon_extrapolated");
        }
        return new EvaluationFile(
                1,
                LocalDate.ofEpochDay(set.plan().asOf()).toString(),
                set.plan().rung().name(),
                set.plan().served().gapDays(),
                set.plan().served().horizonDays(),
                set.plan().learned().horizonDays(),
                set.schema().context().log().currency(),
                set.plan().dataHash(),
                seed,
                set.labelled().size(),
                set.labelled().eligibleRows().size(),
                set.labelled().all().userCount(),
                churn,
                ltv,
                trend,
                published.standIns(),
                published.release().id(),
                published.held().orElse(""),
                List.copyOf(verdicts),
                List.copyOf(sentences));
    }
}
