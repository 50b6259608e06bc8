package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LogDefinition;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a user was sent of late, and how the user took it.
 *
 * @param lastDay    epoch day of the last outreach, {@link History#NONE} for none
 * @param recent     outreach of the last 28 days; NaN for a user of whom nothing is known
 * @param unanswered outreach since the day after the user last opened or clicked one; NaN for a user of whom nothing is
 *                   known, and where the log carries no opens and no clicks
 * @param week       outreach of the last 7 days; NaN as {@code recent}
 * @param answered   opens of the last 28 days, or clicks where these are more; NaN as {@code unanswered}
 * @param complaints complaints of the last 28 days; NaN for a user of whom nothing is known, and where the log carries none
 */
public record Outreach(int lastDay, double recent, double unanswered, double week, double answered, double complaints) {

    /** Two a week: what is sent beyond it is more likely to drive a user away. A convention of ours, not measured. */
    public static final int MOST_RECENT = 8;

    /** So much outreach in a row without an answer, the last of late, says that more is not wanted. A convention of ours. */
    public static final int MOST_UNANSWERED = 5;

    private static final int DAYS = 28;
    private static final int WEEK_DAYS = 7;
    private static final Set<EventKind> TOUCH = EnumSet.of(EventKind.TOUCH);
    private static final int RECENT = FeatureCatalogue.index("touches_28");
    private static final int UNANSWERED = FeatureCatalogue.index("unanswered_touches");

    /** As a history shows it. Outreach in it counts even where the log carries none: it was told to a server. */
    public static Outreach of(History history, FeatureContext context) {
        EnumSet<EventKind> carried = EnumSet.copyOf(TOUCH);
        carried.addAll(context.log().carried());
        LogDefinition log =
                new LogDefinition(context.log().zone(), context.log().currency(), carried);
        UserView user = new UserView(history, new FeatureContext(log, context.churn()));
        double unanswered = value(UNANSWERED, user);
        return new Outreach(
                history.lastDay(TOUCH),
                value(RECENT, user),
                unanswered,
                user.count(EventKind.TOUCH, WEEK_DAYS),
                Double.isNaN(unanswered) ? Double.NaN : answers(user),
                carried.contains(EventKind.COMPLAINT) ? user.count(EventKind.COMPLAINT, DAYS) : Double.NaN);
    }

    /** A click follows an open where opens are recorded, so the two are not added. */
    private static double answers(UserView user) {
        return Math.max(user.count(EventKind.OPEN, DAYS), user.count(EventKind.CLICK, DAYS));
    }

    /** What it comes to with one more that is not answered. */
    public Outreach andOneInVain() {
        return new Outreach(lastDay, recent + 1, unanswered + 1, week + 1, answered, complaints);
    }

    /** What is known to have been sent by this one or by another: of each the one that asks for more restraint. */
    public Outreach orMore(Outreach other) {
        return new Outreach(
                lastDay,
                larger(recent, other.recent),
                larger(unanswered, other.unanswered),
                larger(week, other.week),
                other.recent > recent ? other.answered : answered,
                larger(complaints, other.complaints));
    }

    /** NaN where nothing is known now; of a user who came since the as-of nothing is known as of then. */
    private static double larger(double now, double then) {
        return then > now ? then : now;
    }

    private static double value(int feature, UserView user) {
        return FeatureCatalogue.features().get(feature).value(user);
    }
}
