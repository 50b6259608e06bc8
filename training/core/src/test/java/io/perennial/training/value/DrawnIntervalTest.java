package io.perennial.training.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import io.perennial.training.nbd.Forecast;
import io.perennial.training.nbd.NbdFit;
import io.perennial.training.value.ValueInterval.Coverage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The interval of value over a window that nobody has seen close. */
final class DrawnIntervalTest {

    private static final TrainingSet SET = Company.shop(300, 200, 150).set();
    private static final Rows NOW = SET.current().eligibleRows();
    private static final OutcomeWindow WINDOW = SET.plan().served();
    private static final PurchaseProcess PROCESS = new PurchaseFits(SET).today().orElseThrow();
    private static final DrawnInterval DRAWN = new DrawnInterval(PROCESS, WINDOW, 1);
    private static final DrawnInterval.Said FAMILY = DRAWN.family(NOW, 1);

    @Test
    void it_holds_nine_tenths_of_futures_drawn_anew() {
        double[] predicted = NOW.of(FAMILY::ltv);
        ValueInterval interval = DRAWN.of(NOW, FAMILY);
        double held = 0;
        int times = 20;
        for (int seed = 100; seed < 100 + times; seed++) {
            held += interval.coverage(predicted, futures(seed), NOW.weights()).share() / times;
        }
        assertTrue(held > 0.88 && held < 0.93, "held " + held);
    }

    @Test
    void it_stands_at_what_is_said_of_users_and_not_at_what_the_family_says() {
        double[] predicted = NOW.of(FAMILY::ltv);
        DrawnInterval.Said dearer = new DrawnInterval.Said(FAMILY.leaving(), NOW.of(i -> 3 * FAMILY.ifRetained()[i]));
        Coverage own = DRAWN.of(NOW, FAMILY).coverage(predicted, futures(7), NOW.weights());
        Coverage three =
                DRAWN.of(NOW, dearer).coverage(NOW.of(dearer::ltv), NOW.of(i -> 3 * futures(7)[i]), NOW.weights());
        assertEquals(own.share(), three.share(), 1e-12);
        assertEquals(3 * own.score(), three.score(), 1e-9 * three.score());
    }

    @Test
    void who_is_said_to_stay_more_often_than_the_family_believes_is_rarely_worth_nothing() {
        DrawnInterval.Said staying = new DrawnInterval.Said(new double[NOW.size()], FAMILY.ifRetained());
        double[] low = ends(DRAWN.of(NOW, staying), staying);
        assertTrue(Arrays.stream(low).allMatch(end -> end > 0), "nobody is said to buy nothing");
        assertTrue(Arrays.stream(ends(DRAWN.of(NOW, FAMILY), FAMILY)).anyMatch(end -> end == 0));
    }

    @Test
    void the_same_seed_draws_the_same_and_nobody_who_never_bought_is_drawn() {
        assertEquals(DRAWN.of(NOW, FAMILY), new DrawnInterval(PROCESS, WINDOW, 1).of(NOW, FAMILY));
        Rows nobody = NOW.where(i -> false);
        assertEquals(ValueInterval.unknown(), DRAWN.of(nobody, new DrawnInterval.Said(new double[0], new double[0])));
    }

    private static double[] ends(ValueInterval interval, DrawnInterval.Said said) {
        double[] low = new double[1];
        return NOW.of(i -> {
            interval.lowNode(0).evaluate(new double[][] {{said.ltv(i)}}, new double[0], low);
            return low[0];
        });
    }

    /** What each user spends in one future, its member drawn as well. */
    private static double[] futures(int seed) {
        NbdFit member =
                PROCESS.choice().members().get(seed % PROCESS.choice().members().size());
        Forecast futures =
                new Forecast(member.model(), PROCESS.spend().orElseThrow().model(), FutureWindow.of(WINDOW), seed);
        PurchaseProcess.Columns columns = PROCESS.data();
        return NOW.of(i -> futures.draw(
                        PurchaseHistory.of(
                                NOW.features(i)[columns.occasions()],
                                NOW.features(i)[columns.silence()],
                                NOW.features(i)[columns.tenure()]),
                        NOW.features(i)[columns.repeatBasket()])
                .spent());
    }
}
