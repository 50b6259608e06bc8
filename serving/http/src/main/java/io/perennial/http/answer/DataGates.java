package io.perennial.http.answer;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.http.live.Refusal;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.population.LogAccount;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The conditions under which scores may be trusted, each passed or failed on what was measured.
 *
 * @param account  what became of the rows of the logs
 * @param schema   what the scores mean
 * @param refusals what is published and may not answer
 * @param day      what scores made now speak for
 * @param today    the day by which age is told
 */
public record DataGates(
        LogAccount account, FeatureSchema schema, List<Refusal> refusals, ScoringDay day, LocalDate today) {

    /** A log of which more was unusable has nearly always been read by a wrong mapping. */
    private static final double MOST_QUARANTINED = 0.05;

    /** Days without a live event after which a feed is taken to have died; the day in progress may be young. */
    private static final int MOST_QUIET_DAYS = 2;

    public DataGates {
        refusals = List.copyOf(refusals);
    }

    /** What is asked of the data. */
    public enum Id {
        /** Every row read is counted in one place: events, duplicates, ignored or quarantine. */
        ROWS_CONSERVED,
        /** The files' rows are those of the whole. */
        FILES_ADD_UP,
        /** The share of rows that could not be used stays below a limit. */
        QUARANTINE_SMALL,
        /** Each explained score is its baseline and parts. */
        REASONS_ADD_UP,
        /** The scores are no older, in days, than the step by which snapshots are taken. */
        FRESH,
        /** Where live events are sent, the newest is of late: scores take the days since for silence. */
        FED,
        /** Everything that is published answers. */
        PUBLISHED_ANSWERS;

        /** The id in JSON: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A condition.
     *
     * @param id     which
     * @param passed whether it holds
     * @param found  what was measured
     * @param limit  the largest that passes
     */
    public record Gate(Id id, boolean passed, double found, double limit) {

        /** A condition that holds up to a limit, the limit included. */
        static Gate atMost(Id id, double found, double limit) {
            return new Gate(id, found <= limit, found, limit);
        }

        /** The same of a count. */
        static Gate atMost(Id id, long found, long limit) {
            return atMost(id, (double) found, (double) limit);
        }
    }

    /** All of them; whether events still come is asked only where any did. */
    public List<Gate> all() {
        LogAccount.Rows rows = account.rows();
        LogAccount.Explaining explaining = account.explaining();
        boolean anyWithheld = !explaining.withheld().isEmpty();
        double missed = anyWithheld ? Double.POSITIVE_INFINITY : explaining.largestDifference();
        List<Gate> gates = new ArrayList<>(List.of(
                Gate.atMost(Id.ROWS_CONSERVED, Math.abs(rows.lost()), 0),
                Gate.atMost(Id.FILES_ADD_UP, Math.abs(rows.read() - readOfFiles()), 0),
                Gate.atMost(
                        Id.QUARANTINE_SMALL,
                        rows.read() == 0 ? 0.0 : (double) rows.quarantined() / rows.read(),
                        MOST_QUARANTINED),
                Gate.atMost(Id.REASONS_ADD_UP, missed, Explanation.BOUND)));
        gates.addAll(ofToday(account.asOf(), schema, refusals, day, today));
        return List.copyOf(gates);
    }

    /** Those that held when the scores were loaded and need not hold today, which need no account of the logs. */
    public static List<Gate> ofToday(
            LocalDate asOf, FeatureSchema schema, List<Refusal> refusals, ScoringDay day, LocalDate today) {
        List<Gate> gates = new ArrayList<>();
        gates.add(Gate.atMost(Id.FRESH, age(asOf, today), schema.window().stepDays()));
        day.newestEvent()
                .filter(any -> day.inProgress())
                .ifPresent(newest -> gates.add(Gate.atMost(Id.FED, age(newest, today), MOST_QUIET_DAYS)));
        gates.add(Gate.atMost(Id.PUBLISHED_ANSWERS, refusals.size(), 0));
        return gates;
    }

    private long readOfFiles() {
        return account.files().stream().mapToLong(file -> file.rows().read()).sum();
    }

    /** Days from a day to today; 0 for one that is yet to come. */
    private static long age(LocalDate day, LocalDate today) {
        return Math.max(0, ChronoUnit.DAYS.between(day, today));
    }
}
