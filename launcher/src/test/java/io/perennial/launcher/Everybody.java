package io.perennial.launcher;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.ledger.History;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreBytes;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Everybody of a run, read from its bundle, scored and explained anew by what its registry publishes. */
final class Everybody {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+[.][0-9]+(E-?[0-9]+)?");

    private final Population population;
    private final FeatureSchema schema;
    private final Scorer.Session scoring;
    private final Explainer explainer;

    /**
     * One user.
     *
     * @param stored   as the batch wrote the row
     * @param batch    the score the batch wrote
     * @param row      what the ledger in the bundle gives today, computed as a server does it
     * @param again    the score of that row
     * @param reasons  why, by target
     */
    record Member(
            PopulationRow stored, Score batch, UserRow row, Score again, Map<Target, ExplanationResult> reasons) {}

    Everybody(RunFolder run) {
        this.population = Population.open(run.bundle());
        this.schema = FeatureSchema.parse(population.header().schema());
        Registry registry = Registry.at(run.ownRegistry());
        Scorer scorer = new Scorer(
                champion(registry, "churn").orElseThrow(),
                champion(registry, "ltv"),
                champion(registry, "trend"),
                ChurnGrade.Thresholds.defaults());
        this.scoring = scorer.session();
        this.explainer = new Explainer(scorer);
    }

    private static Optional<LoadedModel> champion(Registry registry, String name) {
        return registry.champion(name).stream()
                .mapToObj(version -> ModelLoader.load(registry.open(name, version)))
                .findFirst();
    }

    /** What the scores mean. */
    FeatureSchema schema() {
        return schema;
    }

    /** Gives every user in ascending order, with the reasons of what the batch explains of everybody. */
    void forEach(Consumer<Member> reader) {
        population.forEach(stored -> reader.accept(member(stored, EnumSet.of(Target.CHURN, Target.LTV))));
    }

    /** Gives every tenth user, with all reasons: those of a trend take far longer than the others. */
    void forEachTenth(Consumer<Member> reader) {
        for (int i = 0; i < population.header().users(); i += 10) {
            reader.accept(member(population.at(i), EnumSet.allOf(Target.class)));
        }
    }

    private Member member(PopulationRow stored, Set<Target> targets) {
        UserRow row = row(stored);
        Score again = scoring.score(row);
        Map<Target, ExplanationResult> reasons = new TreeMap<>();
        for (Target target : targets) {
            reasons.put(target, explainer.explain(row, again, target));
        }
        return new Member(stored, batch(stored), row, again, reasons);
    }

    private UserRow row(PopulationRow stored) {
        int asOf = population.asOf();
        History history = History.timeline(stored.ledger()).asOf(asOf);
        double[] features = schema.vector(history);
        double silence = features[FeatureCatalogue.index("silence_days")];
        int firstDay = Math.toIntExact(population.header().firstDay().toEpochDay());
        return new UserRow(
                stored.user(),
                asOf,
                silence < schema.context().churn().lookbackDays(),
                Double.isNaN(silence),
                features,
                TrendSequence.isCovered(firstDay, asOf) ? TrendSequence.of(history, schema.context()) : null);
    }

    private static Score batch(PopulationRow stored) {
        try {
            return ScoreBytes.read(stored.score());
        } catch (BinaryFormatException e) {
            throw new IllegalStateException("the batch wrote a score that can't be read", e);
        }
    }

    /**
     * A hash of every number, by its bits, and every word of the explanations of every tenth user; everybody's reasons are in the scores.
     * The digest of a manifest is left out, since it holds a time.
     */
    String explanations() {
        StringBuilder all = new StringBuilder();
        forEachTenth(member -> member.reasons().values().forEach(result -> all.append(text(result))));
        // Before JDK 19 the text of some numbers has a digit too many.
        String bits = NUMBER.matcher(all)
                .replaceAll(number -> Long.toHexString(Double.doubleToRawLongBits(Double.parseDouble(number.group()))));
        return Run.hash(bits.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ExplanationResult result) {
        if (!(result instanceof Explanation explanation)) {
            return result.toString();
        }
        return String.join(
                "|",
                explanation.model().toString(),
                Double.toString(explanation.score()),
                Double.toString(explanation.baseline()),
                Double.toString(explanation.context()),
                explanation.dimensions().toString(),
                explanation.reasons().toString(),
                explanation.features().toString());
    }

    /** Prints the hash of the explanations of the run in a folder, for a process under other conditions. */
    public static void main(String[] args) {
        System.out.print(new Everybody(new RunFolder(Path.of(args[0]))).explanations());
    }
}
