package io.perennial.mllib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.spark.step.StepFolder;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.training.churn.ChurnRecipe;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Portion;
import io.perennial.training.data.Rows;
import io.perennial.training.data.SnapshotReader;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.data.UserSample;
import io.perennial.training.evaluation.RankOrder;
import io.perennial.training.fitted.FittedCandidates;
import io.perennial.training.fitted.FittedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a log to candidates that know every set of rows the judge asks for. */
final class CandidateJobTest {

    private static final long SEED = 3;

    @TempDir
    static Path folder;

    @Test
    void snapshots_become_candidates_that_judge_and_refit_find_by_their_rows() throws IOException {
        Path snapshots = Shop.snapshots(folder);
        Path out = folder.resolve("candidates");
        CandidateRequest request = new CandidateRequest(
                List.of(new LogisticFamily(20, 10), new BoostedFamily(2, 3, 0.3, 32, 20), new SurvivalFamily(10)),
                SEED,
                OptionalInt.of(1));
        FittedFile file =
                new CandidateJob(Shop.spark(), request, Shop.SILENT).run(snapshots.toString(), out.toString());
        assertEquals(
                List.of("", "", ""),
                file.families().stream().map(FittedFile.Family::obstacle).toList());
        TrainingSet set = SnapshotReader.read(snapshots);
        assertEquals(Rung.THREE_PERIODS, set.plan().rung());
        List<ChurnRecipe> recipes = FittedCandidates.read(out, set, SEED, UserSample.everybody());
        assertEquals(List.of("mllib:logistic", "mllib:gbt", "mllib:aft"), ids(recipes));
        for (ChurnRecipe recipe : recipes) {
            assertServesTheJudge(recipe, set);
        }
        assertTrue(Files.readString(out.resolve("gbt-all-mllib.txt")).contains("GBTClassificationModel"));
        assertWeighed(set);
        UserSample half = new UserSample(UserSample.BUCKETS / 2);
        TrainingSet sampled = SnapshotReader.read(snapshots, half);
        assertSampled(set.labelled(), sampled.labelled(), half);
        for (ChurnRecipe recipe : FittedCandidates.read(out, sampled, SEED, half)) {
            assertServesTheJudge(recipe, sampled);
        }
    }

    /** A sample of users is read row for row as everybody is. */
    private static void assertSampled(LabelledSnapshots everybody, LabelledSnapshots sampled, UserSample sample) {
        Rows rows = everybody.where(row -> sample.has(everybody.users().get(row)));
        assertTrue(rows.size() > everybody.size() / 4 && rows.size() < everybody.size(), rows.size() + " rows");
        assertEquals(List.of(rows.users()), sampled.users());
        for (int i = 0; i < rows.size(); i++) {
            assertArrayEquals(rows.features(i), sampled.features()[i]);
            assertEquals(rows.valueMinor(i), (double) sampled.valueMinor()[i]);
            assertArrayEquals(everybody.blocksMinor()[rows.row(i)], sampled.blocksMinor()[i]);
        }
    }

    private static List<String> ids(List<ChurnRecipe> recipes) {
        return recipes.stream().map(ChurnRecipe::id).toList();
    }

    private static void assertServesTheJudge(ChurnRecipe recipe, TrainingSet set) {
        Rows eligible = set.labelled().eligibleRows();
        Split split = Split.of(eligible, set.plan().rung());
        assertEquals(true, recipe.obstacle(split.learn()).isEmpty(), recipe.id());
        int[] folds = eligible.folds(Portion.FOLDS, SEED);
        for (int fold = 0; fold < Portion.FOLDS; fold++) {
            int held = fold;
            assertEquals(
                    true, recipe.obstacle(eligible.where(i -> folds[i] != held)).isEmpty(), recipe.id());
        }
        double[] later = recipe.fit(split.learn(), SEED).logOdds(split.report());
        double[] ones = new double[later.length];
        Arrays.fill(ones, 1);
        double auc = RankOrder.of(later).auc(split.report().churned(), ones);
        assertTrue(auc > 0.65, recipe.id() + " has AUC " + auc + " on the later period");
        double[] refitted = recipe.fit(eligible, SEED).logOdds(split.report());
        assertTrue(!Arrays.equals(later, refitted), recipe.id() + " says the same, whatever it learned from");
    }

    /** MLlib is told the rows and the weights that Tribuo is told. */
    private static void assertWeighed(TrainingSet set) {
        Rows eligible = set.labelled().eligibleRows();
        Portion all = Portion.of(set.plan().rung()).get(Portion.FOLDS + 1);
        double[][] features = eligible.featuresToLearn();
        Columns columns = Columns.filled(features);
        Dataset<Row> rows = LabelledRows.read(
                Shop.spark(),
                StepFolder.at(
                        folder.resolve("snapshots").toString(),
                        Shop.spark().sparkContext().hadoopConfiguration()),
                set.schema(),
                set.plan().learned().horizonDays(),
                2);
        List<Row> told = new Instances(all, SEED, columns.graph(features[0].length))
                .of(rows)
                .collectAsList();
        assertEquals(eligible.size(), told.size());
        assertEquals(
                Arrays.stream(eligible.weights()).sum(),
                told.stream()
                        .mapToDouble(row -> row.<Double>getAs(Instances.WEIGHT))
                        .sum(),
                1e-9);
        assertEquals(
                Arrays.stream(eligible.churned()).sum(),
                told.stream()
                        .mapToDouble(row -> row.<Double>getAs(Instances.CHURNED))
                        .sum());
        assertTrue(told.stream().allMatch(CandidateJobTest::isTimed));
    }

    private static boolean isTimed(Row row) {
        double days = row.<Double>getAs(Instances.DAYS);
        double seen = row.<Double>getAs(Instances.SEEN);
        return days >= 1 && days <= 60 && (seen == 1 || days == 60) && seen == 1 - row.<Double>getAs(Instances.CHURNED);
    }
}
