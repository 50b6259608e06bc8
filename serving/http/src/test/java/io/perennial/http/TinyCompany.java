package io.perennial.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Schema;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.http.answer.Subject;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.model.Centroids;
import io.perennial.scoring.model.GoldenRows;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.population.AliasTable;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.population.PopulationWriter;
import io.perennial.scoring.population.Rank;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.Provenance;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.VersionFiles;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreBytes;
import io.perennial.scoring.score.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small made-up company: users with ledgers, and hand-built models of churn, value and trend. */
public final class TinyCompany {

    public static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);
    public static final LocalDate FIRST_DAY = AS_OF.minusDays(900);
    public static final FeatureSchema SCHEMA = schema(90);

    /** A day whose outcome window has closed by the as-of. */
    public static final LocalDate EARLIER = AS_OF.minusDays(100);

    /** How many users models were made from. */
    public static final int REFERENCES = 200;

    private static final int SILENCE = FeatureCatalogue.index("silence_days");
    private static final int SPEND = FeatureCatalogue.index("spend_lifetime");
    private static final int WIDTH = FeatureCatalogue.features().size();

    private TinyCompany() {}

    /** The schema of a company that looks so many days ahead. */
    public static FeatureSchema schema(int horizonDays) {
        EnumSet<EventKind> kinds = EnumSet.of(EventKind.VISIT, EventKind.PURCHASE, EventKind.TOUCH);
        return new FeatureSchema(
                new FeatureContext(
                        new LogDefinition(ZoneId.of("UTC"), "USD", kinds),
                        new ChurnRule(EnumSet.of(EventKind.VISIT, EventKind.PURCHASE), 180)),
                new OutcomeWindow(3, horizonDays),
                ValueRule.defaults());
    }

    /** Users in the order of populations; the last three digits of an id tell nothing. */
    public static List<UserLedger> ledgers(int users) {
        Random random = new Random(7);
        List<UserLedger> ledgers = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            ledgers.add(ledger("user/" + i + (i % 10 == 0 ? " 用户" : ""), random, i));
        }
        ledgers.sort(Comparator.comparing(
                ledger -> ledger.user().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        return ledgers;
    }

    /** What was known of users on an earlier day; who had done nothing by then is left out. */
    public static List<UserLedger> before(List<UserLedger> ledgers, LocalDate day) {
        return ledgers.stream()
                .map(ledger -> new UserLedger(
                        ledger.user(),
                        ledger.days().stream()
                                .filter(known -> known.day() < day.toEpochDay())
                                .toList()))
                .filter(ledger -> !ledger.days().isEmpty())
                .toList();
    }

    private static UserLedger ledger(String user, Random random, int i) {
        List<LedgerDay> days = new ArrayList<>();
        int day = (int) AS_OF.toEpochDay() - 1 - random.nextInt(150);
        for (int k = 0; k < 1 + random.nextInt(12); k++) {
            int[] counts = new int[EventKind.COUNT];
            // Every 25th user is only ever touched.
            EventKind kind =
                    i % 25 == 24 ? EventKind.TOUCH : random.nextBoolean() ? EventKind.VISIT : EventKind.PURCHASE;
            counts[kind.index()] = 1 + random.nextInt(3);
            long spend = kind == EventKind.PURCHASE ? 100 + random.nextInt(10_000) : 0;
            days.add(new LedgerDay(day, counts, spend, 0, 60, 0, 0, new int[0], new int[0]));
            day -= 1 + random.nextInt(60);
        }
        Collections.reverse(days);
        return new UserLedger(user, days);
    }

    /** Churn grows with silence; the shift tells versions apart. */
    public static Graph churn(double shift) {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, WIDTH));
        int filled = graph.add(new Impute(features, Doubles.of(new double[WIDTH]), Ints.of()));
        int silence = graph.add(new Select(Ints.of(filled), Ints.of(SILENCE)));
        int margin = graph.add(new Linear(silence, Doubles.of(0.03), -2 + shift));
        return churn(graph, margin);
    }

    /** What a churn model gives, by the node that holds its log-odds. */
    public static Graph churn(GraphBuilder graph, int margin) {
        return graph.output("churn_probability", graph.add(new Sigmoid(margin, 1, 0)))
                .output("churn_low", graph.add(new Sigmoid(margin, 1, -0.2)))
                .output("churn_high", graph.add(new Sigmoid(margin, 1, 0.2)))
                .output("p_inactive_by_day_10", graph.add(new Sigmoid(margin, 1, 1)))
                .build();
    }

    /** Value if retained is ten and a tenth of all spend. */
    public static Graph ltv() {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, WIDTH));
        int churn = graph.add(new Input(Input.Source.UPSTREAM, 1));
        int filled = graph.add(new Impute(features, Doubles.of(new double[WIDTH]), Ints.of()));
        int spend = graph.add(new Select(Ints.of(filled), Ints.of(SPEND)));
        int value = graph.add(new Linear(spend, Doubles.of(0.1), 10));
        int ltv = graph.add(new Product(Ints.of(churn, value), Ints.of(1, 0)));
        return graph.output("value_if_retained", value)
                .output("ltv", ltv)
                .output("ltv_low", graph.add(new Linear(ltv, Doubles.of(0.5), 0)))
                .output("ltv_high", graph.add(new Linear(ltv, Doubles.of(2), 0)))
                .output("expected_purchases", graph.add(new Linear(value, Doubles.of(0.05), 0)))
                .build();
    }

    /** A sixth of the value each month. */
    public static Graph trend() {
        GraphBuilder graph = new GraphBuilder();
        int ltv = graph.add(new Input(Input.Source.UPSTREAM, 1));
        int month = graph.add(new Linear(ltv, Doubles.of(1 / 6.0), 0));
        for (int i = 1; i <= 6; i++) {
            graph.output("trend_m" + i, month);
        }
        return graph.build();
    }

    /** A curve of what was spent in each of the last six months, lifted by the value. */
    public static Graph monthlyTrend() {
        GraphBuilder graph = new GraphBuilder();
        int past = graph.add(new Input(Input.Source.SEQUENCE, TrendSequence.STEPS * TrendSequence.CHANNELS));
        int ltv = graph.add(new Input(Input.Source.UPSTREAM, 1));
        int lift = graph.add(new Linear(ltv, Doubles.of(0.001), 1));
        for (int i = 0; i < TrendSequence.FUTURE_BLOCKS; i++) {
            int at = (TrendSequence.STEPS - 1 - i) * TrendSequence.CHANNELS + TrendSequence.SPEND;
            int spend = graph.add(new Select(Ints.of(past), Ints.of(at)));
            graph.output("trend_m" + (i + 1), graph.add(new Product(Ints.of(spend, lift), Ints.of(0, 0))));
        }
        return graph.build();
    }

    /** A hundredth of the log of what was spent in one of the last blocks, 1 the latest, in each block to come; nothing else. */
    public static Graph trendOfBlock(int back) {
        GraphBuilder graph = new GraphBuilder();
        int past = graph.add(new Input(Input.Source.SEQUENCE, TrendSequence.STEPS * TrendSequence.CHANNELS));
        int at = (TrendSequence.STEPS - back) * TrendSequence.CHANNELS + TrendSequence.SPEND;
        int spend = graph.add(new Select(Ints.of(past), Ints.of(at)));
        int hundredth = graph.add(new Linear(spend, Doubles.of(0.01), 0));
        for (int i = 1; i <= TrendSequence.FUTURE_BLOCKS; i++) {
            graph.output("trend_m" + i, hundredth);
        }
        return graph.build();
    }

    /** Publishes and promotes a model; gives its version. */
    public static int publish(Registry registry, String name, Graph graph, FeatureSchema schema) {
        int version = registry.publish(draft(name, graph, schema));
        registry.promote(name, version, "");
        return version;
    }

    /** A model with golden rows and references. */
    public static Draft draft(String name, Graph graph, FeatureSchema schema) {
        return draft(name, graph, golden(graph), schema);
    }

    /** Rows with what a graph says of them. */
    public static byte[] golden(Graph graph) {
        List<GoldenRows.Range> features = new ArrayList<>();
        for (int i = 0; i < WIDTH; i++) {
            features.add(new GoldenRows.Range(0, 100));
        }
        return GoldenRows.draw(
                graph,
                Map.of(
                        Input.Source.FEATURES,
                        features,
                        Input.Source.UPSTREAM,
                        List.of(new GoldenRows.Range(0.1, 0.9)),
                        Input.Source.SEQUENCE,
                        Collections.nCopies(TrendSequence.STEPS * TrendSequence.CHANNELS, new GoldenRows.Range(0, 5))),
                5,
                1);
    }

    /** A model with references and these golden rows. */
    public static Draft draft(String name, Graph graph, byte[] golden, FeatureSchema schema) {
        List<double[]> vectors =
                ledgers(REFERENCES).stream().map(TinyCompany::vector).toList();
        double[] scores =
                vectors.stream().mapToDouble(vector -> vector[SILENCE]).toArray();
        return Draft.of(facts(name, schema))
                .file(ModelLoader.MODEL, GraphWriter.write(graph))
                .file(ModelLoader.GOLDEN, golden)
                .file(ModelLoader.REFERENCE, Centroids.of(vectors, scores, 8).write())
                .file("card.md", ("# " + name + "\n").getBytes(StandardCharsets.UTF_8))
                .file("origin/model.txt", "hand-built".getBytes(StandardCharsets.UTF_8));
    }

    /** The features of a user as of the company's day. */
    public static double[] vector(UserLedger ledger) {
        return SCHEMA.vector(History.timeline(ledger).asOf((int) AS_OF.toEpochDay()));
    }

    /** What is said of a model. */
    public static ModelFacts facts(String name, Schema schema) {
        return new ModelFacts(
                name,
                "hand-built",
                schema.canonical(),
                schema.fingerprint(),
                AS_OF,
                "THREE_PERIODS",
                "made up for tests",
                "tests",
                8,
                Map.of(),
                new Provenance("data", "commit", Map.of(), Map.of(), "17"));
    }

    /** Publishes the bytes of churn 1 as a naive rule, which may stand in for it; gives its version. */
    public static int publishRule(Registry registry) {
        VersionFiles one = registry.open("churn", 1);
        ModelFacts facts = one.manifest().facts();
        ModelFacts naive = new ModelFacts(
                facts.name(),
                "naive:hiatus",
                facts.schema(),
                facts.fingerprint(),
                facts.asOf(),
                facts.rung(),
                facts.verdict(),
                facts.intendedUse(),
                facts.references(),
                facts.metrics(),
                facts.provenance());
        Draft draft = Draft.of(naive);
        List.of(ModelLoader.MODEL, ModelLoader.GOLDEN, ModelLoader.REFERENCE)
                .forEach(file -> draft.file(file, one.bytes(file)));
        return registry.publish(draft);
    }

    /** Publishes all three models, each with how it and its rivals were judged. */
    public static void publishModels(Registry registry) {
        publishJudged(registry, "churn", churn(0));
        publishJudged(registry, "ltv", ltv());
        publishJudged(registry, "trend", trend());
    }

    /** The state of a server over a new registry of the three models. */
    public static ServingState served(Path registry) {
        Registry models = Registry.at(registry);
        publishModels(models);
        try (LiveState live = new LiveState(models, ChurnGrade.Thresholds.defaults())) {
            live.refresh();
            return live.state();
        }
    }

    private static void publishJudged(Registry registry, String name, Graph graph) {
        Draft draft = draft(name, graph, SCHEMA).file("evaluation.json", judged(name));
        registry.promote(name, registry.publish(draft), "");
    }

    /** How a made-up model and its rivals were judged: churn by part of the users too, value not. */
    private static byte[] judged(String name) {
        try (InputStream run = TinyCompany.class.getResourceAsStream("report/evaluation.json")) {
            return new ObjectMapper().readTree(run).get(name).toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Scores users, writes a bundle and publishes it; gives the version. */
    public static int publishPopulation(Registry registry, Scorer scorer, Path directory, int users) {
        return publishPopulation(registry, scorer, directory, new Batch(AS_OF, "data", ledgers(users), Map.of()));
    }

    /**
     * What a batch read.
     *
     * @param asOf    the day its scores speak for
     * @param data    in the place of the hash of its data
     * @param ledgers everybody, in the order of populations
     * @param aliases users by alias
     */
    public record Batch(LocalDate asOf, String data, List<UserLedger> ledgers, Map<String, String> aliases) {}

    /** Scores what a batch read, writes a bundle and publishes it; gives the version. */
    public static int publishPopulation(Registry registry, Scorer scorer, Path directory, Batch batch) {
        return publishPopulation(registry, scorer, directory, batch, ChurnGrade.Thresholds.defaults());
    }

    /** The same with grades that begin elsewhere. */
    public static int publishPopulation(
            Registry registry, Scorer before, Path directory, Batch batch, ChurnGrade.Thresholds grades) {
        Scorer scorer = new Scorer(before.churn(), before.ltv(), before.trend(), grades);
        PopulationHeader header = PopulationHeader.of(
                scorer.schema().canonical(),
                FIRST_DAY,
                batch.asOf(),
                batch.data(),
                grades,
                Map.of("churn", scorer.churn().id().stamp()));
        try (PopulationWriter writer = PopulationWriter.create(directory, header)) {
            writer.aliases(AliasTable.of(batch.aliases()));
            for (UserLedger ledger : batch.ledgers()) {
                Subject subject = Subject.of(ledger, batch.asOf(), FIRST_DAY, (FeatureSchema) scorer.schema(), "batch");
                Score score = scorer.score(subject.row());
                double loss = score.value().map(Score.ValueScore::expectedLoss).orElse(Double.NaN);
                double churn = score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN);
                writer.add(
                        new PopulationRow(
                                ledger,
                                subject.row().features(),
                                ScoreBytes.write(score.withReasons(List.of("RC-SILENCE_DAYS-UP")))),
                        new Rank(loss, churn, score.eligible()));
            }
            writer.finish();
        }
        return PopulationBundle.publish(directory, registry);
    }

    /** Publishes what a batch read once outcome windows are over, and has a server over the registry of a folder see it. */
    public static void passTime(RunningServer server, Path root, List<UserLedger> later) {
        publishPopulation(
                Registry.at(root.resolve("registry")),
                server.server().state().requireScorer(),
                root.resolve("later"),
                new Batch(AS_OF.plusDays(150), "later", later, Map.of()));
        server.server().refresh();
    }
}
