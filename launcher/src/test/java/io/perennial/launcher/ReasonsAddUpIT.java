package io.perennial.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Part;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.MonthsExplanation;
import io.perennial.scoring.explain.Reason;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreBytes;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant 3, reasons add up: for everybody of a run, baseline, context and seven dimensions are the number published,
 * and the numbers of one row agree with each other.
 *
 * <p>On the way, invariant 1 on everybody: features and scores made from the ledger as a server makes them are those of
 * the batch.
 */
class ReasonsAddUpIT {

    private static final List<String> COLUMNS = List.of(("user_id,as_of,churn_probability,churn_low,churn_high,"
                    + "churn_grade,p_alive,expected_purchases,ltv,ltv_low,ltv_high,trend_m1,trend_m2,trend_m3,trend_m4,"
                    + "trend_m5,trend_m6,warning_index,health,stage,segment,top_reason_1,top_reason_2,top_reason_3,"
                    + "model_churn,model_ltv,model_trend,horizon_days,gap_days,currency,value_if_retained,"
                    + "expected_loss,eligible,verdict,last_active,last_value,trend_m1_low,trend_m1_high,trend_m2_low,"
                    + "trend_m2_high,trend_m3_low,trend_m3_high,trend_m4_low,trend_m4_high,trend_m5_low,trend_m5_high,"
                    + "trend_m6_low,trend_m6_high,trend_total,trend_total_low,trend_total_high,ltv_30,ltv_90,ltv_180,"
                    + "ltv_365,ltv_closed_days,ltv_median,expected_purchases_median,rfm")
            .split(","));

    @ParameterizedTest
    @MethodSource("io.perennial.launcher.Runs#logs")
    void every_reason_of_every_user_adds_up_to_the_published_number(String log) throws Exception {
        Run run = Runs.plain(log);
        List<String> csv = Files.readAllLines(run.folder().scoresCsv());
        assertEquals(COLUMNS, List.of(csv.get(0).split(",")));
        Everybody everybody = new Everybody(run.folder());
        Set<EventKind> active = everybody.schema().context().churn().active();
        List<String> ids = new ArrayList<>();
        everybody.forEach(member -> {
            ids.add(member.stored().user());
            check(member);
            coherent(member.batch(), active.equals(Set.of(EventKind.PURCHASE)));
            published(member.batch(), csv.get(ids.size()).split(",", -1));
        });
        everybody.forEachTenth(ReasonsAddUpIT::trendAddsUp);
        assertEquals(csv.size() - 1, ids.size());
        assertTrue(ids.size() > 50, ids.size() + " users");
    }

    private static void check(Everybody.Member member) {
        String user = member.stored().user();
        assertArrayEquals(bits(member.stored().features()), bits(member.row().features()), user);
        List<String> codes = codes(member.reasons().get(Target.CHURN));
        assertArrayEquals(
                member.stored().score(), ScoreBytes.write(member.again().withReasons(codes)), user);
        addsUp(user, member.reasons().get(Target.CHURN), member.batch().churn().map(Score.ChurnScore::probability));
        addsUp(user, member.reasons().get(Target.LTV), member.batch().value().map(Score.ValueScore::ltv));
    }

    private static List<String> codes(ExplanationResult result) {
        return result instanceof Explanation explanation
                ? explanation.reasons().stream().map(Reason::code).toList()
                : List.of();
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    private static void trendAddsUp(Everybody.Member member) {
        ExplanationResult result = member.reasons().get(Target.TREND);
        Optional<Double> published = Target.TREND.of(member.batch());
        if (result instanceof MonthsExplanation months) {
            double score = published.orElseThrow();
            assertEquals(score, months.score(), 0.0, member.stored().user());
            assertEquals(
                    score,
                    months.sum(),
                    1e-9 * Math.max(1, Math.abs(score)),
                    member.stored().user());
        } else {
            addsUp(member.stored().user(), result, published);
        }
    }

    private static void addsUp(String user, ExplanationResult result, Optional<Double> published) {
        if (published.isEmpty()) {
            assertEquals(
                    Withheld.Cause.NO_SCORE,
                    assertInstanceOf(Withheld.class, result, user).cause(),
                    user);
            return;
        }
        Explanation explanation = assertInstanceOf(Explanation.class, result, user);
        double score = published.get();
        double sum = explanation.baseline() + explanation.context();
        List<Part> dimensions = new ArrayList<>();
        for (Explanation.Contribution part : explanation.dimensions()) {
            dimensions.add(part.dimension());
            sum += part.value();
        }
        List<Part> seven = new ArrayList<>(List.of(Dimension.values()));
        seven.remove(Dimension.CONTEXT);
        assertEquals(seven, dimensions, user);
        assertEquals(score, explanation.score(), 0.0, user);
        assertTrue(
                Math.abs(sum - score) <= 1e-9 * Math.max(1, Math.abs(score)), user + ": " + sum + " is not " + score);
    }

    /** What the numbers of one row owe each other. */
    private static void coherent(Score score, boolean purchaseIsActivity) {
        if (score.churn().isEmpty()) {
            assertTrue(score.value().isEmpty() && score.trend().isEmpty(), score.toString());
            return;
        }
        Score.ChurnScore churn = score.churn().get();
        ascending(score, 0, churn.low(), churn.probability(), churn.high(), 1);
        score.trend().forEach(month -> ascending(score, 0, month, Double.MAX_VALUE));
        score.value().ifPresent(value -> {
            double stay = 1 - churn.probability();
            ascending(score, 0, value.low(), value.ltv(), value.high(), Double.MAX_VALUE);
            close(score, value.ltv(), stay * value.ifRetained());
            close(score, value.expectedLoss(), churn.probability() * value.ifRetained());
            if (purchaseIsActivity) {
                // NaN, where a model does not tell, is less than nothing.
                assertTrue(!(value.expectedPurchases() < stay) && !(value.pAlive() < stay), score.toString());
            }
        });
    }

    private static void ascending(Score score, double... values) {
        for (int i = 1; i < values.length; i++) {
            assertTrue(values[i - 1] <= values[i], () -> Arrays.toString(values) + " of " + score);
        }
    }

    private static void close(Score score, double value, double expected) {
        assertEquals(expected, value, 1e-9 * Math.max(1, Math.abs(expected)), score::toString);
    }

    /** The file for people and programs has the very doubles of the bundle. */
    private static void published(Score score, String[] cells) {
        assertEquals(COLUMNS.size(), cells.length, score.user());
        cell(score.churn().map(Score.ChurnScore::probability), cells, "churn_probability");
        cell(score.churn().map(churn -> 100 * churn.probability()), cells, "warning_index");
        cell(score.value().map(Score.ValueScore::ltv), cells, "ltv");
        cell(score.value().map(Score.ValueScore::ifRetained), cells, "value_if_retained");
        cell(score.value().map(Score.ValueScore::expectedLoss), cells, "expected_loss");
        List<String> reasons = new ArrayList<>(score.reasons());
        reasons.addAll(Collections.nCopies(Score.REASONS - reasons.size(), ""));
        assertEquals(reasons, List.of(cells).subList(COLUMNS.indexOf("top_reason_1"), COLUMNS.indexOf("model_churn")));
    }

    private static void cell(Optional<Double> value, String[] cells, String column) {
        assertEquals(value.map(Object::toString).orElse(""), cells[COLUMNS.indexOf(column)], column);
    }
}
