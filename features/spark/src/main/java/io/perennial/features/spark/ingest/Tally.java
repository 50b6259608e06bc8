package io.perennial.features.spark.ingest;

import io.perennial.features.time.EventDays;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What one task counted; tallies add up to the tally of a run. Mutable, not thread-safe. */
final class Tally implements Serializable {

    private static final long serialVersionUID = 1;

    /** Which number of a file. */
    enum Count {
        /** Rows read, readable or not. */
        ROWS,
        /** Rows that made at least one event and were kept. */
        KEPT,
        /** Rows no rule speaks of. */
        IGNORED,
        /** Rows that went to quarantine. */
        QUARANTINED,
        /** Rows that made events but repeat another row. */
        DUPLICATES,
        /** Events kept. */
        EVENTS
    }

    private static final int KINDS = Count.values().length;

    private final TreeMap<Integer, long[]> files = new TreeMap<>();
    private final TreeMap<String, Long> reasons = new TreeMap<>();
    private final TreeMap<String, String> examples = new TreeMap<>();
    private final TreeMap<String, Long> currencies = new TreeMap<>();
    private final TreeMap<Integer, BitSet> logs = new TreeMap<>();
    private final RuleCounts rules = new RuleCounts();
    /** Of each day how many users had events on it, and how many of them their first. */
    private final TreeMap<Integer, int[]> days = new TreeMap<>();

    private long users;
    private long aliases;
    private String quarantine = "";

    /** The counts of the file counted last: rows come file by file. */
    private long[] last = {};

    private int lastFile;

    /** Counts rows or events of a file. */
    void count(int file, Count what, long more) {
        if (file != lastFile || last.length == 0) {
            last = files.computeIfAbsent(file, f -> new long[KINDS]);
            lastFile = file;
        }
        last[index(what)] += more;
    }

    /** Counts a row that went to quarantine. */
    void quarantined(int file, String reason, String raw) {
        count(file, Count.QUARANTINED, 1);
        reasons.merge(reason, 1L, Long::sum);
        examples.putIfAbsent(reason, raw);
    }

    /** Counts a row in this currency. */
    void currency(String code) {
        currencies.merge(code, 1L, Long::sum);
    }

    /** Counts an event that a rule of a log's mapping made. */
    void made(int log, int rule) {
        rules.add(log, rule, 1);
    }

    /** Notes that a log has an event on a day. */
    void day(int log, int day) {
        logs.computeIfAbsent(log, l -> new BitSet()).set(day);
    }

    /** Counts a user, whose first event is of this day. */
    void user(int day) {
        users++;
        count(day, 1, 1);
    }

    /** Counts a later day of the user counted last. */
    void laterDay(int day) {
        count(day, 1, 0);
    }

    private void count(int day, int had, int first) {
        int[] counts = days.computeIfAbsent(day, any -> new int[2]);
        counts[0] += had;
        counts[1] += first;
    }

    /** Counts a row whose user was an alias. */
    void alias() {
        aliases++;
    }

    /** Names the quarantine file this task wrote. */
    void quarantineFile(String name) {
        quarantine = name;
    }

    /** The quarantine file this task wrote, or empty. */
    String quarantineFile() {
        return quarantine;
    }

    /** Adds another task's counts. */
    void add(Tally other) {
        other.files.forEach((file, counts) -> {
            for (Count what : Count.values()) {
                count(file, what, counts[index(what)]);
            }
        });
        other.reasons.forEach((reason, rows) -> reasons.merge(reason, rows, Long::sum));
        other.examples.forEach(examples::putIfAbsent);
        rules.add(other.rules);
        other.currencies.forEach((code, rows) -> currencies.merge(code, rows, Long::sum));
        other.logs.forEach(
                (log, itsDays) -> logs.computeIfAbsent(log, l -> new BitSet()).or(itsDays));
        other.days.forEach((day, counts) -> count(day, counts[0], counts[1]));
        users += other.users;
        aliases += other.aliases;
    }

    /** A number of one file. */
    long of(int file, Count what) {
        long[] counts = files.get(file);
        return counts == null ? 0 : counts[index(what)];
    }

    /** A number of all files. */
    long total(Count what) {
        return files.values().stream().mapToLong(counts -> counts[index(what)]).sum();
    }

    /** Quarantined rows by reason. */
    Map<String, Long> reasons() {
        return reasons;
    }

    /** A row that went to quarantine for this reason. */
    String example(String reason) {
        return examples.getOrDefault(reason, "");
    }

    /** Rows with money by currency. */
    Map<String, Long> currencies() {
        return currencies;
    }

    /** How many events each rule made of rows that were read, duplicates among them. */
    RuleCounts rules() {
        return rules;
    }

    /** The days each log has kept events on, epoch days. */
    Map<Integer, BitSet> logs() {
        return logs;
    }

    /** How many users had kept events on which day, whatever the log. */
    EventDays days() {
        EventDays all = new EventDays();
        days.forEach((day, counts) -> all.add(day, counts[0], counts[1]));
        return all;
    }

    /** Users with kept events. */
    long users() {
        return users;
    }

    /** Rows whose user was an alias. */
    long aliases() {
        return aliases;
    }

    @SuppressWarnings("EnumOrdinal") // the counts live for one run only
    private static int index(Count what) {
        return what.ordinal();
    }
}
