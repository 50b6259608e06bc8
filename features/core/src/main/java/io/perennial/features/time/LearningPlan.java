package io.perennial.features.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much a log's history allows us to learn: which past days become snapshots, over which window their outcomes are
 * read, and which part each plays.
 *
 * @param rung      how much history there is
 * @param asOf      the day scores speak for, epoch day
 * @param served    the window scores speak of
 * @param learned   the window outcomes are learned on; shorter than {@code served} on rung {@link Rung#EXTRAPOLATED}
 * @param snapshots days to learn from, newest first, each with a closed learned window; empty on {@link Rung#NONE}
 */
public record LearningPlan(Rung rung, int asOf, OutcomeWindow served, OutcomeWindow learned, List<Snapshot> snapshots) {

    /** How much history decides how we learn. */
    public enum Rung {
        /** At least three disjoint closed windows: train, calibrate, test, then refit. */
        THREE_PERIODS,
        /** One or two closed windows: cross-fitted by user, no later period tested. */
        CROSS_FITTED,
        /** No closed window: ranked on a shorter horizon, level from the NBD family. */
        EXTRAPOLATED,
        /** Too little even for that: the NBD family alone, then the best calibrated naive rule. */
        NONE
    }

    /** What a snapshot is for on {@link Rung#THREE_PERIODS}; on the other rungs every snapshot is {@link #TRAIN}. */
    public enum Role {
        TRAIN,
        CALIBRATE,
        TEST,
        /** Its window overlaps two periods: used only when the chosen recipe is refitted on everything. */
        REFIT
    }

    /**
     * A past day to learn from.
     *
     * @param asOf epoch day
     * @param role the part it plays
     */
    public record Snapshot(int asOf, Role role) {}

    /** The least history before a snapshot, days: shorter and every user looks new. */
    public static final int LEAST_HISTORY = 28;

    private static final int LEAST_SUB_HORIZON = 7;

    public LearningPlan {
        snapshots = List.copyOf(snapshots);
    }

    /**
     * The plan for a log.
     *
     * @param firstDay first day with events, epoch day
     * @param asOf     the day scores speak for, epoch day
     * @param served   gap and horizon of the scores
     */
    public static LearningPlan of(int firstDay, int asOf, OutcomeWindow served) {
        int earliest = firstDay + lookedBack(served);
        List<Snapshot> three = threePeriods(earliest, asOf, served);
        if (!three.isEmpty()) {
            return new LearningPlan(Rung.THREE_PERIODS, asOf, served, served, three);
        }
        if (asOf - served.days() >= earliest) {
            return new LearningPlan(Rung.CROSS_FITTED, asOf, served, served, all(earliest, asOf, served));
        }
        return extrapolated(firstDay, asOf, served);
    }

    /** Days of history before the earliest snapshot with an outcome window of the full length. */
    private static int lookedBack(OutcomeWindow served) {
        return Math.max(LEAST_HISTORY, Math.min(served.horizonDays(), 90));
    }

    /**
     * What a log lacks before the outcome of any snapshot is known over the whole served window, in words.
     *
     * @return empty where one is known: on {@link Rung#CROSS_FITTED} and {@link Rung#THREE_PERIODS}
     */
    public static Optional<String> shortage(int firstDay, int asOf, OutcomeWindow served) {
        int has = asOf - firstDay;
        int needs = lookedBack(served) + served.days();
        return has >= needs
                ? Optional.empty()
                : Optional.of("no outcome window of the full length has closed: the log has " + has
                        + " days before the as-of, " + needs
                        + " are needed (" + lookedBack(served) + " to look back on, a gap of " + served.gapDays()
                        + ", a horizon of " + served.horizonDays() + "); take a shorter one, or a longer log");
    }

    private static LearningPlan extrapolated(int firstDay, int asOf, OutcomeWindow served) {
        int span = asOf - firstDay;
        int earliest = firstDay + Math.max(LEAST_HISTORY, span / 3);
        int days = (asOf - earliest) / 2;
        int horizon = days - served.gapDays();
        if (horizon < LEAST_SUB_HORIZON) {
            return new LearningPlan(Rung.NONE, asOf, served, served, List.of());
        }
        OutcomeWindow learned = new OutcomeWindow(served.gapDays(), horizon);
        return new LearningPlan(Rung.EXTRAPOLATED, asOf, served, learned, all(earliest, asOf, learned));
    }

    private static List<Snapshot> all(int earliest, int asOf, OutcomeWindow window) {
        return days(earliest, asOf, window).stream()
                .map(day -> new Snapshot(day, Role.TRAIN))
                .toList();
    }

    /** Outcome windows of different periods never overlap; empty where the history is too short for three. */
    private static List<Snapshot> threePeriods(int earliest, int asOf, OutcomeWindow window) {
        List<Integer> days = days(earliest, asOf, window);
        int test = asOf - window.days();
        int calibrate = newest(days, test - window.days());
        int train = newest(days, calibrate - window.days());
        if (train < earliest) {
            return List.of();
        }
        List<Snapshot> snapshots = new ArrayList<>();
        for (int day : days) {
            Role role = day == test ? Role.TEST : day == calibrate ? Role.CALIBRATE : Role.REFIT;
            snapshots.add(new Snapshot(day, day <= train ? Role.TRAIN : role));
        }
        return snapshots;
    }

    /** The newest of the days not after a limit, or {@link Integer#MIN_VALUE}{@code  / 2}. */
    private static int newest(List<Integer> days, int limit) {
        return days.stream().filter(day -> day <= limit).findFirst().orElse(Integer.MIN_VALUE / 2);
    }

    private static List<Integer> days(int earliest, int asOf, OutcomeWindow window) {
        int step = window.stepDays();
        List<Integer> days = new ArrayList<>();
        for (int day = asOf - window.days(); day >= earliest; day -= step) {
            days.add(day);
        }
        return days;
    }
}
