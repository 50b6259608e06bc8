package io.perennial.features.profile;

import io.perennial.features.feature.Outreach;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much our outreach disturbs a user, 0 (not at all) to 100 (no more may be sent); a fixed formula, conventions of ours.
 *
 * <p>The largest of three, plus a quarter of the whole for each complaint of the last 28 days, where anything was sent in
 * these days; of complaints about what was not sent it is no measure:
 * <ul>
 *   <li>what was sent in 28 days, of {@link Outreach#MOST_RECENT}, and half as much again where none of it was answered;
 *   <li>what was sent in 7 days, of {@value #BUSY_WEEK}; alone it makes {@value #BUSY_SHARE} of the whole at most;
 *   <li>what was sent in a row without an answer, of {@link Outreach#MOST_UNANSWERED}, the last of it in 28 days.
 * </ul>
 *
 * @param index empty where nothing is known of outreach
 */
public record Disturbance(OptionalDouble index) {

    private static final double WHOLE = 100;
    private static final double BUSY_WEEK = 4;
    private static final double BUSY_SHARE = 0.9;
    private static final double DEAF = 0.5;
    private static final double COMPLAINT = 0.25;

    /** What makes the index full. */
    public enum Limit {
        /** So much was sent in a row without an answer. */
        UNANSWERED,
        /** So much was sent in 28 days. */
        RECENT,
        /** What was sent, with the complaints about it. */
        COMPLAINTS
    }

    /** What made the index full by what a user was sent; empty where it is not. */
    public static Optional<Limit> limit(Outreach sent) {
        if (!of(sent).isTooMuch()) {
            return Optional.empty();
        }
        if (inVain(sent) >= 1) {
            return Optional.of(Limit.UNANSWERED);
        }
        return Optional.of(load(sent) >= 1 ? Limit.RECENT : Limit.COMPLAINTS);
    }

    /** The disturbance by what a user was sent, and how the user took it. */
    public static Disturbance of(Outreach sent) {
        if (Double.isNaN(sent.recent())) {
            return new Disturbance(OptionalDouble.empty());
        }
        double week = BUSY_SHARE * Math.min(1, known(sent.week()) / BUSY_WEEK);
        double share = Math.max(load(sent), Math.max(week, inVain(sent))) + COMPLAINT * complaints(sent);
        return new Disturbance(OptionalDouble.of(WHOLE * Math.min(1, share)));
    }

    private static double load(Outreach sent) {
        return sent.recent() / Outreach.MOST_RECENT * (1 + DEAF * deafness(sent));
    }

    private static double inVain(Outreach sent) {
        return sent.recent() > 0 ? known(sent.unanswered()) / Outreach.MOST_UNANSWERED : 0;
    }

    /** The share of recent outreach without an answer; 0 where answers are not recorded. */
    private static double deafness(Outreach sent) {
        boolean isTold = sent.recent() > 0 && !Double.isNaN(sent.answered());
        return isTold ? 1 - Math.min(1, sent.answered() / sent.recent()) : 0;
    }

    private static double complaints(Outreach sent) {
        return sent.recent() > 0 ? known(sent.complaints()) : 0;
    }

    private static double known(double count) {
        return Double.isNaN(count) ? 0 : count;
    }

    /** Whether more of it does harm. Of what nobody recorded nothing is known, and nothing is too much. */
    public boolean isTooMuch() {
        return index.orElse(0) >= WHOLE;
    }
}
