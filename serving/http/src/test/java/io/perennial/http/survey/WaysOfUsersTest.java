package io.perennial.http.survey;

import static io.perennial.http.survey.SurveyedCompany.activeDays;
import static io.perennial.http.survey.SurveyedCompany.counts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.score.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The funnel, last steps and active users day by day, counted again in the plainest way. */
class WaysOfUsersTest {

    private static final int USERS = SurveyedCompany.USERS;
    private static final int AS_OF = (int) TinyCompany.AS_OF.toEpochDay();

    @TempDir
    static Path root;

    private static Survey survey;
    private static final List<Score> NOW = new ArrayList<>();

    @BeforeAll
    static void count() {
        SurveyedCompany company = SurveyedCompany.of(root);
        survey = company.survey();
        NOW.addAll(company.now());
    }

    @Test
    void each_step_of_the_funnel_is_taken_by_who_took_those_before() {
        Funnel funnel = survey.activity().funnel();
        assertEquals(
                List.of(Funnel.Step.ACTIVE, Funnel.Step.VISITED, Funnel.Step.BOUGHT, Funnel.Step.BOUGHT_AGAIN),
                funnel.now().stream().map(Funnel.Reached::step).toList(),
                "the log carries no core use");
        for (int back = 1; back <= 2; back++) {
            int start = AS_OF - back * Activity.DAYS;
            int[] reached = new int[4];
            for (UserLedger ledger : TinyCompany.ledgers(USERS)) {
                long visits = days(ledger, EventKind.VISIT, start);
                long purchases = days(ledger, EventKind.PURCHASE, start);
                reached[0] += visits + purchases > 0 ? 1 : 0;
                reached[1] += visits > 0 ? 1 : 0;
                reached[2] += visits > 0 && purchases > 0 ? 1 : 0;
                reached[3] += visits > 0 && purchases > 1 ? 1 : 0;
            }
            List<Integer> told =
                    back == 1 ? funnel.now().stream().map(Funnel.Reached::users).toList() : funnel.before();
            assertEquals(Arrays.stream(reached).boxed().toList(), told);
            assertTrue(reached[2] > 0, "nobody visited and bought");
        }
    }

    private static long days(UserLedger ledger, EventKind kind, int start) {
        return ledger.days().stream()
                .filter(day -> day.day() >= start && day.day() < start + Activity.DAYS && day.count(kind) > 0)
                .count();
    }

    @Test
    void last_steps_are_those_of_the_last_three_days_on_which_users_did_anything() {
        Map<List<EventKind>, int[]> plainly = new HashMap<>();
        int quiet = 0;
        for (int i = 0; i < USERS; i++) {
            if (!counts(NOW.get(i))) {
                continue;
            }
            UserLedger ledger = TinyCompany.ledgers(USERS).get(i);
            List<EventKind> kinds = ledger.days().stream()
                    .map(day -> day.count(EventKind.PURCHASE) > 0 ? EventKind.PURCHASE : EventKind.VISIT)
                    .toList();
            boolean isQuiet = activeDays(ledger).last() < AS_OF - 28;
            quiet += isQuiet ? 1 : 0;
            plainly.computeIfAbsent(kinds.subList(Math.max(0, kinds.size() - 3), kinds.size()), any -> new int[2])[
                    isQuiet ? 0 : 1]++;
        }
        LastSteps told = survey.activity().lastSteps();
        assertEquals(quiet, told.quiet());
        assertTrue(told.paths().size() > 2, told.paths().toString());
        double before = Double.MAX_VALUE;
        for (LastSteps.Path path : told.paths()) {
            int[] its = plainly.get(path.kinds());
            assertEquals(its[0], path.quiet(), path.toString());
            assertEquals(its[1], path.lively(), path.toString());
            double more = its[0] - (double) its[1] / told.lively() * quiet;
            assertTrue(more > 0 && more <= before, path + " is told too early");
            before = more;
        }
        double largest = plainly.values().stream()
                .mapToDouble(its -> its[0] - (double) its[1] / told.lively() * told.quiet())
                .max()
                .orElseThrow();
        assertEquals(largest, told.excess(told.paths().get(0)), 1e-9);
    }

    @Test
    void active_users_of_a_day_are_who_was_active_on_it() {
        List<Integer> days = survey.activity().days();
        for (int i = 0; i < days.size(); i++) {
            int day = AS_OF - days.size() + i;
            long active = TinyCompany.ledgers(USERS).stream()
                    .filter(ledger -> activeDays(ledger).contains(day))
                    .count();
            assertEquals(active, (long) days.get(i), "day " + i);
        }
    }
}
