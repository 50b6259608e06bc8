package io.perennial.training.publish;

import io.perennial.command.Build;
import io.perennial.command.Release;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.scoring.model.GoldenRows;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.model.References;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.JournalEntry;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.Provenance;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.Standing;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes versions to a registry; what is promoted was first loaded back from its published bytes. */
public final class Publisher {

    private static final int GOLDEN_ROWS = 50;

    private static final String CHURN = "churn";

    /** What reads the churn model's output, and so belongs to the churn model of its own training. */
    private static final List<String> RESTING_ON_CHURN = List.of("ltv", "trend");

    private final Registry registry;
    private final TrainingFacts training;
    private final long seed;

    /** The file of a version in which every candidate and naive rule is judged, as {@code evaluation.json} has them. */
    public static final String JUDGED = "evaluation.json";

    /**
     * A version that is ready.
     *
     * @param version  what it holds
     * @param equality how it was found equal to the library that trained it
     * @param judged   bytes of {@link #JUDGED}; empty where its rivals are not told
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes of a file, never compared.
    public record Proven(Version version, Equality equality, byte[] judged) {

        /** A version whose rivals are not told. */
        public Proven(Version version, Equality equality) {
            this(version, equality, new byte[0]);
        }
    }

    /** A publisher to a registry. */
    public Publisher(Registry registry, TrainingFacts training, long seed) {
        this.registry = registry;
        this.training = training;
        this.seed = seed;
    }

    /**
     * What became of it.
     *
     * @param chosen   numbers by model of what is to answer
     * @param standIns numbers by model of what the kill switch falls back to
     * @param release  what became of the chosen ones
     * @param held     why they are not champions though nobody asked for less; empty where they are, or somebody did
     */
    public record Published(
            Map<String, Integer> chosen, Map<String, Integer> standIns, Release release, Optional<String> held) {}

    /**
     * Publishes versions, loads each back, and only then makes the chosen ones champions one right after the other: a
     * training that is killed or finds the disk full leaves the champions it found. Where somebody {@linkplain
     * Standing#steppedBack stepped back} from a champion, none of them is promoted unless that is asked for. A value or
     * trend model of an earlier training is withdrawn where this one has none: it reads another churn model, often of
     * another feature schema.
     *
     * @param chosen   what is to answer, a version a model at most
     * @param standIns what answers under the same name when that is killed
     * @param asked    what is to become of the chosen ones; champions where nothing is asked and nobody stepped back
     */
    public Published publish(List<Proven> chosen, List<Proven> standIns, Optional<Release> asked) {
        Map<String, Integer> numbers = published(chosen);
        Map<String, Integer> rules = published(standIns);
        Optional<String> held = asked.isPresent() ? Optional.empty() : held();
        Release release = held.isPresent() ? Release.PUBLISHED : asked.orElse(Release.CHAMPION);
        for (Proven each : chosen) {
            String name = each.version().name();
            release(release, name, numbers.get(name), each.version().chosen().verdict());
        }
        RESTING_ON_CHURN.stream()
                .filter(name -> !numbers.containsKey(name))
                .forEach(name -> end(release, name, "the latest training has no " + name + " model"));
        return new Published(numbers, rules, release, held);
    }

    /**
     * Says before minutes of training that a challenger would have nobody to be tried beside.
     *
     * @throws IllegalArgumentException where a challenger is asked for and there is no champion
     */
    public static void requireChampion(Registry registry, Optional<Release> asked) {
        if (asked.equals(Optional.of(Release.CHALLENGER))
                && registry.champion(CHURN).isEmpty()) {
            throw new IllegalArgumentException("--as challenger needs a champion to be tried beside, and "
                    + registry.root() + " has no champion of churn; leave --as out the first time");
        }
    }

    private void release(Release release, String name, int version, String why) {
        switch (release) {
            case CHAMPION -> registry.promote(name, version, why);
            case CHALLENGER -> registry.challenge(name, version, why);
            case PUBLISHED -> {}
        }
    }

    private void end(Release release, String name, String why) {
        switch (release) {
            case CHAMPION -> registry.withdraw(name, why);
            case CHALLENGER -> {
                if (registry.standing(name).challenger().isPresent()) {
                    registry.dismiss(name, why);
                }
            }
            case PUBLISHED -> {}
        }
    }

    /** Who stepped back from which champion, in words; models of one training belong together, so one holds all. */
    private Optional<String> held() {
        return Stream.concat(Stream.of(CHURN), RESTING_ON_CHURN.stream())
                .map(registry::standing)
                .flatMap(standing -> standing.steppedBack().stream().map(entry -> held(standing.name(), entry)))
                .findFirst();
    }

    private static String held(String name, JournalEntry entry) {
        String done =
                switch (entry.action()) {
                    case WITHDRAWN -> " was killed";
                    case ROLLED_BACK -> " was brought back";
                    default -> ", an older version, was promoted";
                };
        return "published, not promoted: " + name + " " + entry.version() + done + " by " + entry.by() + " on "
                + LocalDate.ofInstant(entry.at(), ZoneOffset.UTC)
                + (entry.why().isBlank() ? "" : " (" + entry.why() + ")")
                + ", and no newer one was promoted since; promote by hand, or give --as champion";
    }

    private Map<String, Integer> published(List<Proven> all) {
        Map<String, Integer> numbers = new TreeMap<>();
        all.forEach(each -> numbers.put(each.version().name(), publish(each)));
        return numbers;
    }

    private int publish(Proven proven) {
        Version version = proven.version();
        byte[] model = GraphWriter.write(version.graph());
        Draft draft = Draft.of(facts(version))
                .file(ModelLoader.MODEL, model)
                .file(ModelLoader.GOLDEN, GoldenRows.draw(version.graph(), version.ranges(), GOLDEN_ROWS, seed))
                .file("card.md", Card.of(version, training, proven.equality()).getBytes(StandardCharsets.UTF_8));
        version.references().ifPresent(rows -> draft.file(ModelLoader.REFERENCE, rows.write()));
        if (proven.judged().length > 0) {
            draft.file(JUDGED, proven.judged());
        }
        version.origins().forEach(file -> draft.file("origin/" + file.name(), file.bytes()));
        int number = registry.publish(draft);
        ModelLoader.load(registry.open(version.name(), number));
        return number;
    }

    private ModelFacts facts(Version version) {
        return new ModelFacts(
                version.name(),
                version.family(),
                training.schema().canonical(),
                training.schema().fingerprint(),
                training.asOf(),
                training.rung(),
                version.chosen().verdict(),
                version.intendedUse(),
                version.references().map(References::rows).map(List::size).orElse(0),
                version.metrics(),
                provenance(version));
    }

    private Provenance provenance(Version version) {
        Map<String, String> options = new TreeMap<>(version.options());
        options.put("seed", Long.toString(seed));
        return new Provenance(
                training.dataHash(),
                Build.current().commit(),
                options,
                Libraries.versions(),
                System.getProperty("java.version"));
    }
}
