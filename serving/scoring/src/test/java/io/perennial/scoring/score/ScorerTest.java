package io.perennial.scoring.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.outcome.ValueHorizons;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryWriter;
import io.perennial.scoring.explain.Graphs;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Rule;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One coherent row for every user, and a reason wherever a column is null. */
class ScorerTest {

    private static final int AS_OF = (int) LocalDate.of(2024, 7, 1).toEpochDay();

    private static LoadedModel model(String name, Graph graph, FeatureSchema schema) {
        return new LoadedModel(new ModelId(name, 3, "ab"), schema, graph, Optional.empty(), "");
    }

    private static Scorer scorer(FeatureSchema schema, Graph churn, Optional<Graph> ltv, Optional<Graph> trend) {
        return new Scorer(
                model("churn", churn, schema),
                ltv.map(graph -> model("ltv", graph, schema)),
                trend.map(graph -> model("trend", graph, schema)),
                ChurnGrade.Thresholds.defaults());
    }

    private static Scorer full(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return scorer(
                Graphs.schema(),
                Graphs.boosted(random, 10, 4),
                Optional.of(Graphs.value(random)),
                Optional.of(Graphs.trend()));
    }

    private static UserRow user(double[] features) {
        return new UserRow("ann", AS_OF, true, false, features, null);
    }

    private static Object value(Score score, String column) {
        return ScoreColumns.columns().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow()
                .of(score)
                .orElse(null);
    }

    @Test
    void a_row_of_a_model_that_saw_no_window_of_its_length_close_says_so() {
        Graph graph = Graphs.boosted(new SplittableRandom(3), 10, 4);
        LoadedModel far = new LoadedModel(
                new ModelId("churn", 3, "ab"), Graphs.schema(), graph, Optional.empty(), "", "EXTRAPOLATED");
        Scorer scorer = new Scorer(far, Optional.empty(), Optional.empty(), ChurnGrade.Thresholds.defaults());
        UserRow user = user(new double[Graphs.schema().width()]);
        assertTrue(scorer.score(user).verdicts().contains(Verdict.HORIZON_EXTRAPOLATED));
        assertTrue(value(scorer.score(user), "verdict").toString().contains("horizon_extrapolated"));
        Scorer near = scorer(Graphs.schema(), graph, Optional.empty(), Optional.empty());
        assertFalse(near.score(user).verdicts().contains(Verdict.HORIZON_EXTRAPOLATED));
    }

    @Test
    void the_columns_are_those_of_the_design_in_order() {
        assertEquals(
                List.of(("user_id as_of churn_probability churn_low churn_high churn_grade p_alive expected_purchases "
                                + "ltv ltv_low ltv_high trend_m1 trend_m2 trend_m3 trend_m4 trend_m5 trend_m6 warning_index "
                                + "health stage segment top_reason_1 top_reason_2 top_reason_3 model_churn model_ltv "
                                + "model_trend horizon_days gap_days currency value_if_retained expected_loss eligible "
                                + "verdict last_active last_value trend_m1_low trend_m1_high trend_m2_low trend_m2_high "
                                + "trend_m3_low trend_m3_high trend_m4_low trend_m4_high trend_m5_low trend_m5_high "
                                + "trend_m6_low trend_m6_high trend_total trend_total_low trend_total_high ltv_30 "
                                + "ltv_90 ltv_180 ltv_365 ltv_closed_days ltv_median expected_purchases_median rfm")
                        .split(" ", -1)),
                ScoreColumns.columns().stream().map(Column::name).toList());
        for (Column column : ScoreColumns.columns()) {
            assertTrue(column.en().endsWith(".") && column.zh().endsWith("。"), column.name());
        }
    }

    @Test
    void who_asks_for_numbers_alone_gets_them_to_the_bit_and_no_profile() {
        Scorer.Session whole = full(5).session();
        Scorer.Session numbers = full(5).ofNumbers();
        for (double[] features : Graphs.rows(new SplittableRandom(5), 50)) {
            Score score = whole.score(user(features));
            Score alone = numbers.score(user(features));
            assertEquals(score.churn(), alone.churn());
            assertEquals(score.value(), alone.value());
            assertEquals(score.trend(), alone.trend());
            assertFalse(score.profile().stage().isEmpty());
            assertEquals(Score.Profile.NONE, alone.profile());
        }
    }

    @Test
    void the_numbers_of_a_row_cohere() {
        for (int seed = 0; seed < 20; seed++) {
            Scorer.Session session = full(seed).session();
            for (double[] features : Graphs.rows(new SplittableRandom(seed), 50)) {
                Score score = session.score(user(features));
                Score.ChurnScore churn = score.churn().orElseThrow();
                Score.ValueScore value = score.value().orElseThrow();
                double stay = 1 - churn.probability();
                assertTrue(churn.low() <= churn.probability() && churn.probability() <= churn.high(), "seed " + seed);
                assertEquals(stay * value.ifRetained(), value.ltv(), 1e-9 * Math.max(1, value.ltv()));
                assertEquals(churn.probability() * value.ifRetained(), value.expectedLoss());
                assertTrue(value.expectedPurchases() >= stay, "seed " + seed);
                assertTrue(value.low() <= value.ltv() && value.ltv() <= value.high(), "seed " + seed);
                assertEquals(0.4 * value.ltv(), score.trend().get(0), 1e-12 * Math.max(1, value.ltv()));
                assertEquals(1.5 * value.ltv(), score.trendTotal(), 1e-12 * Math.max(1, value.ltv()));
                assertEquals(score.trend().get(0), score.trendRanges().get(0).low(), "an end is drawn to its number");
                for (int month = 0; month <= Score.MONTHS; month++) {
                    double expected = month < Score.MONTHS ? score.trend().get(month) : score.trendTotal();
                    Score.Range range = score.trendRanges().get(month);
                    assertTrue(range.low() <= expected && expected <= range.high(), "seed " + seed + " " + range);
                }
            }
        }
    }

    @Test
    void a_curve_falls_day_by_day_to_the_churn_probability() {
        Scorer.Session session = full(4).session();
        for (double[] features : Graphs.rows(new SplittableRandom(4), 50)) {
            Score score = session.score(user(features));
            List<InactiveBy> survival = score.survival();
            assertEquals(
                    List.of(9, 20, score.frame().horizonDays()),
                    survival.stream().map(InactiveBy::day).toList());
            assertEquals(
                    score.churn().orElseThrow().probability(), survival.get(2).probability());
            assertTrue(survival.get(0).probability() >= survival.get(1).probability(), survival.toString());
        }
    }

    @Test
    void a_curve_that_rises_withholds_the_score() {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, Graphs.WIDTH));
        int constant = graph.add(new Rule(features, List.of(new Rule.Axis(0, Doubles.of())), Doubles.of(0.5, 0.5)));
        Graph rising = graph.output("churn_probability", constant)
                .output("churn_low", constant)
                .output("churn_high", constant)
                .output("p_inactive_by_day_5", graph.add(new Blend(Ints.of(constant), Doubles.of(1), -0.1)))
                .build();
        Scorer scorer = scorer(Graphs.schema(), rising, Optional.empty(), Optional.empty());
        UserRow row = user(Graphs.rows(new SplittableRandom(5), 1).get(0));
        IncoherentScoreException refused = assertThrows(IncoherentScoreException.class, () -> scorer.score(row));
        assertTrue(refused.getMessage().contains("p_inactive_by_day_5 = 0.4 is not between"), refused.getMessage());
    }

    @Test
    void a_user_never_active_has_no_scores_but_a_row() {
        double[] features = new double[Graphs.WIDTH];
        Arrays.fill(features, Double.NaN);
        Score score = full(1).score(new UserRow("bo", AS_OF, false, true, features, null));
        for (String column :
                List.of("churn_probability", "churn_grade", "ltv", "trend_m1", "warning_index", "last_active")) {
            assertEquals(null, value(score, column), column);
        }
        assertEquals("never_active", value(score, "verdict"));
        assertEquals("never_active", value(score, "stage"));
        assertEquals("bo", value(score, "user_id"));
    }

    @Test
    void absent_models_leave_null_columns_with_the_reason() {
        Scorer scorer =
                scorer(Graphs.schema(), Graphs.logistic(new SplittableRandom(2)), Optional.empty(), Optional.empty());
        Score score = scorer.score(user(Graphs.rows(new SplittableRandom(2), 1).get(0)));
        assertEquals("no_value_model;no_trend_model", value(score, "verdict"));
        assertEquals(null, value(score, "ltv"));
        assertEquals("churn@3", value(score, "model_churn"));
        assertEquals(null, value(score, "model_ltv"));
    }

    @Test
    void a_log_without_purchases_has_no_value_and_says_so() {
        FeatureSchema schema = Graphs.schema(EnumSet.of(EventKind.VISIT), Set.of(EventKind.VISIT));
        SplittableRandom random = new SplittableRandom(3);
        Scorer scorer =
                scorer(schema, Graphs.logistic(random), Optional.of(Graphs.value(random)), Optional.of(Graphs.trend()));
        Score score = scorer.score(user(Graphs.rows(random, 1).get(0)));
        assertTrue(score.value().isEmpty());
        assertTrue(score.trend().isEmpty());
        assertEquals("no_purchases", value(score, "verdict"));
    }

    @Test
    void a_trend_model_over_months_needs_a_sequence() {
        GraphBuilder graph = new GraphBuilder();
        int sequence = graph.add(new Input(Input.Source.SEQUENCE, 1));
        for (int month = 1; month <= Score.MONTHS; month++) {
            graph.output("trend_m" + month, graph.add(new Blend(Ints.of(sequence), Doubles.of(1), month)));
        }
        SplittableRandom random = new SplittableRandom(4);
        Scorer scorer = scorer(Graphs.schema(), Graphs.logistic(random), Optional.empty(), Optional.of(graph.build()));
        double[] features = Graphs.rows(random, 1).get(0);
        Score without = scorer.score(user(features));
        assertTrue(without.verdicts().contains(Verdict.TREND_HISTORY_SHORT));
        Score with = scorer.score(new UserRow("ann", AS_OF, true, false, features, new double[] {10}));
        assertEquals(List.of(11.0, 12.0, 13.0, 14.0, 15.0, 16.0), with.trend());
        assertEquals(81.0, value(with, "trend_total"));
        assertEquals(null, value(with, "trend_m1_low"), "the model tells no intervals");
    }

    @Test
    void a_value_that_is_not_its_product_withholds_the_score() {
        GraphBuilder graph = new GraphBuilder();
        int risk = graph.add(new Input(Input.Source.UPSTREAM, 1));
        int constant = graph.add(new Blend(Ints.of(risk), Doubles.of(0), 100));
        Graph wrong = graph.output("value_if_retained", constant)
                .output("ltv", constant)
                .output("ltv_low", constant)
                .output("ltv_high", constant)
                .build();
        SplittableRandom random = new SplittableRandom(5);
        Scorer scorer = scorer(Graphs.schema(), Graphs.logistic(random), Optional.of(wrong), Optional.empty());
        UserRow row = user(Graphs.rows(random, 1).get(0));
        IncoherentScoreException refused = assertThrows(IncoherentScoreException.class, () -> scorer.score(row));
        assertTrue(refused.getMessage().contains("ltv = 100.0 is not (1 - churn_probability)"), refused.getMessage());
    }

    /** A value of 10 whose other horizons are multiples of it. */
    private static Graph withHorizons(double... multiples) {
        GraphBuilder graph = new GraphBuilder();
        int risk = graph.add(new Input(Input.Source.UPSTREAM, 1));
        int retained = graph.add(new Blend(Ints.of(risk), Doubles.of(0), 20));
        int ltv = graph.add(new Product(Ints.of(risk, retained), Ints.of(1, 0)));
        graph.output("value_if_retained", retained)
                .output("ltv", ltv)
                .output("ltv_low", ltv)
                .output("ltv_high", ltv)
                .output(Outlook.LTV_MEDIAN, graph.add(new Blend(Ints.of(risk), Doubles.of(0), 3)))
                .output(Outlook.PURCHASES_MEDIAN, graph.add(new Blend(Ints.of(risk), Doubles.of(0), 1)))
                .output(Outlook.CLOSED_DAYS, graph.add(new Blend(Ints.of(risk), Doubles.of(0), 90)));
        for (int h = 0; h < multiples.length; h++) {
            int days = ValueHorizons.DAYS.get(h);
            graph.output(Outlook.ltv(days), graph.add(new Blend(Ints.of(ltv), Doubles.of(multiples[h]), 0)));
        }
        return graph.build();
    }

    @Test
    void horizons_beyond_what_the_log_has_shown_are_extrapolated_and_all_survive_their_bytes()
            throws BinaryFormatException {
        SplittableRandom random = new SplittableRandom(11);
        Scorer scorer = scorer(
                Graphs.schema(), Graphs.logistic(random), Optional.of(withHorizons(0.4, 1, 1.7, 3)), Optional.empty());
        Score score = scorer.score(user(Graphs.rows(random, 1).get(0)));
        double ltv = score.value().orElseThrow().ltv();
        assertEquals(
                List.of(
                        new Outlook.Horizon(30, 0.4 * ltv, false),
                        new Outlook.Horizon(90, ltv, false),
                        new Outlook.Horizon(180, 1.7 * ltv, true),
                        new Outlook.Horizon(365, 3 * ltv, true)),
                score.value().orElseThrow().outlook().horizons());
        assertEquals(3.0, value(score, "ltv_median"));
        assertEquals(90, value(score, "ltv_closed_days"));
        assertEquals(score, ScoreBytes.read(ScoreBytes.write(score)));
    }

    @Test
    void a_longer_horizon_worth_less_withholds_the_score() {
        SplittableRandom random = new SplittableRandom(12);
        Scorer scorer = scorer(
                Graphs.schema(), Graphs.logistic(random), Optional.of(withHorizons(0.4, 1, 0.9, 3)), Optional.empty());
        UserRow row = user(Graphs.rows(random, 1).get(0));
        IncoherentScoreException refused = assertThrows(IncoherentScoreException.class, () -> scorer.score(row));
        assertTrue(refused.getMessage().contains("ltv_180"), refused.getMessage());
    }

    @Test
    void models_of_different_schemas_do_not_score_together() {
        SplittableRandom random = new SplittableRandom(6);
        FeatureSchema other = Graphs.schema(EnumSet.of(EventKind.PURCHASE), Set.of(EventKind.PURCHASE));
        LoadedModel churn = model("churn", Graphs.logistic(random), Graphs.schema());
        LoadedModel ltv = model("ltv", Graphs.value(random), other);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Scorer(churn, Optional.of(ltv), Optional.empty(), ChurnGrade.Thresholds.defaults()));
        assertTrue(refused.getMessage().contains("'carried'"), refused.getMessage());
    }

    @Test
    void last_activity_and_last_basket_come_from_the_features() {
        double[] features = Graphs.rows(new SplittableRandom(7), 1).get(0);
        features[FeatureCatalogue.index("silence_days")] = 0;
        features[FeatureCatalogue.index("last_basket")] = 12.5;
        Score score = full(7).score(user(features));
        assertEquals(LocalDate.of(2024, 6, 30), value(score, "last_active"));
        assertEquals(12.5, value(score, "last_value"));
    }

    @Test
    void a_score_survives_its_bytes() throws BinaryFormatException {
        Scorer scorer = full(8);
        for (double[] features : Graphs.rows(new SplittableRandom(8), 100)) {
            Score score = scorer.score(user(features)).withReasons(List.of("RC-A-UP", "RC-B-DOWN"));
            assertEquals(score, ScoreBytes.read(ScoreBytes.write(score)));
            assertEquals("RC-B-DOWN", value(score, "top_reason_2"));
            assertEquals(null, value(score, "top_reason_3"));
        }
    }

    @Test
    void bytes_of_earlier_versions_are_a_score_without_what_they_did_not_know() throws BinaryFormatException {
        SplittableRandom random = new SplittableRandom(10);
        Score score = full(10).score(user(Graphs.rows(random, 1).get(0))).withReasons(List.of("RC-A-UP"));
        byte[] now = ScoreBytes.write(score);
        BinaryWriter rfm = new BinaryWriter();
        rfm.text(score.profile().rfm());
        BinaryWriter reasons = new BinaryWriter();
        reasons.i32(1);
        reasons.text("RC-A-UP");
        int digits = rfm.toByteArray().length;
        byte[] second = without(now, indexOf(now, reasons.toByteArray()) - digits, digits, 2);
        Score read = ScoreBytes.read(second);
        assertEquals(score.trendRanges(), read.trendRanges());
        assertEquals("", read.profile().rfm());
        assertEquals(score.profile().segment(), read.profile().segment());
        byte[] lastMonth = ByteBuffer.allocate(Double.BYTES)
                .putDouble(score.trend().get(Score.MONTHS - 1))
                .array();
        int ranges = Integer.BYTES + 2 * (Score.MONTHS + 1) * Double.BYTES;
        Score oldest = ScoreBytes.read(without(second, indexOf(second, lastMonth) + Double.BYTES, ranges, 1));
        assertEquals(List.of(), oldest.trendRanges());
        assertEquals(score.trend(), oldest.trend());
        assertEquals(read.profile(), oldest.profile());
    }

    private static byte[] without(byte[] bytes, int at, int length, int version) {
        byte[] rest = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, rest, 0, at);
        System.arraycopy(bytes, at + length, rest, at, rest.length - at);
        rest[0] = (byte) version;
        return rest;
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("not found");
    }

    @Test
    void damaged_score_bytes_are_refused_or_are_a_score() {
        byte[] bytes = ScoreBytes.write(
                full(9).score(user(Graphs.rows(new SplittableRandom(9), 1).get(0))));
        int refused = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                Score read = ScoreBytes.read(damaged);
                assertEquals(read, ScoreBytes.read(ScoreBytes.write(read)), "seed " + seed);
            } catch (BinaryFormatException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertTrue(refused > 1_900, refused + " refused");
    }
}
