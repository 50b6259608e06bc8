package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LogDefinition;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a user was sent of late.
 *
 * @param lastDay    epoch day of the last outreach, {@link History#NONE} for none
 * @param recent     outreach of the last 28 days; NaN for a user of whom nothing is known
 * @param unanswered outreach since the day after the user last opened or clicked one; NaN for a user of whom nothing is
 *                   known, and where the log carries no opens and no clicks
 */
public record Outreach(int lastDay, double recent, double unanswered) {

    /** Two a week: what is sent beyond it is more likely to drive a user away. A convention of ours, not measured. */
    public static final int MOST_RECENT = 8;

    /** So much outreach in a row without an answer, the last of late, says that more is not wanted. A convention of ours. */
    public static final int MOST_UNANSWERED = 5;

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
        return new Outreach(history.lastDay(TOUCH), value(RECENT, user), value(UNANSWERED, user));
    }

    private static double value(int feature, UserView user) {
        return FeatureCatalogue.features().get(feature).value(user);
    }

    /** Whether the user was sent so much that more of it does harm. */
    public boolean isTooMuch() {
        // NaN is not too much: of what nobody recorded nothing is known. And who was left alone for four weeks may be
        // asked once more: else nobody who did not answer would ever be asked again.
        return recent >= MOST_RECENT || (recent > 0 && unanswered >= MOST_UNANSWERED);
    }
}
