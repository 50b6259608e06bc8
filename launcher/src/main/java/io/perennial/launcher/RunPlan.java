package io.perennial.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps from raw logs to a report, as command lines. */
final class RunPlan {

    /** The list of candidates of one as-of. */
    static final String CANDIDATES = "candidates.json";

    private RunPlan() {}

    /**
     * The steps of one run.
     *
     * @param aliases ids that are one user, empty where there are none
     */
    static List<Step> steps(RunFolder folder, List<LogSource> sources, Optional<Path> aliases, ScoringOptions options) {
        Path registry = options.registry(folder);
        List<Step> steps = new ArrayList<>(List.of(ingest(folder, sources, aliases), features(folder, options)));
        if (options.mllib()) {
            Path product = folder.candidates().resolve(CANDIDATES);
            steps.add(mllib(folder, product, options.seed(), "--snapshots", folder.snapshots()));
        }
        steps.add(train(folder, registry, options));
        steps.add(score(folder, registry, options));
        steps.add(load(folder, registry, options));
        steps.add(
                step("report", folder.report().resolve("index.html"), "--run", folder.root(), "--registry", registry));
        return List.copyOf(steps);
    }

    /** Candidates fitted to the rows that two words name. */
    static Step mllib(RunFolder folder, Path product, long seed, String option, Path rows) {
        return step("mllib", product, option, rows, "--out", folder.candidates(), "--seed", seed);
    }

    static Step ingest(RunFolder folder, List<LogSource> sources, Optional<Path> aliases) {
        List<String> arguments = new ArrayList<>();
        sources.forEach(source -> arguments.addAll(source.arguments()));
        aliases.ifPresent(file -> arguments.addAll(List.of("--aliases", file.toString())));
        arguments.addAll(List.of("--out", folder.log().toString()));
        List<Path> inputs = Stream.concat(sources.stream().flatMap(source -> source.files().stream()), aliases.stream())
                .toList();
        boolean alwaysRun = sources.stream().anyMatch(LogSource::readsUnlisted);
        return new Step("ingest", arguments, inputs, List.of(folder.log().resolve("log.json")), alwaysRun);
    }

    private static Step features(RunFolder folder, ScoringOptions options) {
        List<String> arguments = words("--log", folder.log(), "--out", folder.snapshots());
        arguments.addAll(options.featureArguments());
        return new Step("features", arguments, List.of(), folder.snapshots().resolve("plan.json"));
    }

    private static Step train(RunFolder folder, Path registry, ScoringOptions options) {
        List<String> arguments = words("--snapshots", folder.snapshots(), "--registry", registry);
        arguments.addAll(words("--out", folder.training(), "--seed", options.seed()));
        if (options.mllib()) {
            arguments.addAll(words("--candidates", folder.candidates()));
        }
        arguments.addAll(options.trainArguments());
        // A registry somebody removed is filled again: without a published model every later step would fail.
        List<Path> products = List.of(folder.training().resolve("evaluation.json"), journal(registry, "churn"));
        return new Step("train", arguments, List.of(), products, false);
    }

    private static Step score(RunFolder folder, Path registry, ScoringOptions options) {
        List<String> arguments = words("--snapshots", folder.snapshots(), "--log", folder.log());
        arguments.addAll(words("--registry", registry, "--out", folder.root()));
        arguments.addAll(options.scoreArguments());
        List<Path> inputs = new ArrayList<>(journals(registry));
        options.playbook().ifPresent(inputs::add);
        return new Step("score", arguments, inputs, folder.scoresSummary());
    }

    private static Step load(RunFolder folder, Path registry, ScoringOptions options) {
        List<String> arguments = words("--bundle", folder.bundle(), "--registry", registry);
        arguments.addAll(options.loadArguments());
        return new Step("load", arguments, List.of(), journal(registry, "population"));
    }

    /** Who is champion can change between two runs without a step of ours: then everybody is scored again. */
    private static List<Path> journals(Path registry) {
        return Stream.of("churn", "ltv", "trend")
                .map(model -> journal(registry, model))
                .toList();
    }

    /** Exists only where something was published under the name. */
    private static Path journal(Path registry, String name) {
        return registry.resolve(name).resolve("journal");
    }

    private static Step step(String command, Path product, Object... arguments) {
        return new Step(command, words(arguments), List.of(), product);
    }

    static List<String> words(Object... words) {
        return new ArrayList<>(Stream.of(words).map(Object::toString).toList());
    }
}
