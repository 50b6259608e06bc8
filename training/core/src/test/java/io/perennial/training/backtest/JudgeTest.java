package io.perennial.training.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.TrainingMain;
import io.perennial.training.backtest.Family.Kind;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of a hundred users whose outcomes are known by construction. */
final class JudgeTest {

    private static final int USERS = 100;

    /** Even users leave; odd ones stay. */
    private static final double[] LEFT = column(i -> i % 2 == 0 ? 1 : 0);

    private static double[] column(java.util.function.IntToDoubleFunction value) {
        return IntStream.range(0, USERS).mapToDouble(value).toArray();
    }

    private static Cases cases(Family... families) {
        List<Person> people = IntStream.range(0, USERS)
                .mapToObj(i ->
                        new Person("u" + i, i < 50 ? 100 : 200, i != 99, Map.of("stage", i < 60 ? "mature" : "sprout")))
                .toList();
        return new Cases(Target.CHURN, people, LEFT, List.of(families));
    }

    private static Family sharp() {
        return Family.of(Family.CHAMPION, Kind.CHAMPION, column(i -> i % 2 == 0 ? 0.8 : 0.2));
    }

    private static Family blunt() {
        return Family.of("naive:base_rate", Kind.NAIVE, column(i -> 0.5));
    }

    private static Family wrong() {
        return Family.of("naive:wrong", Kind.NAIVE, column(i -> 0.9));
    }

    @Test
    void the_best_rule_on_these_outcomes_is_the_opponent() {
        TargetReport report = new Judge(50, 1).judge(cases(wrong(), blunt(), sharp()));
        assertEquals("naive:base_rate", report.bestNaive());
        assertEquals(
                List.of("champion", "naive:base_rate", "naive:wrong"),
                report.families().stream().map(FamilyReport::id).toList());
        Interval gap = report.families().get(0).againstNaive().get("log_loss");
        assertEquals(StrictMath.log(0.5) - StrictMath.log(0.8), gap.estimate(), 1e-9);
        assertTrue(gap.isBelowZero(), gap.toString());
    }

    @Test
    void every_family_is_set_against_the_champion_on_the_same_draws() {
        TargetReport report = new Judge(50, 1).judge(cases(sharp(), blunt(), wrong()));
        FamilyReport rule = report.families().get(1);
        Interval ruleOverChampion = rule.againstChampion().get("log_loss");
        Interval championOverRule = report.families().get(0).againstNaive().get("log_loss");
        assertEquals(-championOverRule.estimate(), ruleOverChampion.estimate(), 1e-12);
        assertEquals(-championOverRule.high(), ruleOverChampion.low(), 1e-12);
        assertEquals(
                new Interval(0, 0, 0),
                report.families().get(0).againstChampion().get("log_loss"));
    }

    @Test
    void only_eligible_users_are_judged_and_everybody_is_told_beside() {
        TargetReport report = new Judge(20, 1).judge(cases(sharp(), blunt()));
        assertEquals(USERS - 1, report.cases());
        assertEquals(USERS, report.everybody().cases());
    }

    @Test
    void days_and_parts_are_judged_on_their_own_where_there_are_enough() {
        TargetReport report = new Judge(20, 1).judge(cases(sharp(), blunt()));
        assertEquals(
                List.of(50, 49),
                report.periods().stream().map(TargetReport.Part::cases).toList());
        assertEquals(2, report.periods().get(0).families().size());
        assertEquals(List.of(), report.periods().get(1).families());
        TargetReport.Slice stages = report.slices().get(0);
        assertEquals(
                List.of("sprout", "mature"),
                stages.parts().stream().map(TargetReport.Part::name).toList());
    }

    @Test
    void a_part_of_few_users_is_not_judged_however_many_cases_each_of_them_has() {
        List<Person> people = IntStream.range(0, USERS)
                .mapToObj(i -> new Person("u" + i / 10, 100, true, Map.of("stage", "mature")))
                .toList();
        Cases blocks = new Cases(Target.TREND, people, column(i -> i % 7), List.of(sharp(), blunt()));
        TargetReport.Part mature =
                new Judge(20, 1).judge(blocks).slices().get(0).parts().get(0);
        assertEquals(USERS, mature.cases());
        assertEquals(10, mature.users());
        assertEquals(List.of(), mature.families(), "ten users are too few");
    }

    @Test
    void tenths_add_up_to_the_totals() {
        TargetReport report = new Judge(20, 1).judge(cases(sharp(), blunt()));
        TargetReport.DecileTable champion = report.deciles().get(0);
        assertEquals(
                50,
                champion.tenths().stream()
                        .mapToDouble(TargetReport.Tenth::actual)
                        .sum(),
                1e-9);
        assertEquals(
                50 * 0.8 + 49 * 0.2,
                champion.tenths().stream()
                        .mapToDouble(TargetReport.Tenth::predicted)
                        .sum(),
                1e-9);
        assertEquals(0.8, champion.tenths().get(0).ratio(), 1e-9);
    }

    @Test
    void totals_and_intervals_are_judged_part_by_part() {
        double[] actual = column(i -> i % 10);
        Family champion = new Family(
                Family.CHAMPION,
                Kind.CHAMPION,
                column(i -> 2 * (i % 10)),
                column(i -> i % 10 == 9 ? 9.5 : 0),
                column(i -> 12));
        Cases value = new Cases(Target.VALUE, cases().people(), actual, List.of(champion, blunt()));
        TargetReport report = new Judge(20, 1).judge(value);
        List<TargetReport.Total> tenths = report.totals().get(0).parts();
        assertEquals("1", tenths.get(0).part());
        assertEquals(2, tenths.get(0).ratio().estimate(), 1e-12);
        assertEquals(
                report.families().get(0).figures().get("sum_ratio").estimate(),
                tenths.stream().mapToDouble(TargetReport.Total::predicted).sum()
                        / tenths.stream()
                                .mapToDouble(TargetReport.Total::actual)
                                .sum(),
                1e-12);
        assertEquals(1, report.families().get(0).figures().get("total_error").estimate(), 1e-12);
        TargetReport.Held top = report.coverage().get(0).parts().get(0);
        assertEquals(0.9, top.below(), 1e-12, "nine of the ten highest are nines, below an end of 9.5");
        assertEquals(0, top.above(), 1e-12);
        assertEquals("stage", report.coverage().get(1).slice());
        assertTrue(PartText.verdict(report).contains("total of value: off by 100.0 %"), PartText.verdict(report));
    }

    @Test
    void a_total_of_a_part_in_which_next_to_nobody_bought_has_no_upper_end() {
        Family even = Family.of(Family.CHAMPION, Kind.CHAMPION, column(i -> 1));
        double[] one = column(i -> i == 7 ? 100 : 0);
        Cases value = new Cases(Target.VALUE, cases().people(), one, List.of(even, blunt()));
        TargetReport report = new Judge(200, 1).judge(value);
        Interval ratio = report.totals().get(0).parts().get(0).ratio();
        assertEquals(Double.POSITIVE_INFINITY, ratio.high());
        StringBuilder text = new StringBuilder();
        PartText.add(text, report);
        assertTrue(text.toString().matches("(?s).*ratio 0\\.990 \\(0\\.\\d+ and more\\).*"), text.toString());
        assertTrue(text.indexOf("Infinity") < 0, text.toString());
    }

    @Test
    void a_calibration_error_has_no_interval_but_what_noise_alone_gives() {
        FamilyReport champion =
                new Judge(50, 1).judge(cases(sharp(), blunt())).families().get(0);
        Interval error = champion.figures().get("ece");
        assertEquals(0.2, error.estimate(), 1e-9);
        assertTrue(Double.isNaN(error.low()) && Double.isNaN(error.high()), error.toString());
        Interval gap = champion.againstNaive().get("ece");
        assertTrue(Double.isNaN(gap.low()) && Double.isNaN(gap.high()), gap.toString());
        assertTrue(champion.figures().get("ece_noise").estimate() > 0);
    }

    @Test
    void the_interval_of_a_total_is_that_of_its_ratio() {
        // Right on the whole, off by as much as draws of the actual total are.
        Family even = Family.of(Family.CHAMPION, Kind.CHAMPION, column(i -> 4.5));
        Family half = Family.of("naive:half", Kind.NAIVE, column(i -> 2.25));
        Cases value = new Cases(Target.VALUE, cases().people(), column(i -> i % 10), List.of(even, half));
        TargetReport report = new Judge(200, 1).judge(value);
        Map<String, Interval> figures = report.families().get(0).figures();
        Interval ratio = figures.get("sum_ratio");
        Interval error = figures.get("total_error");
        assertTrue(ratio.low() < 1 && ratio.high() > 1, ratio.toString());
        assertEquals(0, error.low(), 0);
        assertEquals(Math.max(1 - ratio.low(), ratio.high() - 1), error.high(), 1e-12);
        Interval ofRule = report.families().get(1).figures().get("total_error");
        Interval rule = report.families().get(1).figures().get("sum_ratio");
        assertEquals(1 - rule.high(), ofRule.low(), 1e-12);
        assertEquals(1 - rule.low(), ofRule.high(), 1e-12);
        assertTrue(report.families().get(0).againstNaive().get("total_error").isBelowZero());
        assertTrue(PartText.verdict(report).contains(": better"), PartText.verdict(report));
    }

    @Test
    void ties_are_spread_over_tenths_in_whatever_order_of_users() {
        double[] rising = column(i -> i);
        Family one = new Family(Family.CHAMPION, Kind.CHAMPION, column(i -> 49), column(i -> 0), column(i -> 48.5));
        TargetReport report = new Judge(20, 1).judge(new Cases(Target.VALUE, cases().people(), rising, List.of(one)));
        for (TargetReport.Total tenth : report.totals().get(0).parts()) {
            assertEquals(1, tenth.ratio().estimate(), 1e-12, tenth.part());
        }
        for (TargetReport.Held tenth : report.coverage().get(0).parts()) {
            assertEquals(50 / 99.0, tenth.above(), 1e-12, tenth.part());
        }
    }

    @Test
    void families_that_not_all_periods_have_are_named_with_how_many_do() {
        List<Cases> periods = List.of(cases(sharp(), blunt(), wrong()), cases(sharp(), blunt()), cases(sharp()));
        assertEquals(Map.of(blunt().id(), 2, wrong().id(), 1), Cases.leftOut(periods));
    }

    @Test
    void periods_are_pooled_over_families_that_all_of_them_have() {
        Cases both = Cases.pooled(List.of(cases(sharp(), blunt(), wrong()), cases(sharp(), blunt())));
        assertEquals(2 * USERS, both.size());
        assertEquals(2, both.families().size());
        assertEquals(0.8, both.families().get(0).prediction()[USERS], 0);
    }

    @Test
    void a_list_finds_what_its_ranking_puts_on_top() {
        double[] value = new double[USERS];
        Alarms alarms = new Alarms(column(i -> i), new boolean[USERS], value);
        Decisions.Assumed assumed = new Decisions.Assumed(0.3, Double.NaN, Double.NaN, OptionalInt.empty());
        DecisionReport report =
                new Decisions(cases(sharp(), blunt()), alarms, assumed, 20, 1).report(assumed, 2, "naive:base_rate");
        DecisionReport.ContactList top = report.lists().get(0);
        DecisionReport.Found champion = found(top, "champion");
        assertEquals(1, champion.precision().estimate(), 1e-12);
        assertEquals(0.2, champion.recall().estimate(), 1e-12);
        assertEquals(0.5, found(top, "naive:base_rate").precision().estimate(), 1e-12);
        // The last five of each day, of whom two leave.
        assertEquals(0.4, found(top, "silence").precision().estimate(), 1e-12);
        assertEquals(5, report.capacity());
    }

    @Test
    void the_shortest_list_that_finds_enough_leavers_is_as_long_as_its_ranking_is_blind() {
        Alarms alarms = new Alarms(column(i -> i % 2 == 0 ? 0 : 1), new boolean[USERS], new double[USERS]);
        Decisions.Assumed assumed = new Decisions.Assumed(0.3, Double.NaN, Double.NaN, OptionalInt.empty());
        DecisionReport report =
                new Decisions(cases(sharp(), blunt()), alarms, assumed, 20, 1).report(assumed, 2, "naive:base_rate");
        assertEquals(
                List.of("champion", "naive:base_rate", "silence"),
                report.reach().stream().map(DecisionReport.Reach::ranking).toList());
        DecisionReport.Reach sharp = report.reach().get(0);
        assertEquals(0.41, sharp.alerted().estimate(), 1e-12);
        assertEquals(1, sharp.precision().estimate(), 1e-12);
        assertEquals(0.5, sharp.againstBase().estimate(), 1e-12);
        assertEquals(0.82, report.reach().get(1).alerted().estimate(), 1e-12);
        // The wrong way round: all who stay come first.
        assertEquals(0.91, report.reach().get(2).alerted().estimate(), 1e-12);
        assertEquals(0.41 / 0.91, report.reach().get(2).precision().estimate(), 1e-12);
    }

    @Test
    void curves_of_return_are_judged_against_everybodys() {
        List<Person> people = cases(sharp()).people();
        int[] back = IntStream.range(0, USERS).map(i -> i % 2 == 0 ? 2 : 0).toArray();
        double[][] knowing = Arrays.stream(back)
                .mapToObj(interval -> new double[] {interval == 2 ? 1 : 0, interval == 2 ? 1 : 0})
                .toArray(double[][]::new);
        double[][] same =
                Arrays.stream(back).mapToObj(any -> new double[] {0.5, 0.5}).toArray(double[][]::new);
        Curves curves = new Curves(people, back, Map.of("champion", knowing, "naive:observed", same)).eligible();
        assertEquals(USERS - 1, curves.intervals().length);
        FamilyReport champion = new Judge(20, 1)
                .curves(curves.and(curves)).stream()
                        .filter(one -> one.kind().equals("champion"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(0, champion.figures().get("integrated_brier").estimate(), 0);
        assertEquals(1, champion.figures().get("c_index").estimate(), 0);
        assertEquals(-0.25, champion.againstNaive().get("integrated_brier").estimate(), 1e-12);
    }

    @Test
    void profit_counts_what_contacts_cost_and_what_kept_users_are_worth() {
        Alarms alarms = new Alarms(column(i -> 0), new boolean[USERS], column(i -> 100));
        Decisions.Assumed assumed = new Decisions.Assumed(0.5, 10, 1, OptionalInt.of(25));
        DecisionReport report =
                new Decisions(cases(sharp(), blunt()), alarms, assumed, 20, 1).report(assumed, 2, "naive:base_rate");
        // Fifty contacts, all leavers: each brings 0.5 x (100 - 10) - 1 = 44, shared by a hundred users.
        DecisionReport.Profit best = report.atCapacity().get(0);
        assertEquals(22, best.profit().estimate(), 1e-9);
        // Contacting everybody: 50 x 44 - 50 x 11.
        DecisionReport.Point all = report.curve().get(report.curve().size() - 1);
        assertEquals(50 * 44 - 50 * 11, all.champion(), 1e-9);
        assertEquals(all.champion(), all.random(), 1e-9);
    }

    @Test
    void lists_are_drawn_up_within_each_day_however_the_levels_of_two_days_differ() {
        // Leavers come first on each day, but whoever stays on the first is held for riskier than all of the second.
        Family uneven =
                Family.of(Family.CHAMPION, Kind.CHAMPION, column(i -> (i < 50 ? 0.7 : 0.2) + (i % 2 == 0 ? 0.1 : 0)));
        boolean[] decline = new boolean[USERS];
        IntStream.range(0, USERS).forEach(i -> decline[i] = i < 10 || i >= 60);
        Alarms alarms = new Alarms(column(i -> i), decline, column(i -> 100));
        Decisions.Assumed assumed = new Decisions.Assumed(0.5, 10, 1, OptionalInt.of(30));
        DecisionReport report =
                new Decisions(cases(uneven, blunt()), alarms, assumed, 20, 1).report(assumed, 2, "naive:base_rate");
        // Ten of the first day and forty of the second, of whom fifteen stay.
        DecisionReport.ContactList asTheRule = report.lists().get(2);
        assertEquals(0.5, asTheRule.share(), 1e-12);
        assertEquals(35.0 / 50, found(asTheRule, "champion").precision().estimate(), 1e-12);
        assertEquals(0.41, report.reach().get(0).alerted().estimate(), 1e-12);
        // Thirty contacts a day: 25 leavers at 44 and five who stay at -11, shared by a hundred users.
        DecisionReport.Profit served = report.atCapacity().stream()
                .filter(one -> one.ranking().equals("champion"))
                .findFirst()
                .orElseThrow();
        assertEquals((50 * 44 - 10 * 11) / 100.0, served.profit().estimate(), 1e-9);
        assertEquals(0.6, served.contacted(), 1e-12);
    }

    @Test
    void nobody_can_be_contacted_where_the_capacity_is_0_so_that_is_refused() {
        for (int capacity : new int[] {0, -5}) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> new Decisions.Assumed(0.3, Double.NaN, Double.NaN, OptionalInt.of(capacity)));
            assertTrue(refused.getMessage().startsWith("--capacity " + capacity + " "), refused.getMessage());
        }
    }

    @Test
    void what_cannot_be_written_is_said_before_any_day_is_learned_from(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (List<String> unwritable : List.of(
                List.of("--out", file.resolve("out").toString()),
                List.of("--out", folder.toString(), "--registry", file.toString()))) {
            StringWriter err = new StringWriter();
            List<String> words = new ArrayList<>(
                    List.of("judge", "--periods", folder.resolve("none").toString()));
            words.addAll(unwritable);
            int exit = TrainingMain.run(
                    new PrintWriter(new StringWriter()), new PrintWriter(err, true), words.toArray(new String[0]));
            assertEquals(2, exit, err.toString());
            assertTrue(err.toString().contains("cannot write " + file), err.toString());
        }
    }

    private static DecisionReport.Found found(DecisionReport.ContactList list, String ranking) {
        return list.found().stream()
                .filter(found -> found.ranking().equals(ranking))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(Arrays.toString(list.found().toArray())));
    }
}
