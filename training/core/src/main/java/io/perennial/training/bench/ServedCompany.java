package io.perennial.training.bench;

import io.perennial.command.Release;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.UserSnapshot;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.population.PopulationWriter;
import io.perennial.scoring.population.Rank;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreBytes;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import io.perennial.training.publish.Publisher;
import io.perennial.training.publish.TrainingFacts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A made-up company as a server knows one: users with ledgers, and models of churn, value and trend that were released
 * twice, so that a change over the second release is split into data and model.
 */
final class ServedCompany {

    static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);

    /** A day before the second release. */
    static final LocalDate EARLIER = AS_OF.minusDays(28);

    private static final LocalDate FIRST_DAY = AS_OF.minusDays(900);
    private static final LocalDate FIRST_RELEASE = AS_OF.minusDays(60);
    private static final LocalDate SECOND_RELEASE = AS_OF.minusDays(7);
    private static final FeatureSchema SCHEMA = new FeatureSchema(
            new FeatureContext(
                    new LogDefinition(ZoneOffset.UTC, "EUR", EnumSet.allOf(EventKind.class)),
                    new ChurnRule(Set.of(EventKind.VISIT, EventKind.PURCHASE), 180)),
            new OutcomeWindow(3, 90),
            ValueRule.defaults());

    private final List<UserLedger> ledgers;
    private final Released released;

    private ServedCompany(List<UserLedger> ledgers, Released released) {
        this.ledgers = ledgers;
        this.released = released;
    }

    /** What a release holds: the library's trees, and all models as they were published. */
    private record Released(NativeTrees library, CompanyModels models) {}

    /**
     * How much is learned for a release.
     *
     * @param trees how many
     * @param depth of each
     * @param seed  of all that is drawn
     */
    record Learning(int trees, int depth, long seed) {}

    /** Makes up so many users, learns for each release from them, and publishes all in a registry. */
    static ServedCompany publish(Path registry, int users, Learning learning, Consumer<String> progress) {
        List<UserLedger> ledgers = MadeUpLedgers.of(users, FIRST_DAY, AS_OF, learning.seed());
        release(registryOf(registry, FIRST_RELEASE), FIRST_RELEASE, ledgers, learning, progress);
        Released second = release(registryOf(registry, SECOND_RELEASE), SECOND_RELEASE, ledgers, learning, progress);
        ServedCompany company = new ServedCompany(ledgers, second);
        company.publishPopulation(registryOf(registry, AS_OF), registry.resolveSibling("bundle"));
        return company;
    }

    private static Registry registryOf(Path root, LocalDate day) {
        return Registry.at(root, Clock.fixed(day.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC), "bench");
    }

    /** Learns from the latest outcomes known on a day, and promotes what was learned. */
    private static Released release(
            Registry registry, LocalDate day, List<UserLedger> ledgers, Learning learning, Consumer<String> progress) {
        LocalDate learned = day.minusDays(SCHEMA.window().days());
        ChurnRows labelled = labelled(ledgers, Math.toIntExact(learned.toEpochDay()));
        NativeTrees library = NativeTrees.learn(labelled, learning.trees(), learning.depth(), progress);
        CompanyModels models = new CompanyModels(labelled.features(), library, new NativeLstm(learning.seed()));
        TrainingFacts training = new TrainingFacts(SCHEMA, day, "made up", "THREE_PERIODS", "seed " + learning.seed());
        new Publisher(registry, training, learning.seed())
                .publish(models.versions(), List.of(), Optional.of(Release.CHAMPION));
        return new Released(library, models);
    }

    /** Who was eligible on a day, and whether they left. */
    private static ChurnRows labelled(List<UserLedger> ledgers, int asOf) {
        List<double[]> rows = new ArrayList<>();
        List<Boolean> churned = new ArrayList<>();
        for (UserLedger ledger : ledgers) {
            UserSnapshot snapshot = snapshot(ledger, asOf);
            if (snapshot.eligible()) {
                rows.add(snapshot.features());
                churned.add(!Outcome.read(
                                ledger, asOf, SCHEMA.window(), SCHEMA.context().churn(), SCHEMA.value())
                        .active());
            }
        }
        float[] labels = new float[churned.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = churned.get(i) ? 1 : 0;
        }
        return new ChurnRows(rows.toArray(new double[0][]), labels);
    }

    private static UserSnapshot snapshot(UserLedger ledger, int asOf) {
        return UserSnapshot.of(History.timeline(ledger).asOf(asOf), SCHEMA, Math.toIntExact(FIRST_DAY.toEpochDay()));
    }

    private static UserSnapshot now(UserLedger ledger) {
        return snapshot(ledger, Math.toIntExact(AS_OF.toEpochDay()));
    }

    private void publishPopulation(Registry registry, Path bundle) {
        Scorer scorer = new Scorer(
                champion(registry, "churn"),
                Optional.of(champion(registry, "ltv")),
                Optional.of(champion(registry, "trend")),
                ChurnGrade.Thresholds.defaults());
        PopulationHeader header = PopulationHeader.of(
                SCHEMA.canonical(),
                FIRST_DAY,
                AS_OF,
                "made up",
                scorer.grades(),
                Map.of("churn", scorer.churn().id().stamp()));
        try (PopulationWriter writer = PopulationWriter.create(bundle, header)) {
            ledgers.forEach(ledger -> add(ledger, scorer, writer));
            writer.finish();
        }
        PopulationBundle.publish(bundle, registry);
    }

    private static LoadedModel champion(Registry registry, String name) {
        return ModelLoader.load(registry.open(name, registry.champion(name).orElseThrow()));
    }

    private static void add(UserLedger ledger, Scorer scorer, PopulationWriter writer) {
        UserSnapshot now = now(ledger);
        Score score = scorer.score(new UserRow(
                ledger.user(), now.asOf(), now.eligible(), !now.everActive(), now.features(), now.sequence()));
        writer.add(
                new PopulationRow(ledger, now.features(), ScoreBytes.write(score)),
                new Rank(
                        score.value().map(Score.ValueScore::expectedLoss).orElse(Double.NaN),
                        score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN),
                        score.eligible()));
    }

    /** So many eligible users who were active before {@link #EARLIER} too, so that a change can be told. */
    List<Person> people(int most) {
        return ledgers.stream()
                .filter(ledger -> ledger.days().get(0).day() < EARLIER.toEpochDay())
                .map(ledger -> new Person(ledger.user(), now(ledger)))
                .filter(person -> person.known().eligible())
                .limit(most)
                .toList();
    }

    /** One of the users, and what is known of them on the as-of. */
    record Person(String user, UserSnapshot known) {}

    /** What the library says of a user's churn. */
    double probability(Person person) {
        float margin = released.library().margin(ChurnRows.floats(person.known().features()));
        return 1 / (1 + StrictMath.exp(-margin));
    }

    /** What a user's next six blocks must be said to bring. */
    double trend(Person person) {
        return released.models().trend(person.known().sequence());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "a population of %,d users; churn: %s; value: a line; trend: an LSTM of %d units",
                ledgers.size(),
                released.library(),
                NativeLstm.UNITS);
    }
}
