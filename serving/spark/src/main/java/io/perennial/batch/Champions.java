package io.perennial.batch;

import io.perennial.features.feature.Schema;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Scorer;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The models one batch scores with, fixed when it starts: a promotion meanwhile changes nothing.
 *
 * @param registry directory of the registry; every task reads it
 * @param versions model name to version; churn is always there
 * @param grades   where the grades of churn begin
 */
record Champions(String registry, TreeMap<String, Integer> versions, Begins grades) implements Serializable {

    /** Thresholds of grades as tasks are sent them. */
    record Begins(double r2, double r3, double r4, double r5) implements Serializable {

        static Begins of(ChurnGrade.Thresholds grades) {
            return new Begins(grades.r2(), grades.r3(), grades.r4(), grades.r5());
        }

        ChurnGrade.Thresholds thresholds() {
            return new ChurnGrade.Thresholds(r2, r3, r4, r5);
        }
    }

    private static final String CHURN = "churn";
    private static final String LTV = "ltv";
    private static final String TREND = "trend";

    /**
     * The champions now.
     *
     * @throws IllegalArgumentException where no churn model is champion
     */
    static Champions of(Path directory, ChurnGrade.Thresholds grades) {
        Registry registry = Registry.at(directory);
        TreeMap<String, Integer> versions = new TreeMap<>();
        for (String name : new String[] {CHURN, LTV, TREND}) {
            OptionalInt champion = registry.champion(name);
            champion.ifPresent(version -> versions.put(name, version));
        }
        if (!versions.containsKey(CHURN)) {
            throw new IllegalArgumentException("registry " + directory + " has no champion of 'churn'; "
                    + registry.standing(CHURN).versions().stream()
                            .max(Comparator.naturalOrder())
                            .map(newest -> "version " + newest + " is published and waits for somebody to promote it:"
                                    + " perennial models promote churn " + newest)
                            .orElse("train into it first: perennial train")
                    + " --registry " + directory);
        }
        // A task on another machine has another working directory.
        return new Champions(directory.toAbsolutePath().toString(), versions, Begins.of(grades));
    }

    /**
     * A scorer over these models; every file is hashed and every golden row replayed first.
     *
     * @param schema of the rows that will be scored
     * @throws IllegalArgumentException where a model was made for another schema, with the difference
     */
    Scorer scorer(String schema) {
        LoadedModel churn = load(CHURN).orElseThrow();
        Schema mine = churn.schema();
        mine.difference(schema).ifPresent(difference -> {
            throw new IllegalArgumentException(
                    churn.id().named() + " does not fit these snapshots (there): " + difference
                            + "; train on them, or build features as the model was trained, with its --gap and --horizon");
        });
        return new Scorer(churn, load(LTV), load(TREND), grades.thresholds());
    }

    /** Model name to {@code version:digest}, as a population states it. */
    Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        versions.forEach((name, version) -> digests.put(
                name,
                new ModelId(
                                name,
                                version,
                                Registry.at(Path.of(registry))
                                        .open(name, version)
                                        .digest())
                        .stamp()));
        return digests;
    }

    private Optional<LoadedModel> load(String name) {
        return Optional.ofNullable(versions.get(name))
                .map(version -> ModelLoader.load(Registry.at(Path.of(registry)).open(name, version)));
    }
}
