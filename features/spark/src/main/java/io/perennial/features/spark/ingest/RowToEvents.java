package io.perennial.features.spark.ingest;

import io.perennial.features.event.EventKind;
import io.perennial.features.spark.mapping.EventRule;
import io.perennial.features.spark.mapping.EventRule.Field;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.source.RowHash;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Turns one evaluated row of a raw log into its events, all of them or none. Not thread-safe. */
final class RowToEvents {

    private static final int LONGEST_USER = 256;

    private final Mapping mapping;
    private final RowLayout layout;
    private final int log;
    private final Map<String, String> aliases;
    private final Tally tally;
    private final TimeParser times;
    private final RowHash hash = new RowHash();
    private final boolean byId;

    RowToEvents(Mapping mapping, int log, Map<String, String> aliases, Tally tally) {
        this.mapping = mapping;
        this.layout = RowLayout.of(mapping);
        this.log = log;
        this.aliases = aliases;
        this.tally = tally;
        this.times = new TimeParser(mapping.time());
        this.byId = mapping.duplicates() == Mapping.Duplicates.ID;
    }

    /**
     * The staged events of a row, none where no rule speaks of it.
     *
     * @throws BadRow where the row breaks a rule
     */
    List<Row> events(Row row) throws BadRow {
        if (!row.getString(RowLayout.PROBLEM).isEmpty()) {
            throw new BadRow(row.getString(RowLayout.PROBLEM));
        }
        List<Integer> matching = matching(row);
        if (matching.isEmpty()) {
            return List.of();
        }
        String user = user(row);
        long at = times.millis(row.getString(RowLayout.TIME));
        int day = Math.toIntExact(Math.floorDiv(at + offset(at), 86_400_000L));
        List<Object[]> events = new ArrayList<>(matching.size());
        for (int rule : matching) {
            events.add(event(row, rule, user, at, day));
        }
        return staged(row, events);
    }

    private List<Integer> matching(Row row) {
        List<Integer> matching = new ArrayList<>(1);
        for (int rule = 0; rule < layout.rules().size(); rule++) {
            Integer when = layout.rules().get(rule).get(Field.WHEN);
            if (when == null || (!row.isNullAt(when) && row.getBoolean(when))) {
                matching.add(rule);
            }
        }
        return matching;
    }

    private String user(Row row) throws BadRow {
        String user = row.getString(RowLayout.USER);
        if (user == null || user.isBlank()) {
            throw new BadRow("user is missing");
        }
        if (user.length() > LONGEST_USER) {
            throw new BadRow("user is longer than " + LONGEST_USER + " characters");
        }
        String stripped = user.strip();
        String known = aliases.get(stripped);
        if (known == null) {
            return stripped;
        }
        tally.alias();
        return known;
    }

    private long offset(long at) {
        return 1_000L
                * mapping.time()
                        .zone()
                        .getRules()
                        .getOffset(java.time.Instant.ofEpochMilli(at))
                        .getTotalSeconds();
    }

    private Object[] event(Row row, int index, String user, long at, int day) throws BadRow {
        EventRule rule = mapping.events().get(index);
        Map<Field, Integer> places = layout.rules().get(index);
        Object[] cells = new Object[StagedEvents.SCHEMA.size()];
        cells[0] = user;
        cells[1] = day;
        cells[2] = at;
        cells[3] = rule.kind().id();
        cells[4] = places.containsKey(Field.AMOUNT)
                ? Numbers.amount(row.getString(places.get(Field.AMOUNT)), minorDigits(row))
                : 0L;
        cells[5] = places.containsKey(Field.DURATION) ? Numbers.duration(row.getString(places.get(Field.DURATION))) : 0;
        cells[6] = places.containsKey(Field.SCORE) ? score(rule.kind(), row.getString(places.get(Field.SCORE))) : 0;
        cells[7] = text(row, places.get(Field.ITEM));
        cells[8] = text(row, places.get(Field.CHANNEL));
        cells[9] = text(row, places.get(Field.CAMPAIGN));
        cells[10] = byId && !places.containsKey(Field.ID) ? text(row, RowLayout.KEY) : text(row, places.get(Field.ID));
        return cells;
    }

    private static int score(EventKind kind, String text) throws BadRow {
        return kind == EventKind.NPS ? Numbers.score(text, 0, 10) : Numbers.score(text, -1_000, 1_000);
    }

    private static String text(Row row, Integer place) {
        String text = place == null ? null : row.getString(place);
        return text == null ? "" : text;
    }

    private int minorDigits(Row row) throws BadRow {
        String code = mapping.money().orElseThrow().code();
        if (mapping.money().orElseThrow().isColumn()) {
            code = row.getString(RowLayout.MONEY);
            if (code == null || code.isBlank()) {
                throw new BadRow("currency is missing");
            }
        }
        try {
            int digits = Currency.getInstance(code.strip()).getDefaultFractionDigits();
            tally.currency(code.strip());
            return Math.max(0, digits);
        } catch (IllegalArgumentException e) {
            throw new BadRow("currency is not an ISO 4217 code");
        }
    }

    private List<Row> staged(Row row, List<Object[]> events) throws BadRow {
        long high = row.getLong(RowLayout.HIGH);
        long low = row.getLong(RowLayout.LOW);
        if (byId) {
            if (text(row, RowLayout.KEY).isBlank()) {
                throw new BadRow("id is missing");
            }
            long[] content = content(events);
            high = content[0];
            low = content[1];
        }
        List<Row> staged = new ArrayList<>(events.size());
        for (Object[] cells : events) {
            cells[StagedEvents.FILE] = row.getInt(RowLayout.FILE);
            cells[StagedEvents.LOG] = log;
            cells[StagedEvents.HIGH] = high;
            cells[StagedEvents.LOW] = low;
            cells[StagedEvents.ORDINAL] = staged.size();
            cells[StagedEvents.KEY] = byId ? row.getString(RowLayout.KEY) : null;
            cells[StagedEvents.RAW] = byId ? row.getString(RowLayout.RAW) : null;
            staged.add(RowFactory.create(cells));
        }
        return staged;
    }

    /** Rows of equal id are equal where their events are: an alias and its user are the same person. */
    private long[] content(List<Object[]> events) {
        hash.clear();
        for (Object[] cells : events) {
            for (int i = 0; i < StagedEvents.FILE; i++) {
                hash.add(cells[i].toString());
            }
        }
        return hash.value();
    }
}
