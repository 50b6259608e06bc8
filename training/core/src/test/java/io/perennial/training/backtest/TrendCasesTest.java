package io.perennial.training.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.Company;
import io.perennial.training.data.LedgerSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Slices;
import io.perennial.training.trend.TrendTrainer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The trend in a back-test: every rule on the same users and blocks, intervals judged block by block. */
class TrendCasesTest {

    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;

    @Test
    void every_block_is_judged_on_its_own_and_the_six_together() {
        Company company = new Company(400, 700, new OutcomeWindow(3, 90), EnumSet.of(EventKind.PURCHASE), 1.0 / 400, 3);
        int past = company.asOf() - 183;
        TrainingSet set = LedgerSnapshots.cut(company.schema(), company.ledgers(), past);
        TrendTrainer.LineUp lineUp =
                new TrendTrainer(set, quarters(set.labelled().all()), 1, what -> {}).lineUp();
        Rows eligible = company.set().labelled().eligibleRows();
        Rows rows = eligible.where(i -> eligible.asOf(i) == past);
        List<Person> people = IntStream.range(0, rows.size())
                .mapToObj(i -> new Person(rows.user(i), past, true, Map.of("stage", "mature")))
                .toList();
        TrendCases trends = new TrendCases(rows, people, quarters(rows));

        Cases blocks = trends.of(lineUp, 0.01);
        Cases totals = trends.totals(lineUp, blocks);
        assertEquals(BLOCKS * rows.size(), blocks.size());
        assertEquals(
                Arrays.stream(blocks.actual()).sum(),
                Arrays.stream(totals.actual()).sum(),
                1e-6);
        assertTrue(blocks.family("naive:recent_mean").isPresent()
                && totals.family("ltv_path").isPresent());

        TargetReport report = new Judge(20, 1).judge(blocks);
        TargetReport.Slice ahead = report.slices().stream()
                .filter(slice -> slice.name().equals(Slices.BLOCK))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("1", "2", "3", "4", "5", "6"),
                ahead.parts().stream().map(TargetReport.Part::name).toList());
        for (TargetReport.Part block : ahead.parts()) {
            assertEquals(rows.size(), block.cases());
            FamilyReport served = block.families().get(0);
            double coverage = served.figures().get("coverage").estimate();
            assertTrue(coverage > 0.8, "block " + block.name() + " holds " + coverage);
            assertTrue(
                    block.families().stream()
                            .anyMatch(family -> family.id().equals("ltv_path")
                                    && family.againstChampion().containsKey("rmse")),
                    "who is served is compared with the value path in block " + block.name());
        }
    }

    /** What was spent in the last half year makes a fair guess of a quarter. */
    private static double[] quarters(Rows rows) {
        int spend = rows.data().column("spend_180");
        return rows.of(i -> 0.45 * rows.features(i)[spend]);
    }
}
