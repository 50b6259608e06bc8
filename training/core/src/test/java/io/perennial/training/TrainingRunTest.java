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
import io.perennial.training.data.UserFold;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from snapshots to promoted models, on invented companies. */
final class TrainingRunTest {

    private static final ChurnGrade.Thresholds GRADES = ChurnGrade.Thresholds.defaults();

    @TempDir
    Path folder;

    private EvaluationFile train(TrainingSet set, String registry, long seed) {
        return new TrainingRun(set, Registry.at(folder.resolve(registry)), seed, what -> {}).run();
    }

    private LoadedModel load(String registry, String name) {
        Registry at = Registry.at(folder.resolve(registry));
        return ModelLoader.load(at.open(name, at.champion(name).orElseThrow()));
    }

    private ModelFacts facts(String registry, String name) {
        Registry at = Registry.at(folder.resolve(registry));
        return at.open(name, at.champion(name).orElseThrow()).manifest().facts();
    }

    private byte[] bytes(String registry, String name) {
        return Registry.at(folder.resolve(registry)).open(name, 1).bytes(ModelLoader.MODEL);
    }

    @Test
    void three_periods_are_learned_judged_on_the_last_and_published() {
        TrainingSet set = Company.shop(900, 420, 60).set();
        assertEquals(Rung.THREE_PERIODS, set.plan().rung());
        EvaluationFile file = train(set, "reg", 1);
        assertTrue(
                file.churn().judgedOn().contains("a later period"), file.churn().judgedOn());
        Candidate champion = champion(file);
        assertTrue(champion.judged().logLoss() < logLoss(file, "naive:base_rate"), champion.toString());
        assertEquals(1, champion.judged().slope(), 0.35, champion.toString());
        // More than 90 % is honest: where nearly all are worth exactly 0 no interval can leave 5 % below it.
        assertTrue(file.ltv().interval().share() >= 0.87, file.ltv().interval().toString());
        ToldParts.check(
                Registry.at(folder.resolve("reg")), file, champion.judged().rows());
        assertCoherent("reg", set);
        assertRulesStandIn("reg", set);
    }

    @Test
    void one_period_is_cross_fitted_and_says_so() {
        TrainingSet set = Company.shop(500, 200, 60).set();
        assertEquals(Rung.CROSS_FITTED, set.plan().rung());
        EvaluationFile file = train(set, "reg", 1);
        assertTrue(
                file.churn().judgedOn().contains("no later period tested"),
                file.churn().judgedOn());
        assertCoherent("reg", set);
    }

    @Test
    void same_seed_and_snapshots_give_the_same_bytes_of_every_model() throws IOException {
        TrainingSet set = Company.shop(300, 200, 60).set();
        EvaluationFile file = train(set, "one", 1);
        train(Company.shop(300, 200, 60).set(), "two", 1);
        for (String name : List.of("churn", "ltv", "trend")) {
            assertArrayEquals(bytes("one", name), bytes("two", name), name);
            assertArrayEquals(judged("one", name), judged("two", name), name);
        }
        assertRivalsAreTold("one", file);
    }

    /** A kill after the first training leaves a calibrated rule of each model to answer, under its own name. */
    private void assertRulesStandIn(String reg, TrainingSet set) {
        Registry registry = Registry.at(folder.resolve(reg));
        for (String name : List.of("churn", "ltv", "trend")) {
            assertEquals(1, registry.champion(name).orElseThrow(), name);
            String chosen = facts(reg, name).family();
            KillSwitch.kill(registry.changes(name), "drill");
            assertEquals(2, registry.champion(name).orElseThrow(), name);
            ModelFacts rule = facts(reg, name);
            assertTrue(rule.canStandIn(), name);
            assertEquals(chosen, rule.provenance().options().get(ModelFacts.STANDS_IN_FOR), name);
            assertNotEquals(chosen, rule.family(), name);
        }
        assertCoherent(reg, set);
        assertCalibrated(set);
    }

    /** The rules tell of past users how many left, and what they spent in the six blocks after. */
    private void assertCalibrated(TrainingSet set) {
        assertTrendCalibrated(set);
        Rows rows = set.labelled().eligibleRows();
        Scorer scorer = new Scorer(load("reg", "churn"), Optional.empty(), Optional.empty(), GRADES);
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
                load("reg", "churn"), Optional.of(load("reg", "ltv")), Optional.of(load("reg", "trend")), GRADES);
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
        assertEquals(1, told / came, 0.1, facts("reg", "trend").family());
    }

    /** A version brings what the run reports of its rivals. */
    private void assertRivalsAreTold(String registry, EvaluationFile file) throws IOException {
        Path written = folder.resolve("evaluation.json");
        JsonFile.write(written, file);
        ObjectMapper json = new ObjectMapper();
        JsonNode run = json.readTree(written.toFile());
        for (String name : List.of("churn", "ltv", "trend")) {
            ObjectNode told = ((ObjectNode) run.path(name)).deepCopy().without("version");
            assertEquals(told, json.readTree(judged(registry, name)), name);
            assertTrue(told.has("candidates"), name);
        }
    }

    private byte[] judged(String registry, String name) {
        return Registry.at(folder.resolve(registry)).open(name, 1).bytes(Publisher.JUDGED);
    }

    @Test
    void noise_makes_the_naive_rule_champion_under_its_own_name() {
        TrainingSet set = shuffled(Company.shop(400, 220, 60).set());
        EvaluationFile file = train(set, "reg", 1);
        assertTrue(file.churn().family().startsWith("naive:"), file.churn().family());
        assertTrue(
                file.churn().verdict().contains("no learned model beats"),
                file.churn().verdict());
        assertEquals(
                file.churn().family(),
                Registry.at(folder.resolve("reg"))
                        .open("churn", 1)
                        .manifest()
                        .facts()
                        .family());
        assertCoherent("reg", set);
        assertGivesWayOnce(Registry.at(folder.resolve("reg")), file.churn().family());
    }

    /** A rule that is killed gives way to another, and does not come back when that is killed too. */
    private void assertGivesWayOnce(Registry registry, String rule) {
        KillSwitch.kill(registry.changes("churn"), "");
        assertNotEquals(rule, facts("reg", "churn").family());
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
        TrainingSet set = allActive(company.set(), true);
        EvaluationFile file = train(set, "reg", 1);
        assertTrue(file.churn().naive(), file.churn().family());
        assertTrue(obstacle(file, "xgboost").contains("churned"), obstacle(file, "xgboost"));
        assertCoherent("reg", set);
    }

    @Test
    void everybody_leaving_gives_a_verdict_and_a_score() {
        TrainingSet set = allActive(Company.shop(300, 300, 60).set(), false);
        EvaluationFile file = train(set, "reg", 1);
        assertTrue(file.churn().naive(), file.churn().family());
        assertCoherent("reg", set);
    }

    @Test
    void figures_of_a_shorter_window_than_the_served_are_called_by_it() {
        TrainingSet set = Company.shop(300, 200, 150).set();
        assertEquals(Rung.EXTRAPOLATED, set.plan().rung());
        EvaluationFile file = train(set, "reg", 1);
        String window = "of the " + set.plan().learned().horizonDays() + " days learned on, not of the 150 served";
        assertTrue(file.churn().judgedOn().contains(window), file.churn().judgedOn());
        assertTrue(file.ltv().judgedOn().contains(window), file.ltv().judgedOn());
        for (String name : List.of("churn", "ltv")) {
            Set<String> figures = facts("reg", name).metrics().keySet();
            assertTrue(figures.stream().allMatch(figure -> figure.startsWith("learned_window_")), figures.toString());
        }
        assertFalse(facts("reg", "churn").metrics().isEmpty());
    }

    @Test
    void no_closed_window_still_gives_a_model() {
        assertServes(Company.shop(200, 20, 60));
    }

    @Test
    void a_log_without_purchases_gets_churn_and_a_verdict_for_value() {
        TrainingSet set =
                Company.shop(200, 220, 60).carrying(Set.of(EventKind.VISIT)).set();
        EvaluationFile file = train(set, "reg", 1);
        assertNull(file.ltv());
        assertNull(file.trend());
        assertTrue(
                file.verdicts().get(0).contains("no purchases"), file.verdicts().toString());
    }

    @Test
    void models_of_value_end_with_the_training_that_has_none() {
        train(Company.shop(200, 220, 60).set(), "reg", 1);
        TrainingSet visits =
                Company.shop(200, 220, 60).carrying(Set.of(EventKind.VISIT)).set();
        train(visits, "reg", 1);
        Registry registry = Registry.at(folder.resolve("reg"));
        assertEquals(3, registry.champion("churn").orElseThrow(), "each with its stand-in");
        assertEquals(List.of(1, 2), registry.versions("ltv"));
        assertTrue(registry.champion("ltv").isEmpty());
        assertTrue(registry.champion("trend").isEmpty());
        assertCoherent("reg", visits);
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
        EvaluationFile file = train(set, "reg", 1);
        assertTrue(file.churn().naive(), file.churn().family());
        assertFalse(file.churn().verdict().isBlank());
        assertCoherent("reg", set);
    }

    private static Candidate champion(EvaluationFile file) {
        return candidate(file, file.churn().family());
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

    /** Every current user, scored by the code that serves: bounds hold, parts multiply, trend adds up. */
    private void assertCoherent(String registry, TrainingSet set) {
        Registry at = Registry.at(folder.resolve(registry));
        Scorer scorer = new Scorer(
                load(registry, "churn"),
                at.champion("ltv").isPresent() ? Optional.of(load(registry, "ltv")) : Optional.empty(),
                at.champion("trend").isPresent() ? Optional.of(load(registry, "trend")) : Optional.empty(),
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

    /** The same rows with the outcomes of other users: nothing can be learned but the rate. */
    private static TrainingSet shuffled(TrainingSet set) {
        LabelledSnapshots rows = set.labelled();
        boolean[] active = new boolean[rows.size()];
        long[] value = new long[rows.size()];
        for (int i = 0; i < active.length; i++) {
            long hash = UserFold.hash(rows.users().get(i) + rows.asOfs()[i], 3);
            active[i] = Long.remainderUnsigned(hash, 10) < 4;
            value[i] = active[i] ? Long.remainderUnsigned(hash, 10_000) : 0;
        }
        return new TrainingSet(set.schema(), set.plan(), Outcomes.of(rows, active, value), set.current());
    }

    private static TrainingSet allActive(TrainingSet set, boolean isActive) {
        LabelledSnapshots rows = set.labelled();
        boolean[] active = new boolean[rows.size()];
        Arrays.fill(active, isActive);
        long[] value = isActive ? rows.valueMinor() : new long[rows.size()];
        return new TrainingSet(set.schema(), set.plan(), Outcomes.of(rows, active, value), set.current());
    }
}
