package io.perennial.training.data;

import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.LearningPlan.Rung;
import java.time.LocalDate;

/**
 * Which rows candidates learn from, are chosen by and are reported on. With three periods these are three disjoint
 * sets of outcome windows; with less history one set, cross-fitted by user.
 *
 * @param learn    rows to learn from
 * @param choose   rows to calibrate and choose on
 * @param report   rows whose figures are reported, never chosen on where {@code temporal}
 * @param temporal whether the reported rows are of a later period than all others
 */
public record Split(Rows learn, Rows choose, Rows report, boolean temporal) {

    /** The split of eligible rows. */
    public static Split of(Rows rows, Rung rung) {
        Rows learn = rows.role(Role.TRAIN);
        Rows choose = rows.role(Role.CALIBRATE);
        Rows report = rows.role(Role.TEST);
        boolean three = rung == Rung.THREE_PERIODS && !learn.isEmpty() && !choose.isEmpty() && !report.isEmpty();
        return three ? new Split(learn, choose, report, true) : new Split(rows, rows, rows, false);
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
                        + " eligible users, each by a model that did not see the user; no later period tested";
    }
}
