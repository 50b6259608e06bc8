package io.perennial.http.survey;

import io.perennial.http.report.Report;
import io.perennial.http.survey.Change.Driver;
import io.perennial.scoring.explain.ChangeResult;
import java.util.List;

/**
 * What changed among the users whom a list holds now, since the population before: the same users, then and now.
 *
 * <p>Whoever would have been on the list then and is not now is not among them.
 *
 * @param users          how many the list holds
 * @param loss           what changed of their expected loss, and how many came, went and turned red
 * @param red            how many of them are red now
 * @param churn          their mean churn probability
 * @param split          why that changed
 * @param risers         users whose churn probability grew most, the most first
 * @param dimensionsThen mean scores then of those who were eligible both times
 * @param dimensionsNow  the same now
 * @param causes         strongest reasons that raise the risk of users in amber and red, the most frequent first
 */
public record ListChange(
        int users,
        Change loss,
        int red,
        Churn churn,
        Split split,
        List<Driver> risers,
        Dimensions dimensionsThen,
        Dimensions dimensionsNow,
        List<Cause> causes) {

    public ListChange {
        risers = List.copyOf(risers);
        causes = List.copyOf(causes);
    }

    /**
     * Mean churn probabilities of those who were eligible both times.
     *
     * @param users how many
     * @param then  NaN where there are none
     * @param now   likewise
     */
    public record Churn(int users, double then, double now) {}

    /**
     * The change of the mean churn probability by its parts, each the mean of users' exact contributions.
     *
     * @param users how many it was worked out of: all who were eligible both times, or of a long list evenly drawn ones
     * @param mean  the mean of their changes, or why there is none to tell
     */
    public record Split(int users, ChangeResult mean) {}

    /**
     * A reason, and of how many it was the strongest.
     *
     * @param reason what it is
     * @param then   users then
     * @param now    users now
     */
    public record Cause(Report.Why reason, int then, int now) {}
}
