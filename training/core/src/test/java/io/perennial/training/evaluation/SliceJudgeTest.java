package io.perennial.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.FeatureContext;
import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Figures of parts against plain counting over the rows of an invented company. */
final class SliceJudgeTest {

    private static final long SEED = 5;

    private static final TrainingSet SET = Company.shop(400, 300, 60).set();

    private static final FeatureContext CONTEXT = SET.schema().context();

    /** Several days of each user, so that rows have weights of their own. */
    private static final Rows ROWS = SET.labelled().eligibleRows();

    private static final SliceJudge JUDGE = new SliceJudge(ROWS, CONTEXT, SEED);

    /** Longer silence, more likely gone. */
    private static double[] bySilence(double each) {
        int silence = ROWS.data().column("silence_days");
        return ROWS.of(i -> Math.min(0.95, 0.05 + each * ROWS.features(i)[silence]));
    }

    private static double[] constant(double p) {
        return ROWS.of(i -> p);
    }

    /** The positions of a part, in the order of the rows. */
    private static List<Integer> members(String slice, String part) {
        Slices slices = new Slices(ROWS, CONTEXT);
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < ROWS.size(); i++) {
            if (part.equals(slices.of(i).get(slice))) {
                members.add(i);
            }
        }
        return members;
    }

    @Test
    void every_figure_of_a_part_is_what_plain_counting_over_its_rows_gives() {
        double[] p = bySilence(0.01);
        double[] rule = constant(0.3);
        double[] weights = ROWS.weights();
        int told = 0;
        for (SliceFigures slice : JUDGE.ofChurn(p, rule)) {
            for (PartFigures part : slice.parts()) {
                List<Integer> members = members(slice.name(), part.name());
                assertEquals(members.size(), part.rows(), part.toString());
                Set<String> users = new HashSet<>();
                members.forEach(i -> users.add(ROWS.user(i)));
                assertEquals(users.size(), part.users(), part.toString());
                if (part.untold().isEmpty()) {
                    told++;
                    assertCounted(part, members, p, rule, weights);
                }
            }
        }
        assertTrue(told >= 8, told + " parts were judged");
    }

    private static void assertCounted(
            PartFigures part, List<Integer> members, double[] p, double[] rule, double[] weights) {
        double mass = 0;
        double predicted = 0;
        double actual = 0;
        double loss = 0;
        double gap = 0;
        double won = 0;
        double pairs = 0;
        for (int i : members) {
            double y = ROWS.churned(i);
            mass += weights[i];
            predicted += weights[i] * p[i];
            actual += weights[i] * y;
            double own = -Math.log(y == 1 ? p[i] : 1 - p[i]);
            loss += weights[i] * own;
            gap += weights[i] * (own + Math.log(y == 1 ? rule[i] : 1 - rule[i]));
            for (int j : members) {
                if (y == 1 && ROWS.churned(j) == 0) {
                    pairs += weights[i] * weights[j];
                    won += weights[i] * weights[j] * (p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0);
                }
            }
        }
        assertEquals(predicted / mass, part.predicted(), 1e-9, part.toString());
        assertEquals(actual / mass, part.actual(), 1e-9, part.toString());
        assertEquals(predicted / actual, part.ratio().estimate(), 1e-9, part.toString());
        assertEquals(loss / mass, part.figures().get("log_loss").estimate(), 1e-9, part.toString());
        assertEquals(won / pairs, part.figures().get("auc").estimate(), 1e-9, part.toString());
        assertEquals(gap / mass, part.gap().estimate(), 1e-9, part.toString());
        assertTrue(part.ratio().low() < part.ratio().estimate(), part.toString());
        assertTrue(part.ratio().estimate() < part.ratio().high(), part.toString());
    }

    @Test
    void parts_stand_in_the_order_they_rise_in() {
        for (SliceFigures slice : JUDGE.ofChurn(constant(0.3), constant(0.3))) {
            List<String> parts = slice.parts().stream().map(PartFigures::name).toList();
            List<String> order =
                    switch (slice.name()) {
                        case "stage" -> List.of("sprout", "growth", "mature", "dormant");
                        case "tenure" -> List.of("under_28_days", "under_84_days", "under_a_year");
                        case "value" -> List.of("lowest_third", "middle_third", "highest_third");
                        default -> List.of("under_four_purchases", "steady", "uneven", "erratic");
                    };
            assertEquals(order, parts, slice.name());
        }
    }

    @Test
    void what_is_off_beyond_chance_is_found_and_nothing_else() {
        double[] rates = new double[ROWS.size()];
        for (SliceFigures slice : JUDGE.ofChurn(constant(0.5), constant(0.5))) {
            if (slice.name().equals("stage")) {
                slice.parts().forEach(part -> members("stage", part.name())
                        .forEach(i -> rates[i] = Double.isNaN(part.actual()) ? 0.5 : part.actual()));
            }
        }
        assertEquals(Set.of(), findings(rates, rates), "each part gets its own rate");
        double[] high =
                Arrays.stream(rates).map(rate -> Math.min(0.999, 2 * rate)).toArray();
        double[] low = Arrays.stream(rates).map(rate -> rate / 2).toArray();
        assertEquals(Set.of(PartFigures.TOO_HIGH, PartFigures.WORSE_THAN_RULE), findings(high, rates));
        assertEquals(Set.of(PartFigures.TOO_LOW, PartFigures.WORSE_THAN_RULE), findings(low, rates));
        assertEquals(Set.of(PartFigures.TOO_LOW), findings(low, low), "a rule is not worse than itself");
    }

    /** What is found in the stages that are judged; the same in each of them. */
    private static Set<String> findings(double[] predicted, double[] rule) {
        Set<Set<String>> found = new HashSet<>();
        JUDGE.ofChurn(predicted, rule).get(0).parts().stream()
                .filter(part -> part.untold().isEmpty())
                .forEach(part -> found.add(new HashSet<>(part.findings())));
        assertEquals(1, found.size(), found.toString());
        return found.iterator().next();
    }

    @Test
    void a_part_of_few_users_tells_their_number_alone() {
        Rows few = ROWS.where(i -> i < 40);
        double[] p = few.of(i -> 0.4);
        for (SliceFigures slice : new SliceJudge(few, CONTEXT, SEED).ofChurn(p, p)) {
            for (PartFigures part : slice.parts()) {
                assertEquals(PartFigures.FEW_USERS, part.untold());
                assertTrue(part.users() > 0 && Double.isNaN(part.actual()) && Double.isNaN(part.predicted()));
                assertTrue(part.figures().isEmpty() && part.findings().isEmpty(), part.toString());
            }
        }
    }

    @Test
    void a_part_that_turned_out_alike_says_so_instead_of_a_ratio() {
        double[] nothing = new double[ROWS.size()];
        Set<String> why = new HashSet<>();
        for (SliceFigures slice : JUDGE.ofAmounts(constant(3), nothing, constant(3))) {
            for (PartFigures part : slice.parts()) {
                why.add(part.untold());
                if (part.untold().equals(PartFigures.ONE_OUTCOME)) {
                    assertEquals(3, part.predicted(), 1e-12);
                    assertEquals(0, part.actual(), 0);
                    assertTrue(Double.isNaN(part.ratio().estimate()), part.toString());
                }
            }
        }
        assertTrue(why.contains(PartFigures.ONE_OUTCOME) && !why.contains(""), why.toString());
    }

    @Test
    void amounts_are_judged_by_total_rank_and_error() {
        double[] values = SET.values(ROWS);
        double[] same = values.clone();
        for (SliceFigures slice : JUDGE.ofAmounts(same, values, constant(1))) {
            for (PartFigures part : slice.parts()) {
                if (part.untold().isEmpty()) {
                    assertEquals(1, part.ratio().estimate(), 1e-12, part.toString());
                    assertEquals(1, part.figures().get("spearman").low(), 1e-9, part.toString());
                    assertEquals(0, part.figures().get("rmse").high(), 1e-12, part.toString());
                    assertTrue(part.gap().high() < 0, part.toString());
                }
            }
        }
    }
}
