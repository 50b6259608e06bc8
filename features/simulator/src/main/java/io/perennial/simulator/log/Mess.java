package io.perennial.simulator.log;

/**
 * How untidy a company's logs are: probabilities for each row written.
 *
 * @param duplicate a row is written twice, the copy some rows later or in the late file
 * @param late      a row comes in the late file instead of its own
 * @param broken    a spoilt copy that cannot be an event is written before the row
 */
public record Mess(double duplicate, double late, double broken) {

    /** What an ordinary company's logs look like. */
    public static final Mess ORDINARY = new Mess(0.006, 0.01, 0.003);

    /** A company that never was: every row once, in place, and whole. */
    public static final Mess NONE = new Mess(0, 0, 0);

    public Mess {
        check("duplicate", duplicate);
        check("late", late);
        check("broken", broken);
    }

    private static void check(String name, double rate) {
        if (!(rate >= 0 && rate <= 0.5)) {
            throw new IllegalArgumentException("rate of " + name + " rows is " + rate + ", not 0 to 0.5");
        }
    }
}
