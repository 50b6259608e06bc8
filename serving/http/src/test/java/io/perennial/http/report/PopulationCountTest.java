package io.perennial.http.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Language;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Risk;
import io.perennial.http.drawing.Scale;
import io.perennial.http.report.Report.Bin;
import io.perennial.http.report.Report.Cause;
import io.perennial.http.report.Report.Crowd;
import io.perennial.http.report.Report.GradeShare;
import io.perennial.http.report.Report.Reach;
import io.perennial.http.report.Report.StageShare;
import io.perennial.http.report.Report.Stake;
import io.perennial.http.words.Numbers;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.score.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationCountTest {

    @TempDir
    private static Path run;

    private static List<Score> eligible;
    private static Report report;

    @BeforeAll
    static void count() throws IOException {
        List<Score> scores = FinishedRun.write(run, 2_000, true);
        eligible = scores.stream().filter(Score::eligible).toList();
        report = ReportReader.read(new RunFiles(run), Population.open(run.resolve("bundle")));
    }

    @Test
    void everybody_is_counted_once() {
        Crowd crowd = report.crowd();
        assertEquals(2_000, crowd.users());
        assertEquals(eligible.size(), crowd.eligible());
        assertEquals(crowd.users(), crowd.eligible() + crowd.lost() + crowd.neverActive());
        assertEquals(
                crowd.eligible(),
                crowd.grades().stream().mapToInt(GradeShare::users).sum());
        assertEquals(
                crowd.eligible(), crowd.risk().stream().mapToInt(Bin::users).sum());
        assertEquals(
                crowd.users(),
                crowd.stages().stream().mapToInt(StageShare::users).sum());
    }

    @Test
    void what_stands_behind_the_risk_raises_it_and_it_is_said_of_how_many_one_is_told() {
        assertTrue(report.causes().stream().allMatch(cause -> cause.reason().raises()), report.causes() + "");
        List<Score> raised = eligible.stream()
                .filter(score -> Risk.of(score.churn().orElseThrow().probability(), ChurnGrade.Thresholds.defaults())
                        .isRaised())
                .toList();
        long reasoned = raised.stream()
                .filter(score -> score.reasons().stream().anyMatch(code -> code.endsWith("-UP")))
                .count();
        assertEquals(raised.size(), report.crowd().atRisk());
        assertEquals(reasoned, report.crowd().reasoned());
        assertTrue(reasoned < raised.size(), "everybody has a reason that raises the risk, so that nothing is shown");
        assertEquals(reasoned, report.causes().stream().mapToInt(Cause::users).sum());
    }

    @Test
    void money_at_stake_is_the_sum_over_eligible_users() {
        double loss = eligible.stream()
                .mapToDouble(score -> score.value().orElseThrow().expectedLoss())
                .sum();
        Stake stake = report.stake().orElseThrow();
        assertEquals(loss, stake.expectedLoss(), 1e-9 * loss);
        assertTrue(stake.low() < loss && loss < stake.high());
        double byGrade = report.crowd().grades().stream()
                .mapToDouble(GradeShare::expectedLoss)
                .sum();
        assertEquals(loss, byGrade, 1e-9 * loss);
        assertEquals(
                loss,
                report.crowd().stages().stream()
                        .mapToDouble(StageShare::lossOfActive)
                        .sum(),
                1e-9 * loss);
        assertEquals(
                eligible.size(),
                report.crowd().stages().stream().mapToInt(StageShare::active).sum());
    }

    @Test
    void contacting_everybody_covers_everything_and_the_best_order_is_never_beaten() {
        Stake stake = report.stake().orElseThrow();
        Reach all = stake.reach().get(stake.reach().size() - 1);
        assertEquals(eligible.size(), all.contacts());
        assertEquals(stake.expectedLoss(), all.byLoss(), 1e-6);
        assertEquals(stake.expectedLoss(), all.byRisk(), 1e-6);
        for (Reach at : stake.reach()) {
            assertTrue(at.byLoss() >= at.byRisk() - 1e-9 && at.byLoss() >= at.byChance() - 1e-9, at.toString());
        }
    }

    @Test
    void users_at_risk_come_by_falling_loss_with_their_own_values() {
        double before = Double.POSITIVE_INFINITY;
        for (Report.Standout user : report.atRisk()) {
            assertTrue(user.expectedLoss() <= before, user.user());
            assertTrue(user.churn() >= 0.4, user.user());
            assertEquals(user.churn() * user.ifRetained(), user.expectedLoss(), 1e-9 * user.expectedLoss());
            before = user.expectedLoss();
        }
        assertEquals(20, report.atRisk().size());
    }

    @Test
    void rows_are_conserved_in_the_data_quality() {
        Report.DataQuality data = report.data();
        assertEquals(data.rows(), data.kept() + data.ignored() + data.duplicates() + data.quarantined());
    }

    @Test
    void a_histogram_loses_no_value() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            Histogram histogram = Histogram.money(Math.pow(10, 6 * random.nextDouble()));
            int values = random.nextInt(50);
            for (int i = 0; i < values; i++) {
                histogram.add(Math.pow(10, 8 * random.nextDouble() - 1));
            }
            assertEquals(values, histogram.bins().stream().mapToInt(Bin::users).sum(), "round " + round);
        }
    }

    @Test
    void a_scale_holds_its_largest_value_and_few_round_ticks() {
        Random random = new Random(6);
        for (int round = 0; round < 2_000; round++) {
            double largest = Math.pow(10, 12 * random.nextDouble() - 4);
            Scale scale = Scale.upTo(largest, 0, 100);
            assertTrue(scale.to() >= largest * (1 - 1e-9), round + ": " + largest);
            int ticks = scale.ticks().size();
            assertTrue(ticks >= 3 && ticks <= 11, round + ": " + ticks + " ticks for " + largest);
        }
    }

    @Test
    void numbers_are_written_in_the_manner_of_the_language() {
        Numbers en = new Numbers(Language.EN, "CNY");
        Numbers zh = new Numbers(Language.ZH, "CNY");
        assertEquals("CNY 1,234,568", en.money(1_234_567.5).text());
        assertEquals("1,234,568 元", zh.money(1_234_567.5).text());
        assertEquals("CNY 1.23M", en.shortMoney(1_234_567).text());
        assertEquals("123 万元", zh.shortMoney(1_234_567).text());
        assertEquals("12.3%", en.share(0.1234).text());
        assertEquals("CNY 0", en.money(0).text());
        assertEquals("CNY 9.50", en.money(9.5).text());
        assertEquals("–", en.money(Double.NaN).text());
        assertEquals("+25%", en.change(0.25).text());
        assertEquals(
                "5,000 USD", new Numbers(Language.ZH, "USD").shortMoney(5_000).text());
    }
}
