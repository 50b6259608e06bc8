package io.perennial.training.fitted;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.training.Company;
import io.perennial.training.churn.ChurnRecipe;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.churn.ChurnTrainer;
import io.perennial.training.churn.LearnedRecipe;
import io.perennial.training.data.Census;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Portion;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.data.UserFold;
import io.perennial.training.data.UserSample;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.PurchaseFits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Candidates fitted elsewhere are judged as if they had been fitted here, or refused. */
final class FittedCandidatesTest {

    private static final LearnedRecipe OURS = LearnedRecipe.LOGISTIC;
    private static final TrainingSet LONG = Company.shop(200, 420, 60).set();
    private static final TrainingSet SHORT = Company.shop(150, 200, 60).set();

    @TempDir
    Path folder;

    @Test
    void a_candidate_fitted_elsewhere_is_served_as_if_it_had_been_fitted_here() throws IOException {
        assertEquals(
                List.of(Rung.THREE_PERIODS, Rung.CROSS_FITTED),
                List.of(LONG.plan().rung(), SHORT.plan().rung()));
        for (TrainingSet set : List.of(LONG, SHORT)) {
            write(set, 3);
            List<ChurnRecipe> fitted = FittedCandidates.read(folder, set, 3, UserSample.everybody());
            ChurnTrainer trainer = new ChurnTrainer(set, fitted, new PurchaseFits(set), 3, what -> {});
            double[][] features = set.current().features();
            double[] here =
                    trainer.entrant(OURS.id()).orElseThrow().probability().predict(features);
            double[] there = trainer.entrant("elsewhere:logistic")
                    .orElseThrow()
                    .probability()
                    .predict(features);
            assertArrayEquals(here, there);
        }
    }

    @Test
    void a_sample_of_users_is_judged_by_what_was_fitted_to_everybody() throws IOException {
        write(LONG, 1);
        UserSample half = new UserSample(UserSample.BUCKETS / 2);
        Rows everybody = LONG.labelled().eligibleRows();
        Rows sampled = everybody.where(i -> half.has(everybody.user(i)));
        ChurnRecipe recipe = FittedCandidates.read(folder, LONG, 1, half).get(0);
        assertTrue(recipe.obstacle(sampled).isEmpty());
        double[] said = recipe.fit(sampled, 1).logOdds(sampled);
        double[] expected = everybody.pick(OURS.fit(everybody, 1).logOdds(everybody), sampled);
        for (int i = 0; i < said.length; i++) {
            assertEquals(expected[i], said[i]);
        }
        assertTrue(said.length > 100 && said.length < everybody.size(), said.length + " rows");
    }

    @Test
    void rows_it_was_not_fitted_to_are_an_obstacle() throws IOException {
        write(SHORT, 1);
        ChurnRecipe recipe =
                FittedCandidates.read(folder, SHORT, 1, UserSample.everybody()).get(0);
        Rows fewer = SHORT.labelled().eligibleRows().where(i -> i > 0);
        assertTrue(recipe.obstacle(fewer).orElse("").contains("not fitted"));
        assertThrows(IllegalStateException.class, () -> recipe.fit(fewer, 1));
    }

    @Test
    void another_seed_other_snapshots_and_a_changed_byte_are_refused() throws IOException {
        write(SHORT, 1);
        assertTrue(refused(SHORT, 2).contains("seed 1, here it is 2"), refused(SHORT, 2));
        assertTrue(refused(LONG, 1).contains("as-of"), refused(LONG, 1));
        Path graph = folder.resolve("all.graph");
        byte[] bytes = Files.readAllBytes(graph);
        bytes[bytes.length - 1] = (byte) (bytes[bytes.length - 1] ^ 1);
        Files.write(graph, bytes);
        assertTrue(refused(SHORT, 1).contains("all.graph"), refused(SHORT, 1));
        Files.delete(folder.resolve(FittedFile.NAME));
        assertTrue(refused(SHORT, 1).contains("perennial mllib"), refused(SHORT, 1));
    }

    private String refused(TrainingSet set, long seed) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> FittedCandidates.read(folder, set, seed, UserSample.everybody()))
                .getMessage();
    }

    /** What another process would write that fits our logistic regression under another name. */
    private void write(TrainingSet set, long seed) throws IOException {
        List<FittedFile.Fitted> portions = new ArrayList<>();
        List<FittedFile.Fit> fits = new ArrayList<>();
        Rows eligible = set.labelled().eligibleRows();
        int width = set.schema().features().size();
        for (Portion portion : Portion.of(set.plan().rung())) {
            Rows rows = rows(eligible, portion, seed);
            long own = portion.without() == Portion.FOLDS ? seed : seed + portion.without();
            portions.add(new FittedFile.Fitted(
                    portion.id(),
                    rows.size(),
                    rows.userCount(),
                    0,
                    Census.of(rows).sums()));
            ModelDraft draft = new ModelDraft(width);
            draft.output(FittedFile.OUTPUT, OURS.fit(rows, own).learned().addTo(draft));
            byte[] graph = GraphWriter.write(draft.build());
            Files.write(folder.resolve(portion.id() + ".graph"), graph);
            fits.add(new FittedFile.Fit(
                    portion.id(), portion.id() + ".graph", FileStamp.of(graph).sha256(), 10, 1e-12));
        }
        FittedFile.Family family =
                new FittedFile.Family("elsewhere:logistic", "logistic regression", ChurnScore.Unit.LOG_ODDS, "", fits);
        FittedFile file = new FittedFile(
                FittedFile.FORMAT,
                LocalDate.ofEpochDay(set.plan().asOf()).toString(),
                set.plan().dataHash(),
                set.schema().fingerprint(),
                seed,
                "this test",
                portions,
                List.of(family));
        Files.writeString(folder.resolve(FittedFile.NAME), file.toJson());
    }

    private static Rows rows(Rows eligible, Portion portion, long seed) {
        LabelledSnapshots data = eligible.data();
        return eligible.where(i ->
                portion.has(data.roles().get(eligible.row(i)), UserFold.of(eligible.user(i), Portion.FOLDS, seed)));
    }
}
