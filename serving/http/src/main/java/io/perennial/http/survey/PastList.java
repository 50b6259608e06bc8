package io.perennial.http.survey;

import io.perennial.scoring.model.ModelId;
import java.time.LocalDate;
import java.util.List;

/**
 * What became of an earlier list of users at risk whose outcome window has closed.
 *
 * @param since the population the list was of
 * @param asOf  the day it spoke for
 * @param base  share of all its eligible users who churned
 * @param heads the first so many of the list, shortest first
 * @param atRisk   what contacting achieved among all its users in amber and red
 * @param eligible the same among all eligible users, most of whom nobody had a reason to contact
 */
public record PastList(
        ModelId since, LocalDate asOf, double base, List<Head> heads, ContactEffect atRisk, ContactEffect eligible) {

    public PastList {
        heads = List.copyOf(heads);
    }

    /**
     * The first users of a list.
     *
     * @param users    how many
     * @param churned  how many of them were not active in the outcome window
     * @param expected how many it was expected of: the sum of their churn probabilities
     */
    public record Head(int users, int churned, double expected) {
        /** Share that churned. */
        public double precision() {
            return (double) churned / users;
        }
    }
}
