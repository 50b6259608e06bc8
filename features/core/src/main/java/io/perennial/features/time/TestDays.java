package io.perennial.features.time;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Past days on which a back-test stands: their outcome windows are over and do not overlap. */
public final class TestDays {

    private TestDays() {}

    /**
     * The newest days with a closed outcome window, one horizon apart.
     *
     * @param firstDay   first day with events, epoch day
     * @param latestAsOf the day after the last one the log is complete for, epoch day
     * @param window     gap and horizon of the outcomes
     * @param most       how many days are wanted, at least 1
     * @return oldest first; fewer than wanted, or none, where the log is too short
     */
    public static List<Integer> of(int firstDay, int latestAsOf, OutcomeWindow window, int most) {
        List<Integer> days = new ArrayList<>();
        int day = latestAsOf - window.days();
        while (days.size() < most && day >= firstDay + LearningPlan.LEAST_HISTORY) {
            days.add(day);
            day -= window.horizonDays();
        }
        Collections.reverse(days);
        return List.copyOf(days);
    }
}
