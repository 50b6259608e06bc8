package io.perennial.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.event.EventKind;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.KillSwitch;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Outlook;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import io.perennial.training.churn.Candidate;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.JsonFile;
import io.perennial.training.publish.Publisher;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from snapshots to promoted models, on invented companies. */
final class TrainingRunTest {

    private static final ChurnGrade.Thresholds GRADES = ChurnGrade.Thresholds.defaults();

    /** One period of a shop and what was learned of it, for all that ask of nothing else. */
    private static final TrainingSet ONE_PERIOD = Company.shop(300, 200, 60).set();

    @TempDir
    private static Path shared;

    private static EvaluationFile onePeriod;

    @TempDir
    Path folder;

    @BeforeAll
    static void train_on_one_period() {
        onePeriod = train(ONE_PERIOD, shared);
    }

    private static EvaluationFile train(TrainingSet set, Path registry) {
        return new TrainingRun(set, Registry.at(registry), 1, what -> {}).run();
    }

    private EvaluationFile train(TrainingSet set) {
        return train(set, folder.resolve("reg"));
    }

    private Registry registry() {
        return Registry.at(folder.resolve("reg"));
    }

    private static LoadedModel load(Registry registry, String name) {
        return ModelLoader.load(registry.open(name, registry.champion(name).orElseThrow()));
    }

    private ModelFacts facts(String name) {
        Registry registry = registry();
        return registry.open(name, registry.champion(name).orElseThrow())
                .manifest()
                .facts();
    }

    private static byte[] first(Path registry, String name, String file) {
        return Registry.at(registry).open(name, 1).bytes(file);
    }

    @Test
    void three_periods_are_learned_judged_on_the_last_and_published() {
        TrainingSet set = Company.shop(900, 420, 60).set();
        assertEquals(Rung.THREE_PERIODS, set.plan().rung());
        EvaluationFile file = train(set);
        assertTrue(
                file.churn().chosen().judgedOn().contains("a later period"),
                file.churn().chosen().judgedOn());
        Candidate champion = champion(file);
        assertTrue(champion.judged().logLoss() < logLoss(file, "naive:base_rate"), champion.toString());
        assertEquals(1, champion.judged().slope(), 0.35, champion.toString());
        // More than 90 % is honest: where nearly all are worth exactly 0 no interval can leave 5 % below it.
        assertTrue(file.ltv().interval().share() >= 0.87, file.ltv().interval().toString());
        ToldParts.check(registry(), file, champion.judged().rows());
        assertCoherent(set);
        assertRulesStandIn(set);
    }

    @Test
    void one_period_is_cross_fitted_and_says_so() {
        assertEquals(Rung.CROSS_FITTED, ONE_PERIOD.plan().rung());
        String judgedOn = onePeriod.churn().chosen().judgedOn();
        assertTrue(judgedOn.contains("no later period tested"), judgedOn);
        assertCoherent(Registry.at(shared), ONE_PERIOD);
    }

    @Test
    void same_seed_and_snapshots_give_the_same_bytes_of_every_model() throws IOException {
        train(Company.shop(300, 200, 60).set());
        for (String name : List.of("churn", "ltv", "trend")) {
            for (String file : List.of(ModelLoader.MODEL, Publisher.JUDGED)) {
                assertArrayEquals(first(shared, name, file), first(folder.resolve("reg"), name, file), name);
            }
        }
        assertRivalsAreTold();
    }

    /** A kill after the first training leaves a calibrated rule of each model to answer, under its own name. */
    private void assertRulesStandIn(TrainingSet set) {
        Registry registry = registry();
        for (String name : List.of("churn", "ltv", "trend")) {
            assertEquals(1, registry.champion(name).orElseThrow(), name);
            String chosen = facts(name).family();
            KillSwitch.kill(registry.changes(name), "drill");
            assertEquals(2, registry.champion(name).orElseThrow(), name);
            ModelFacts rule = facts(name);
            assertTrue(rule.canStandIn(), name);
            assertEquals(chosen, rule.provenance().options().get(ModelFacts.STANDS_IN_FOR), name);
            assertNotEquals(chosen, rule.family(), name);
        }
        assertCoherent(set);
        assertCalibrated(set);
    }

    /** The rules tell of past users how many left, and what they spent in the six blocks after. */
    private void assertCalibrated(TrainingSet set) {
        assertTrendCalibrated(set);
        Rows rows = set.labelled().eligibleRows();
        Scorer scorer = new Scorer(load(registry(), "churn"), Optional.empty(), Optional.empty(), GRADES);
        double told = Arrays.stream(rows.of(
                        i -> scorer.score(new UserRow(rows.user(i), rows.asOf(i), true, false, rows.features(i), null))
                                .churn()
                                .orElseThrow()
                                .probability()))
                .average()
                .orElseThrow();
        assertEquals(Arrays.stream(rows.churned()).average().orElseThrow(), told, 0.1);
    }

    private void assertTrendCalibrated(TrainingSet set) {
        Rows eligible = set.labelled().eligibleRows();
        Rows rows = eligible.where(i -> eligible.data().blocksMinor()[eligible.row(i)] != null);
        Scorer scorer = new Scorer(
                load(registry(), "churn"),
                Optional.of(load(registry(), "ltv")),
                Optional.of(load(registry(), "trend")),
                GRADES);
        double told = 0;
        double came = 0;
        for (int i = 0; i < rows.size(); i++) {
            UserRow row = new UserRow(
                    rows.user(i),
                    rows.asOf(i),
                    true,
                    false,
                    rows.features(i),
                    rows.data().sequences()[rows.row(i)]);
            told += scorer.score(row).trend().stream()
                    .mapToDouble(block -> block)
                    .sum();
            came += LongStream.of(rows.data().blocksMinor()[rows.row(i)]).sum() / 100.0;
        }
        assertEquals(1, told / came, 0.1, facts("trend").family());
    }

    /** A version brings what the run reports of its rivals. */
    private void assertRivalsAreTold() throws IOException {
        Path written = folder.resolve("evaluation.json");
        JsonFile.write(written, onePeriod);
        ObjectMapper json = new ObjectMapper();
        JsonNode run = json.readTree(written.toFile());
        for (String name : List.of("churn", "ltv", "trend")) {
            ObjectNode told = ((ObjectNode) run.path(name)).deepCopy().without("version");
            assertEquals(told, json.readTree(first(shared, name, Publisher.JUDGED)), name);
            assertTrue(told.has("candidates"), name);
        }
    }

    @Test
    void noise_makes_the_naive_rule_champion_under_its_own_name() {
        TrainingSet set = Outcomes.shuffled(Company.shop(400, 220, 60).set());
        EvaluationFile file = train(set);
        assertTrue(
                file.churn().chosen().family().startsWith("naive:"),
                file.churn().chosen().family());
        assertTrue(
                file.churn().chosen().verdict().contains("no learned model beats"),
                file.churn().chosen().verdict());
        assertEquals(
                file.churn().chosen().family(),
                registry().open("churn", 1).manifest().facts().family());
        assertCoherent(set);
        assertGivesWayOnce(registry(), file.churn().chosen().family());
    }

    /** A rule that is killed gives way to another, and does not come back when that is killed too. */
    private void assertGivesWayOnce(Registry registry, String rule) {
        KillSwitch.kill(registry.changes("churn"), "");
        assertNotEquals(rule, facts("churn").family());
        KillSwitch.kill(registry.changes("churn"), "");
        assertTrue(registry.champion("churn").isEmpty(), "what was killed does not come back");
    }

    @Test
    void one_user_gives_a_verdict_and_a_score() {
        assertServes(Company.shop(1, 400, 60));
    }

    @Test
    void nobody_ever_leaving_gives_a_verdict_and_a_score() {
        Company company = Company.shop(300, 300, 60).leaving(0);
        TrainingSet set = Outcomes.allActive(company.set(), true);
        EvaluationFile file = train(set);
        assertTrue(file.churn().chosen().naive(), file.churn().chosen().family());
        assertTrue(obstacle(file, "xgboost").contains("churned"), obstacle(file, "xgboost"));
        assertCoherent(set);
    }

    @Test
    void everybody_leaving_gives_a_verdict_and_a_score() {
        TrainingSet set = Outcomes.allActive(Company.shop(300, 300, 60).set(), false);
        EvaluationFile file = train(set);
        assertTrue(file.churn().chosen().naive(), file.churn().chosen().family());
        assertCoherent(set);
    }

    @Test
    void figures_of_a_shorter_window_than_the_served_are_called_by_it() {
        TrainingSet set = Company.shop(300, 200, 150).set();
        assertEquals(Rung.EXTRAPOLATED, set.plan().rung());
        EvaluationFile file = train(set);
        String window = "of the " + set.plan().learned().horizonDays() + " days learned on, not of the 150 served";
        assertTrue(
                file.churn().chosen().judgedOn().contains(window),
                file.churn().chosen().judgedOn());
        assertTrue(
                file.ltv().chosen().judgedOn().contains(window),
                file.ltv().chosen().judgedOn());
        for (String name : List.of("churn", "ltv")) {
            Set<String> figures = facts(name).metrics().keySet();
            assertTrue(figures.stream().allMatch(figure -> figure.startsWith("learned_window_")), figures.toString());
        }
        assertFalse(facts("churn").metrics().isEmpty());
    }

    @Test
    void no_closed_window_still_gives_a_model() {
        assertServes(Company.shop(200, 20, 60));
    }

    @Test
    void a_log_without_purchases_gets_churn_and_a_verdict_for_value() {
        TrainingSet set =
                Company.shop(200, 220, 60).carrying(Set.of(EventKind.VISIT)).set();
        EvaluationFile file = train(set);
        assertNull(file.ltv());
        assertNull(file.trend());
        assertTrue(
                file.verdicts().get(0).contains("no purchases"), file.verdicts().toString());
    }

    @Test
    void models_of_value_end_with_the_training_that_has_none() {
        train(Company.shop(200, 220, 60).set());
        TrainingSet visits =
                Company.shop(200, 220, 60).carrying(Set.of(EventKind.VISIT)).set();
        train(visits);
        Registry registry = registry();
        assertEquals(3, registry.champion("churn").orElseThrow(), "each with its stand-in");
        assertEquals(List.of(1, 2), registry.standing("ltv").versions());
        assertTrue(registry.champion("ltv").isEmpty());
        assertTrue(registry.champion("trend").isEmpty());
        assertCoherent(visits);
    }

    @Test
    void the_command_names_the_missing_folder_and_exits_2() {
        StringWriter err = new StringWriter();
        int code = TrainingMain.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                "train",
                "--snapshots",
                folder.resolve("nothing").toString(),
                "--registry",
                folder.resolve("reg").toString(),
                "--out",
                folder.resolve("out").toString());
        assertEquals(2, code, err.toString());
        assertTrue(err.toString().contains("perennial features"), err.toString());
    }

    private void assertServes(Company company) {
        TrainingSet set = company.set();
        EvaluationFile file = train(set);
        assertTrue(file.churn().chosen().naive(), file.churn().chosen().family());
        assertFalse(file.churn().chosen().verdict().isBlank());
        assertCoherent(set);
    }

    private static Candidate champion(EvaluationFile file) {
        return candidate(file, file.churn().chosen().family());
    }

    private static Candidate candidate(EvaluationFile file, String id) {
        return file.churn().candidates().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double logLoss(EvaluationFile file, String id) {
        return candidate(file, id).judged().logLoss();
    }

    private static String obstacle(EvaluationFile file, String id) {
        return candidate(file, id).obstacle();
    }

    private void assertCoherent(TrainingSet set) {
        assertCoherent(registry(), set);
    }

    /** Every current user, scored by the code that serves: bounds hold, parts multiply, trend adds up. */
    private static void assertCoherent(Registry at, TrainingSet set) {
        Scorer scorer = new Scorer(
                load(at, "churn"),
                at.champion("ltv").isPresent() ? Optional.of(load(at, "ltv")) : Optional.empty(),
                at.champion("trend").isPresent() ? Optional.of(load(at, "trend")) : Optional.empty(),
                GRADES);
        LabelledSnapshots now = set.current();
        for (int i = 0; i < now.size(); i++) {
            Score score = scorer.score(new UserRow(
                    now.users().get(i),
                    now.asOfs()[i],
                    now.eligible()[i],
                    false,
                    now.features()[i],
                    now.sequences()[i]));
            assertCoherent(score);
        }
    }

    private static void assertCoherent(Score score) {
        Score.ChurnScore churn = score.churn().orElseThrow();
        assertTrue(churn.low() <= churn.probability() && churn.probability() <= churn.high(), score.toString());
        score.value().ifPresent(value -> {
            assertTrue(value.low() <= value.ltv() && value.ltv() <= value.high(), score.toString());
            assertTrue(value.expectedPurchases() >= 1 - churn.probability() - 1e-12, score.toString());
            assertEquals((1 - churn.probability()) * value.ifRetained(), value.ltv(), 1e-9 * (1 + value.ltv()));
            assertEquals(
                    value.ltv(),
                    score.trend().get(0) + score.trend().get(1),
                    1e-9 * (1 + value.ltv()),
                    "two blocks are the horizon of 60 days");
            assertOrdered(value);
        });
    }

    /** A longer horizon is never worth less, whatever the model. */
    private static void assertOrdered(Score.ValueScore value) {
        List<Outlook.Horizon> horizons = value.outlook().horizons();
        assertEquals(
                List.of(30, 90, 180, 365),
                horizons.stream().map(Outlook.Horizon::days).toList());
        double shorter = 0;
        for (Outlook.Horizon horizon : horizons) {
            assertTrue(horizon.ltv() >= shorter, horizons.toString());
            shorter = horizon.ltv();
        }
        assertTrue(
                horizons.get(0).ltv() <= value.ltv()
                        && value.ltv() <= horizons.get(1).ltv(),
                horizons.toString());
        assertTrue(value.outlook().ltvMedian() >= 0, value.toString());
    }
}
