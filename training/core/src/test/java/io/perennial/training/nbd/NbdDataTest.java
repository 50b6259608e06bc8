package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.PurchaseHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Data thinned to fewer rows: they still stand for all users, whoever is many and whoever is rare. */
final class NbdDataTest {

    private static final int USERS = 200_000;
    private static final int MOST = 10_000;
    private static final NbdData ALL = shop();

    /** Three in five bought once; most come on weekends, as customers of a shop do. */
    private static NbdData shop() {
        SplittableRandom random = new SplittableRandom(1);
        List<PurchaseHistory> users = new ArrayList<>(USERS);
        for (int user = 0; user < USERS; user++) {
            int age = 7 * (1 + random.nextInt(100)) + (random.nextDouble() < 0.7 ? 0 : random.nextInt(7));
            double repeats = random.nextDouble() < 0.6 ? 0 : Math.ceil(-3 * Math.log(random.nextDouble()));
            users.add(new PurchaseHistory(repeats, repeats == 0 ? 0 : 1 + random.nextInt(age), age));
        }
        return NbdData.of(users);
    }

    @Test
    void thinned_data_keep_who_bought_once_and_the_means_within_a_standard_error() {
        NbdData few = ALL.thinned(MOST);
        assertTrue(
                ALL.rows().size() > MOST && few.rows().size() <= MOST,
                few.rows().size() + " rows");
        assertEquals(USERS, few.users(), 1e-6);
        assertNear(few, user -> user.repeats() == 0 ? 1 : 0);
        assertNear(few, PurchaseHistory::repeats);
        assertNear(few, PurchaseHistory::lastRepeat);
        assertNear(few, PurchaseHistory::age);
        assertNear(few, user -> user.age() % 7 == 0 ? 1 : 0);
    }

    /** Within the standard error that a plain sample of as many users as rows would have. */
    private static void assertNear(NbdData few, ToDoubleFunction<PurchaseHistory> number) {
        double mean = ALL.mean(number);
        double variance = ALL.mean(user -> Math.pow(number.applyAsDouble(user) - mean, 2));
        assertEquals(mean, few.mean(number), Math.sqrt(variance / MOST));
    }

    @Test
    void thinning_twice_gives_the_same_rows_and_data_within_the_limit_are_left_alone() {
        NbdData once = ALL.thinned(MOST);
        NbdData again = ALL.thinned(MOST);
        assertEquals(once.rows(), again.rows());
        for (int row = 0; row < once.rows().size(); row++) {
            assertEquals(once.weight(row), again.weight(row));
        }
        assertEquals(once.rows(), once.thinned(MOST).rows());
    }

    @Test
    void a_fit_to_more_histories_than_are_climbed_from_afar_stands_at_the_top_of_what_everybody_says() {
        NbdFit fit = NbdFit.fit(NbdFamily.NBD, ALL);
        double[] logs =
                Arrays.stream(fit.model().parameters()).map(StrictMath::log).toArray();
        Expansion everybody = new HistoryLikelihood(ALL, NbdTerm::new).expand(logs);
        assertEquals(everybody.value(), fit.logLikelihood(), 1e-9 * Math.abs(everybody.value()));
        for (double slope : everybody.gradient()) {
            assertEquals(0, slope, 1e-6 * USERS);
        }
    }

    @Test
    void the_interval_of_a_sum_over_users_is_around_its_value() {
        NbdFit fit = NbdFit.fit(NbdFamily.NBD, ALL);
        WindowSums sums = WindowSums.of(fit, ALL, FutureWindow.of(new OutcomeWindow(0, 90)));
        for (WindowSums.Total total : List.of(sums.purchases(), sums.buyers())) {
            Interval interval = total.interval();
            assertTrue(interval.low() <= total.value() && total.value() <= interval.high(), total.toString());
        }
    }
}
