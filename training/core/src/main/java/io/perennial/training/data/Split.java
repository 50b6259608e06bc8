package io.perennial.training.data;

import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.LearningPlan.Rung;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Which rows candidates learn from, are chosen by and are reported on. With three periods these are three disjoint
 * sets of outcome windows; with less history, or too few users in one of them, one set, cross-fitted by user.
 *
 * @param learn    rows to learn from
 * @param choose   rows to calibrate and choose on
 * @param report   rows whose figures are reported, never chosen on where {@code temporal}
 * @param temporal whether the reported rows are of a later period than all others
 * @param tooFew   why a later period that is there is not used; empty where it is, and where there is none
 */
public record Split(Rows learn, Rows choose, Rows report, boolean temporal, Optional<String> tooFew) {

    /** What fewer users than this show is chance: no later period of them is chosen by or reported of. */
    public static final int LEAST_USERS = 50;

    /** A split whose later period, if there is one, has users enough. */
    public Split(Rows learn, Rows choose, Rows report, boolean temporal) {
        this(learn, choose, report, temporal, Optional.empty());
    }

    /** The split of eligible rows. */
    public static Split of(Rows rows, Rung rung) {
        Rows learn = rows.role(Role.TRAIN);
        Rows choose = rows.role(Role.CALIBRATE);
        Rows report = rows.role(Role.TEST);
        if (rung != Rung.THREE_PERIODS || learn.isEmpty()) {
            return new Split(rows, rows, rows, false);
        }
        Optional<String> tooFew = tooFew(choose.userCount(), report.userCount());
        return tooFew.isPresent() ? new Split(rows, rows, rows, false, tooFew) : new Split(learn, choose, report, true);
    }

    private static Optional<String> tooFew(int choose, int report) {
        return Math.min(choose, report) < LEAST_USERS
                ? Optional.of("only " + choose + " users to choose by and " + report + " to report on, " + LEAST_USERS
                        + " are needed for either")
                : Optional.empty();
    }

    /** What the reported figures are of, one sentence. */
    public String sentence(SnapshotPlan plan) {
        return rows() + (plan.isServedWindowClosed() ? "" : window(plan));
    }

    private static String window(SnapshotPlan plan) {
        return "; of the " + plan.learned().horizonDays() + " days learned on, not of the "
                + plan.served().horizonDays() + " served, of which no window has closed";
    }

    private String rows() {
        return temporal
                ? report.size() + " eligible users as of " + LocalDate.ofEpochDay(report.asOf(0))
                        + ", a later period than any the model learned from or was chosen on"
                : report.size() + " rows of " + report.userCount()
                        + " eligible users, each by a model that did not see the user; no later period tested"
                        + tooFew.map(why -> ": " + why).orElse("");
    }
}
