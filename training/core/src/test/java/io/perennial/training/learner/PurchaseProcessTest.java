package io.perennial.training.learner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.Company;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.churn.ChurnTrainer;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.nbd.NbdChoice;
import io.perennial.training.nbd.NbdFit;
import io.perennial.training.value.ValueModel;
import io.perennial.training.value.ValueTrainer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom the NBD family is fitted to: who left is what dropout is read from. */
class PurchaseProcessTest {

    private static LabelledSnapshots snapshots;

    @BeforeAll
    static void make() {
        snapshots = Company.shop(400, 500, 60).leaving(1.0 / 90).set().labelled();
    }

    @Test
    void it_is_fitted_to_everybody_visible_also_to_who_was_not_active_lately() {
        Rows eligible = snapshots.eligibleRows();
        Rows everybody = eligible.everybody();
        assertTrue(everybody.size() > 1.2 * eligible.newest().size(), everybody.size() + " users");
        assertEquals(
                PurchaseProcess.fit(everybody).choice().members(),
                PurchaseProcess.fit(eligible).choice().members());
    }

    @Test
    void what_is_to_be_known_of_it_is_told_with_the_models_that_use_it() {
        TrainingSet few = Company.shop(45, 200, 60).set();
        String told = "NBD family: BG/NBD needs at least 50 users";
        List<String> doubts = new PurchaseFits(few).today().orElseThrow().doubts();
        assertTrue(doubts.get(0).startsWith(told), doubts.toString());
        ChurnModel churn = new ChurnTrainer(few, 1, what -> {}).train();
        assertTrue(
                churn.chosen().notes().containsAll(doubts),
                churn.chosen().notes().toString());
        ValueModel value = new ValueTrainer(few, churn, new PurchaseFits(few), 1, what -> {}).train();
        assertTrue(
                value.chosen().notes().containsAll(doubts),
                value.chosen().notes().toString());
    }

    @Test
    void baskets_that_cannot_be_told_apart_are_told_with_value_alone() {
        TrainingSet set = Company.shop(25, 200, 60).set();
        PurchaseProcess process = new PurchaseFits(set).today().orElseThrow();
        String told = "baskets: " + process.spend().orElseThrow().verdict().message();
        assertTrue(
                process.doubtsOfValue().contains(told), process.doubtsOfValue().toString());
        assertFalse(process.doubts().contains(told));
    }

    @Test
    void over_a_longer_window_the_limit_without_dropout_is_one_more_member_at_the_total_of_the_others() {
        PurchaseProcess process = PurchaseProcess.fit(snapshots.eligibleRows());
        OutcomeWindow window = new OutcomeWindow(0, 300);
        double[][] buyers =
                process.data().buyers(snapshots.eligibleRows().everybody()).features();
        double[] members = process.expected(window).predict(buyers);
        double[] far = process.expectedFar(window, buyers).predict(buyers);
        double[] limit = without(process).expected(window).predict(buyers);
        assertTrue(process.choice().chosen().verdict().identified());
        assertEquals(1, sum(far) / sum(members), 1e-12);
        double level = sum(members) / sum(limit);
        double share = 1.0 / (process.choice().members().size() + 1);
        for (int i = 0; i < far.length; i++) {
            assertEquals((1 - share) * members[i] + share * level * limit[i], far[i], 1e-9);
        }
        double[] alone = without(process).expectedFar(window, buyers).predict(buyers);
        assertArrayEquals(limit, alone, "where dropout is not identified the limit is the family");
    }

    @Test
    void what_is_expected_given_any_purchase_times_the_chance_of_any_is_what_is_expected() {
        PurchaseProcess process = PurchaseProcess.fit(snapshots.eligibleRows());
        assertTrue(process.choice().members().size() > 1, "a mixture");
        for (int days : new int[] {30, 300}) {
            OutcomeWindow window = new OutcomeWindow(3, days);
            double[][] everybody = snapshots.eligibleRows().everybody().features();
            double[] expected = process.expected(window).predict(everybody);
            double[] worth = process.spendOn(process.expected(window)).predict(everybody);
            double[] none = process.churn(window).predict(everybody);
            double[] ifAny = process.occasionsIfAny(window).predict(everybody);
            double[] spend = process.spendIfAny(window).predict(everybody);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], (1 - none[i]) * ifAny[i], 1e-9 + 1e-9 * expected[i]);
                assertEquals(worth[i], (1 - none[i]) * spend[i], 1e-6 + 1e-9 * worth[i]);
                assertTrue(ifAny[i] >= 1 - 1e-12, ifAny[i] + " occasions given any");
            }
        }
    }

    private static PurchaseProcess without(PurchaseProcess process) {
        NbdFit limit = process.choice().candidates().get(0);
        return new PurchaseProcess(process.data(), new NbdChoice(limit, List.of(limit), List.of()), process.spend());
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    @Test
    void users_held_out_teach_it_nothing_while_the_inactive_of_other_folds_do() {
        Rows eligible = snapshots.eligibleRows();
        eligible.outOfFold(eligible.folds(3, 1), 1, (fold, rest, out) -> {
            Set<String> seen = new HashSet<>(Arrays.asList(rest.everybody().users()));
            Arrays.stream(out.users()).forEach(user -> assertFalse(seen.contains(user), user));
            assertTrue(seen.size() > rest.newest().size(), seen.size() + " users");
            rest.outOfFold(rest.folds(2, 9), 1, (inner, less, heldOut) -> {
                Set<String> fewer = new HashSet<>(Arrays.asList(less.everybody().users()));
                Arrays.stream(out.users()).forEach(user -> assertFalse(fewer.contains(user), user));
                Arrays.stream(heldOut.users()).forEach(user -> assertFalse(fewer.contains(user), user));
                return new double[1][heldOut.size()];
            });
            assertNotEquals(
                    PurchaseProcess.fit(eligible).choice().members(),
                    PurchaseProcess.fit(rest).choice().members());
            return new double[1][out.size()];
        });
    }
}
