package io.perennial.http.alarm;

/**
 * When an alarm of one kind rings.
 *
 * @param isOn       whether it is looked at
 * @param amber      the line beyond which it is amber
 * @param red        the line beyond which it is red; NaN where it never is
 * @param inARow     how many measurements in a row have to be beyond a line
 * @param leastUsers with fewer users nothing is said
 */
public record AlarmRule(boolean isOn, double amber, double red, int inARow, int leastUsers) {

    /**
     * Checks the rule of a kind.
     *
     * @throws IllegalArgumentException naming the key and what it may be
     */
    AlarmRule checked(AlarmKind kind) {
        require(amber > 0 && Double.isFinite(amber), kind, "amber is " + amber + ", not a positive number");
        boolean isWorse = Double.isNaN(red) || (kind.isBadWhenLow() ? red > 0 && red < amber : red > amber);
        require(
                isWorse,
                kind,
                "red is " + red + ", not " + (kind.isBadWhenLow() ? "between 0 and" : "above") + " amber " + amber
                        + "; a line that is not stated is as it comes, so state both");
        int most = kind.mostInARow();
        require(inARow >= 1 && inARow <= most, kind, "in_a_row is " + inARow + ", not 1 to " + most);
        require(leastUsers >= 1, kind, "least_users is " + leastUsers + ", not 1 or more");
        return this;
    }

    private static void require(boolean holds, AlarmKind kind, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(kind.id() + "." + otherwise);
        }
    }

    /** Whether a measurement lies beyond a line; none does beyond a line that is not there. */
    static boolean isBeyond(AlarmKind kind, double value, double line) {
        return kind.isBadWhenLow() ? value < line : value > line;
    }
}
