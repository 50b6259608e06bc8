package io.perennial.training.trend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The LSTM in its published form: equal to Deeplearning4j, equal to itself, better than rules where there is shape. */
class LstmPathTest {

    private static final BlockNetwork.Options SMALL = new BlockNetwork.Options(6, 10, 32, 0.05, 2_000);

    /** One network for all questions but that of repetition: training takes seconds. */
    private static final BlockRows ROWS = fading(300, 1);

    private static final LstmPath PATH = LstmPath.fit(ROWS, SMALL, 3);

    @Test
    void the_published_form_says_what_deeplearning4j_says() {
        assertTrue(PATH.prove(ROWS).worst() <= 1e-5);
    }

    @Test
    void equal_seeds_give_equal_bytes() {
        BlockRows rows = fading(64, 2);
        assertArrayEquals(bytes(LstmPath.fit(rows, SMALL, 3)), bytes(LstmPath.fit(rows, SMALL, 3)));
    }

    private static byte[] bytes(LstmPath path) {
        ModelDraft draft = new ModelDraft(1);
        path.addTo(draft);
        return GraphWriter.write(draft.build());
    }

    @Test
    void totals_of_the_rows_it_learned_from_are_met() {
        double predicted = total(PATH.predict(ROWS, new double[300]));
        assertEquals(1, predicted / total(ROWS.spend()), 1e-9);
    }

    @Test
    void a_user_seen_on_many_days_counts_as_one() {
        List<String> users = new ArrayList<>(Collections.nCopies(200, "regular"));
        IntStream.range(0, 100).forEach(i -> users.add("u" + i));
        BlockRows rows = fading(300, 9, users);
        double[] weights = rows.rows().weights();
        double[][] predicted = LstmPath.fit(rows, SMALL, 3).predict(rows, new double[300]);
        double[][] came = rows.spend();
        double expected = IntStream.range(0, 300)
                .mapToDouble(i -> weights[i] * total(new double[][] {predicted[i]}))
                .sum();
        double actual = IntStream.range(0, 300)
                .mapToDouble(i -> weights[i] * total(new double[][] {came[i]}))
                .sum();
        assertEquals(1, expected / actual, 1e-9);
    }

    @Test
    void users_who_fade_are_told_from_users_who_stay_better_than_by_rules() {
        BlockRows fresh = fading(300, 6);
        double[] ltv = new double[300];
        double ours = mean(TrendCandidate.losses(PATH.predict(fresh, ltv), fresh.spend()));
        double recent = mean(
                TrendCandidate.losses(PacePath.recent(fresh.rows().data(), 1).predict(fresh, ltv), fresh.spend()));
        double year = mean(TrendCandidate.losses(new LastYearPath(1).predict(fresh, ltv), fresh.spend()));
        assertTrue(ours < 0.7 * recent && ours < 0.7 * year, ours + " against " + recent + " and " + year);
    }

    @Test
    void the_scale_of_a_user_goes_around_the_network() {
        double[] large = ROWS.sequence(0).clone();
        for (int step = 0; step < TrendSequence.STEPS; step++) {
            int at = step * TrendSequence.CHANNELS + TrendSequence.SPEND;
            large[at] = Math.log1p(1_000 * Math.expm1(large[at]));
        }
        BlockRows one = new BlockRows(PastAndFuture.rows(List.of(large), List.of(new long[6])), 0.01);
        double own = OwnBasket.of(one)[0] - OwnBasket.of(ROWS)[0];
        assertEquals(Math.log(1_000), own, 0.1);
        double[][] standardised = {PATH.scaling().past(new double[][] {large})[0]};
        double[][][] heads = PATH.network().outputs(standardised);
        double log = PATH.scaling().amount().log(heads[1][0][0], OwnBasket.of(one)[0])
                + PATH.offsets().get(0);
        double expected = heads[0][0][0] * Math.exp(log);
        assertEquals(expected, PATH.predict(one, new double[1])[0][0], 1e-6 * expected);
    }

    @Test
    void the_mean_with_the_value_path_lies_in_the_middle() {
        LastYearPath rule = new LastYearPath(1);
        double[] ltv = new double[ROWS.size()];
        double[][] ours = new MeanPath(rule, PATH).predict(ROWS, ltv);
        assertEquals((rule.predict(ROWS, ltv)[0][2] + PATH.predict(ROWS, ltv)[0][2]) / 2, ours[0][2], 1e-9);
        assertEquals("mean:ltv_path+lstm", new MeanPath(rule, PATH).id());
        assertTrue(new MeanPath(rule, PATH).prove(ROWS).rows() > 0
                && new MeanPath(rule, PATH).origin().isPresent());
    }

    @Test
    void a_path_scaled_to_the_value_holds_it_inside_the_horizon() {
        ScaledPath scaled = new ScaledPath(PATH, 3, 0.5);
        double[] ltv = ROWS.rows().of(i -> 10.0 + i);
        double[][] predicted = scaled.predict(ROWS, ltv);
        for (int i = 0; i < ltv.length; i++) {
            assertEquals(ltv[i] / 0.5, Arrays.stream(predicted[i], 0, 3).sum(), 1e-9 * ltv[i]);
        }
    }

    /** Half of the users spend 50 a block to the end and beyond; half faded three blocks ago and never come back. */
    private static BlockRows fading(int users, long seed) {
        return fading(
                users, seed, IntStream.range(0, users).mapToObj(i -> "u" + i).toList());
    }

    private static BlockRows fading(int users, long seed, List<String> ids) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> pasts = new ArrayList<>();
        List<long[]> futures = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            boolean fades = random.nextInt(2) == 0;
            double[] past = new double[TrendSequence.STEPS * TrendSequence.CHANNELS];
            for (int step = 0; step < TrendSequence.STEPS; step++) {
                boolean buys = !(fades && step >= TrendSequence.STEPS - 3);
                past[step * TrendSequence.CHANNELS + TrendSequence.OCCASIONS] = buys ? Math.log(2) : 0;
                past[step * TrendSequence.CHANNELS + TrendSequence.SPEND] =
                        buys ? Math.log1p(40 + 20 * random.nextDouble()) : 0;
                past[step * TrendSequence.CHANNELS + TrendSequence.OBSERVED] = 1;
            }
            long[] future = new long[TrendSequence.FUTURE_BLOCKS];
            Arrays.setAll(future, block -> fades ? 0 : 4_000 + random.nextInt(2_000));
            future[0] += fades && random.nextInt(10) == 0 ? 5_000 : 0;
            pasts.add(past);
            futures.add(future);
        }
        return new BlockRows(PastAndFuture.rows(ids, pasts, futures), 0.01);
    }

    private static double total(double[][] amounts) {
        return Arrays.stream(amounts).flatMapToDouble(Arrays::stream).sum();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
