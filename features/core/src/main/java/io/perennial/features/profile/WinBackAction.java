package io.perennial.features.profile;

import java.util.Set;

/**
 * What may be done to keep a user, as a playbook states it.
 *
 * @param id       what answers and lists call it
 * @param audience whom it is for
 * @param outreach whether the user is sent something, or called
 * @param name     what people call it
 * @param advice   what to do
 * @param cost     of one contact, major units of the log's currency, not negative
 * @param saving   share of the expected loss that one assumes it saves, 0 to 1
 */
public record WinBackAction(
        String id, Audience audience, boolean outreach, Text name, Text advice, double cost, double saving) {

    private static final String ID = "[a-z0-9][a-z0-9_-]{0,63}";

    /** The same in both languages. */
    public record Text(String en, String zh) {}

    /**
     * Whom an action is for.
     *
     * @param grades   churn grades, at least one
     * @param segments segments of RFM; empty for everybody, users without a segment among them
     */
    public record Audience(Set<ChurnGrade> grades, Set<RfmSegment> segments) {

        public Audience {
            grades = Set.copyOf(grades);
            segments = Set.copyOf(segments);
            if (grades.isEmpty()) {
                throw new IllegalArgumentException("an action is for at least one of the grades R1 to R5");
            }
        }

        /** Whether a user is meant, by grade and by id of the segment, an empty one for none. */
        boolean has(ChurnGrade grade, String segment) {
            return grades.contains(grade)
                    && (segments.isEmpty()
                            || segments.stream().anyMatch(one -> one.id().equals(segment)));
        }
    }

    public WinBackAction {
        if (!id.matches(ID)) {
            throw new IllegalArgumentException("id '" + id
                    + "' is not 1 to 64 lower-case letters, digits, _ or -, beginning with a letter or a digit");
        }
        if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cost of action '" + id + "' is " + cost + ", not an amount from 0 up");
        }
        if (!(saving >= 0 && saving <= 1)) {
            throw new IllegalArgumentException(
                    "saving of action '" + id + "' is " + saving + ", not a share from 0 to 1");
        }
    }

    /** What it is expected to gain, major units: the loss it saves less what it costs; NaN where the loss is not known. */
    public double expectedGain(double expectedLoss) {
        return expectedLoss * saving - cost;
    }
}
