package io.perennial.training.trend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.model.Outputs;
import io.perennial.training.Company;
import io.perennial.training.Outcomes;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.LedgerSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Served;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The choice of a trend and what is published of it, on an invented company that buys and silently leaves. */
class TrendTrainerTest {

    private static final int HORIZON = 180;
    private static final int GAP = 3;
    private static final int DAYS = 1_290;

    private static final Company COMPANY =
            new Company(400, DAYS, new OutcomeWindow(GAP, HORIZON), EnumSet.of(EventKind.PURCHASE), 1.0 / 700, 11);

    private static final Company YOUNG = new Company(500, 500, COMPANY.window(), COMPANY.carried(), 1.0 / 700, 11);

    /** The newest past day whose blocks are closed in the end. */
    private static final int PAST = COMPANY.asOf() - GAP - HORIZON;

    private static final TrainingSet SET = LedgerSnapshots.cut(COMPANY.schema(), COMPANY.ledgers(), PAST);

    private static final Rows LATER = later();

    /** An even spread of last half year's spend, less what leavers take with them: a fair lifetime value. */
    private static double[] ltv(Rows rows) {
        int spend = rows.data().column("spend_180");
        return rows.of(i -> 0.8 * rows.features(i)[spend]);
    }

    private static Rows later() {
        LabelledSnapshots labelled = LedgerSnapshots.cut(COMPANY.schema(), COMPANY.ledgers(), COMPANY.asOf())
                .labelled();
        Rows eligible = labelled.eligibleRows();
        return eligible.where(i -> eligible.asOf(i) == PAST);
    }

    private static double[] heldOut(double factor) {
        Rows all = SET.labelled().all();
        return Arrays.stream(ltv(all)).map(value -> value * factor).toArray();
    }

    private static TrendTrainer trainer(double factor) {
        return new TrendTrainer(SET, heldOut(factor), 1, what -> {});
    }

    @Test
    void intervals_hold_their_numbers_and_most_of_what_came_later() {
        TrendModel model = trainer(1).train();
        Served served = Served.of(model::addTo, LATER, ltv(LATER));
        double[][] actual = BlockRows.of(SET, LATER).spend();
        assertTrue(LATER.size() > 120, LATER.size() + " users later");
        double[] sums = new double[LATER.size()];
        double held = 0;
        for (int block = 0; block < TrendSequence.FUTURE_BLOCKS; block++) {
            String name = Outputs.trend(block + 1);
            for (int i = 0; i < sums.length; i++) {
                double low = served.column(name + "_low")[i];
                double high = served.column(name + "_high")[i];
                double expected = served.column(name)[i];
                assertTrue(0 <= low && low <= expected && expected <= high, name + " of " + LATER.user(i));
                held += actual[i][block] >= low && actual[i][block] <= high ? 1 : 0;
                sums[i] += expected;
            }
        }
        double coverage = held / sums.length / TrendSequence.FUTURE_BLOCKS;
        assertTrue(coverage > 0.85 && coverage < 0.99, "coverage " + coverage);
        double[] total = served.column(Outputs.TREND_TOTAL);
        for (int i = 0; i < sums.length; i++) {
            assertEquals(sums[i], total[i], 1e-9 * (1 + sums[i]));
        }
    }

    @Test
    void a_value_that_says_nothing_loses_and_one_verdict_says_to_whom() {
        TrendModel model = trainer(0).train();
        assertFalse(
                model.chosen().family().equals(SeasonalPath.ID), model.chosen().verdict());
        assertTrue(
                model.chosen().verdict().startsWith(model.chosen().family() + " beats "),
                model.chosen().verdict());
        assertEquals(
                List.of(
                        "ltv_path",
                        "zero",
                        "last_period",
                        "recent_mean",
                        "seasonal_naive",
                        "smoothing",
                        "smoothing_intermittent",
                        "lstm",
                        "mean:ltv_path+smoothing",
                        "mean:ltv_path+lstm"),
                model.candidates().stream().map(TrendCandidate::id).toList());
        assertEquals(
                List.of("zero", "last_period", "recent_mean", "seasonal_naive"),
                model.candidates().stream()
                        .filter(TrendCandidate::naive)
                        .map(TrendCandidate::id)
                        .toList());
    }

    @Test
    void it_says_on_whom_a_path_was_chosen_and_how_many_of_other_users_its_intervals_hold() {
        TrendModel model = trainer(1).train();
        assertTrue(
                model.chosen().judgedOn().endsWith("chosen on these very users, and its intervals are read off them"),
                model.chosen().judgedOn());
        TrendModel.Coverage held = model.coverage().orElseThrow();
        assertEquals(
                1, held.block().share() + held.block().below() + held.block().above(), 1e-9);
        assertTrue(held.block().share() > 0.8, held.toString());
        assertTrue(held.total().share() > 0.75, held.toString());
        assertEquals(
                held.block().share(), model.metrics().get("interval_coverage").value());
    }

    @Test
    void a_few_users_seen_on_many_days_are_few() {
        TrainingSet set = new Company(40, DAYS, COMPANY.window(), COMPANY.carried(), 1.0 / 5_000, 11).set();
        BlockRows rows = BlockRows.of(set, set.labelled().eligibleRows());
        assertTrue(rows.size() >= 200 && rows.userCount() < 60, rows.size() + " rows");
        TrendModel model = new TrendTrainer(set, ltv(set.labelled().all()), 1, what -> {}).train();
        assertTrue(
                model.chosen().verdict().startsWith("the log shows " + rows.userCount() + " eligible users"),
                model.chosen().verdict());
        assertEquals(List.of(), model.candidates());
    }

    @Test
    void where_the_past_is_short_the_value_path_stands_beside_judged_rules_and_it_says_so() {
        TrainingSet set = YOUNG.set();
        double[] nothing = new double[set.labelled().size()];
        TrendTrainer.LineUp lineUp = new TrendTrainer(set, nothing, 1, what -> {}).lineUp();
        assertEquals(
                List.of("ltv_path", "zero", "last_period", "recent_mean"),
                lineUp.entrants().stream().map(TrendEntrant::id).toList());
        assertTrue(
                lineUp.model().chosen().notes().toString().contains("does not show 24 blocks"),
                lineUp.model().chosen().notes().toString());
        assertEquals(SeasonalPath.ID, lineUp.model().chosen().family());
        assertTrue(
                lineUp.model().chosen().verdict().contains(" stands: "),
                lineUp.model().chosen().verdict());
        assertEquals(4, lineUp.model().candidates().size());
    }

    @Test
    void a_rule_that_stands_in_is_at_the_level_of_what_came() {
        TrainingSet set = YOUNG.set();
        TrendModel rule = new TrendTrainer(set, new double[set.labelled().size()], 1, what -> {})
                .trainBoth()
                .standIn()
                .orElseThrow();
        assertTrue(rule.chosen().naive(), rule.chosen().family());
        BlockRows closed = BlockRows.of(set, set.labelled().eligibleRows());
        Rows season = TrendSeason.of(set, closed.rows(), set.plan().asOf()).rows();
        double[] told =
                Served.of(rule::addTo, season, new double[season.size()]).column(Outputs.TREND_TOTAL);
        double[] weights = season.weights();
        double[][] spend = new BlockRows(season, closed.value()).spend();
        double came = 0;
        double said = 0;
        for (int i = 0; i < told.length; i++) {
            said += weights[i] * told[i];
            came += weights[i] * Arrays.stream(spend[i]).sum();
        }
        assertEquals(came, said, 1e-9 * came, rule.chosen().family());
    }

    @Test
    void a_flat_index_is_of_no_season() {
        int asOf = SET.plan().asOf();
        assertTrue(SeasonalPath.of(SET, SET.labelled().eligibleRows(), asOf).ofYear());
        LabelledSnapshots rows = SET.labelled();
        LabelledSnapshots worthless = Outcomes.of(rows, rows.active(), rows.occasions(), new long[rows.size()]);
        SeasonalPath flat = SeasonalPath.of(SET, worthless.eligibleRows(), asOf);
        assertEquals(0, flat.closed());
        assertFalse(flat.ofYear(), "nothing was counted one year before");
        assertEquals("the lifetime value spread evenly over days, since no index could be counted", flat.description());
    }

    @Test
    void no_rival_is_chosen_by_a_handful_of_users() {
        TrainingSet set = Company.shop(100, 1_100, HORIZON).leaving(1.0 / 250).set();
        TrendModel model = new TrendTrainer(set, ltv(set.labelled().all()), 1, what -> {}).train();
        String verdict = model.chosen().verdict();
        assertTrue(verdict.contains(" stands: another is not chosen by "), verdict);
        assertTrue(verdict.endsWith(" users, 50 are needed"), verdict);
        assertFalse(model.chosen().judgedOn().contains("chosen on these very users"), verdict);
    }

    @Test
    void of_a_horizon_longer_than_all_blocks_they_hold_the_share_that_was_counted() {
        int horizon = 300;
        double share = countedAsServed(
                Company.shop(300, 800, horizon).leaving(1.0 / 120).set());
        assertTrue(share > 1.1 * HORIZON / horizon, "leavers spend early: " + share);
    }

    @Test
    void where_a_gap_parts_them_from_the_window_of_the_value_blocks_hold_the_share_that_was_counted() {
        Company shop = Company.shop(300, 900, 90).leaving(1.0 / 120);
        OutcomeWindow later = new OutcomeWindow(60, 90);
        double share = countedAsServed(
                new Company(shop.users(), shop.days(), later, shop.carried(), shop.leaveDaily(), shop.seed()).set());
        assertTrue(share > 1.1 * HORIZON / 90, "leavers spend before the window: " + share);
    }

    /** What share of the value of windows fell into their blocks, which is asserted to be the share that is served. */
    private static double countedAsServed(TrainingSet set) {
        int asOf = set.plan().asOf();
        Rows rows = set.labelled().eligibleRows();
        SeasonalPath path = SeasonalPath.of(set, rows, asOf);
        Rows counted = TrendSeason.of(set, BlockRows.closed(rows), asOf).rows();
        assertEquals(counted.size(), path.closed());
        double[] weights = counted.weights();
        double value = 0;
        double inBlocks = 0;
        for (int i = 0; i < counted.size(); i++) {
            value += weights[i] * counted.valueMinor(i);
            inBlocks += weights[i]
                    * Arrays.stream(counted.data().blocksMinor()[counted.row(i)])
                            .sum();
        }
        double share = inBlocks / value;
        assertEquals(
                share, set.discount() * Arrays.stream(path.shares().toArray()).sum(), 1e-9);
        return share;
    }

    @Test
    void no_rival_is_chosen_where_the_season_to_come_is_not_seen_with_months_enough() {
        TrainingSet set = Company.shop(400, 1_000, HORIZON).leaving(1.0 / 900).set();
        TrendModel model = new TrendTrainer(set, new double[set.labelled().size()], 1, what -> {}).train();
        assertEquals(9, model.candidates().size(), "all that can be served are judged");
        assertEquals(SeasonalPath.ID, model.chosen().family(), "though its value says nothing");
        assertTrue(
                model.chosen().notes().get(1).startsWith("no path contests the value spread by season: fewer than 100"),
                model.chosen().notes().toString());
        assertTrue(
                model.chosen().verdict().endsWith("users show months enough of a year before to tell another's season"),
                model.chosen().verdict());
    }

    @Test
    void blocks_that_fill_the_horizon_add_up_to_the_value_whoever_wins() {
        Company shop = Company.shop(300, 1_100, HORIZON);
        TrainingSet set = shop.set();
        TrendModel model = new TrendTrainer(set, ltv(set.labelled().all()), 1, what -> {}).train();
        assertFalse(model.chosen().family().equals("zero"), model.chosen().verdict());
        Rows now = set.current().eligibleRows();
        double[] ltv = now.of(i -> 10.0 + i);
        double[] total = Served.of(model::addTo, now, ltv).column(Outputs.TREND_TOTAL);
        for (int i = 0; i < ltv.length; i++) {
            assertEquals(
                    ltv[i],
                    total[i] * set.discount(),
                    1e-9 * ltv[i],
                    model.chosen().family());
        }
    }
}
