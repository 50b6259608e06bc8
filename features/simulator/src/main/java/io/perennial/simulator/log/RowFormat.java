package io.perennial.simulator.log;

import io.perennial.simulator.life.Act;
import io.perennial.simulator.life.Deed;
import java.util.List;
import java.util.Set;

/** The shape of one of the company's logs. */
sealed interface RowFormat permits AppEventFormat, OrderFormat, CampaignFormat, AssignmentFormat, FeedbackFormat {

    /** The name of the log: its folder and the end of its mapping's name. */
    String name();

    /** The acts this log holds. */
    Set<Act> acts();

    /** The first line, or empty where there is none. */
    String header();

    /** How files of this log are called after the dot. */
    String extension();

    /** Whether the company keeps this log without mess, and it is no log of events. */
    default boolean isExact() {
        return false;
    }

    /** What can be wrong with the row of this act so that no event comes of it; empty where rows are never spoilt. */
    List<Flaw> flaws(Act act);

    /**
     * Writes a deed as one line.
     *
     * @param flaw what to spoil
     * @param pick not negative: which way to spoil it
     */
    void write(Row row, Deed deed, Flaw flaw, int pick);
}
