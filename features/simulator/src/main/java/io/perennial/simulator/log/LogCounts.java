package io.perennial.simulator.log;

import io.perennial.simulator.life.Act;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What was written into one log, to compare with what a reader makes of it. */
public final class LogCounts {

    private final Map<Act, Long> deeds = new EnumMap<>(Act.class);
    private final Map<Flaw, Long> spoilt = new EnumMap<>(Flaw.class);
    private long duplicates;
    private long late;

    /** Rows by what they say, copies and spoilt rows not counted. */
    public Map<Act, Long> deeds() {
        return Map.copyOf(deeds);
    }

    /** Rows that say something whole, each once. */
    public long whole() {
        return sum(deeds);
    }

    /** Second copies of whole rows. */
    public long duplicates() {
        return duplicates;
    }

    /** Rows in a late file, copies included. */
    public long late() {
        return late;
    }

    /** Rows of which no event can come. */
    public long spoilt() {
        return sum(spoilt);
    }

    /** All rows, header lines not counted. */
    public long rows() {
        return whole() + duplicates + spoilt();
    }

    String json() {
        StringJoiner deeds = new StringJoiner(", ", "{", "}");
        this.deeds.forEach((act, count) -> deeds.add("\"" + act.name().toLowerCase(Locale.ROOT) + "\": " + count));
        return "{\"rows\": " + rows() + ", \"whole\": " + whole() + ", \"duplicates\": " + duplicates + ", \"spoilt\": "
                + spoilt() + ", \"late\": " + late + ", \"deeds\": " + deeds + "}";
    }

    void deed(Act act) {
        deeds.merge(act, 1L, Long::sum);
    }

    void duplicate() {
        duplicates++;
    }

    void countLate() {
        late++;
    }

    void spoilt(Flaw flaw) {
        spoilt.merge(flaw, 1L, Long::sum);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
