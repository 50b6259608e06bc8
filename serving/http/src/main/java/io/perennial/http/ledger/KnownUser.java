package io.perennial.http.ledger;

import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.Outreach;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.UserLedger;
import io.perennial.scoring.population.PopulationRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a user.
 *
 * @param ids        the user's own id, then the aliases
 * @param ledger     what scores read: days of the bundle and live events of the kinds the log carries, added up
 * @param everything the same with live events of all kinds
 * @param row        what the batch knew; empty for a user who came since
 * @param source     where the ledger comes from, such as {@code population@3+live}
 * @param liveEvents how many live events there are, of all kinds
 * @param isTouched  whether a score made now reads any of these
 * @param firstDay   first day of the log
 * @param day        what a score made now speaks for
 * @param next       the first day of which nothing can be known yet, whatever day scores speak for
 */
public record KnownUser(
        List<String> ids,
        UserLedger ledger,
        UserLedger everything,
        Optional<PopulationRow> row,
        String source,
        int liveEvents,
        boolean isTouched,
        LocalDate firstDay,
        ScoringDay day,
        LocalDate next) {

    public KnownUser {
        ids = List.copyOf(ids);
    }

    /**
     * What the user was sent until now, days included that no score sees yet. Where a server is sent nothing, the days since
     * the as-of are unknown rather than silent: then the counts are those of the as-of where these are larger.
     */
    public Outreach outreach(FeatureContext context) {
        Outreach now = outreach(context, next);
        if (day.inProgress()) {
            return now;
        }
        return now.orMore(outreach(context, day.asOf()));
    }

    private Outreach outreach(FeatureContext context, LocalDate until) {
        return Outreach.of(History.timeline(everything).asOf(Math.toIntExact(until.toEpochDay())), context);
    }

    /** Whether the batch scored the very same: no event since that a score reads, and no day gone by. */
    public boolean isAsBatchScored() {
        return !isTouched && !day.inProgress();
    }
}
