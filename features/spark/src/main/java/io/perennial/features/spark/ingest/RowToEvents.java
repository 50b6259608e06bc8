package io.perennial.features.spark.ingest;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.event.NoValue;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.spark.mapping.EventRule.Field;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.mapping.MoneyRule;
import io.perennial.features.spark.source.RowHash;
import io.perennial.features.spark.table.EventTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Turns one evaluated row of a raw log into its events, all of them or none. Not thread-safe. */
final class RowToEvents {

    /** Why a row is of no use whose number, on which a rule hangs, is none. */
    static final String UNREAD_WHEN = "a number in 'when' cannot be read";

    private static final int SHORT = 16;

    private final Mapping mapping;
    private final ZoneRules zone;
    private final List<Rule> rules = new ArrayList<>();
    private final int log;
    private final Map<String, String> aliases;
    private final Tally tally;
    private final TimeParser times;
    private final RowHash hash = new RowHash();
    private final boolean byId;

    RowToEvents(Mapping mapping, ZoneId zone, int log, Map<String, String> aliases, Tally tally) {
        this.mapping = mapping;
        this.zone = zone.getRules();
        this.log = log;
        this.aliases = aliases;
        this.tally = tally;
        this.times = new TimeParser(mapping.time(), zone);
        this.byId = mapping.duplicates() == Mapping.Duplicates.ID;
        RowLayout layout = RowLayout.of(mapping);
        for (int rule = 0; rule < mapping.events().size(); rule++) {
            rules.add(Rule.of(mapping.events().get(rule).kind(), layout, rule));
        }
    }

    /**
     * The staged events of a row, none where no rule speaks of it; their texts are the row's own.
     *
     * @throws BadRow where the row breaks a rule
     */
    List<InternalRow> events(InternalRow row) throws BadRow {
        if (row.getUTF8String(RowLayout.PROBLEM).numBytes() > 0) {
            throw new BadRow(string(row, RowLayout.PROBLEM));
        }
        int[] matching = matching(row);
        if (matching.length == 0) {
            return List.of();
        }
        UTF8String user = user(row);
        long at = times.millis(string(row, RowLayout.TIME));
        int day = LogDefinition.day(Instant.ofEpochMilli(at), zone);
        List<Object[]> events = new ArrayList<>(matching.length);
        boolean hasMoney = false;
        for (int rule : matching) {
            events.add(event(row, rules.get(rule), user, at, day));
            hasMoney |= rules.get(rule).amount() != RowLayout.NONE;
        }
        List<InternalRow> staged = staged(row, events);
        if (hasMoney) {
            tally.currency(currency(row));
        }
        for (int rule : matching) {
            tally.made(log, rule);
        }
        return staged;
    }

    /** The rules a row matches. One that none speaks of for sure is no row to ignore where one of them cannot tell. */
    private int[] matching(InternalRow row) throws BadRow {
        int[] matching = new int[rules.size()];
        int size = 0;
        boolean isUnread = false;
        for (int rule = 0; rule < matching.length; rule++) {
            int when = rules.get(rule).when();
            boolean cannotTell = when != RowLayout.NONE && row.isNullAt(when);
            if (when == RowLayout.NONE || (!cannotTell && row.getBoolean(when))) {
                matching[size++] = rule;
            }
            isUnread |= cannotTell;
        }
        if (size == 0 && isUnread) {
            throw new BadRow(UNREAD_WHEN);
        }
        return Arrays.copyOf(matching, size);
    }

    private UTF8String user(InternalRow row) throws BadRow {
        String user = string(row, RowLayout.USER);
        if (user == null || user.isBlank()) {
            throw new BadRow("user is missing");
        }
        if (user.length() > Event.LONGEST_USER) {
            throw new BadRow("user is longer than " + Event.LONGEST_USER + " characters");
        }
        if (!Event.isAddressable(user)) {
            throw new BadRow("user holds a character of code 0");
        }
        String stripped = user.strip();
        if (NoValue.isWord(stripped)) {
            throw new BadRow("user is missing: '" + stripped + "'");
        }
        String known = aliases.get(stripped);
        if (known == null) {
            return UTF8String.fromString(stripped);
        }
        tally.alias();
        return UTF8String.fromString(known);
    }

    private Object[] event(InternalRow row, Rule rule, UTF8String user, long at, int day) throws BadRow {
        Object[] cells = new Object[StagedEvents.SCHEMA.size()];
        cells[0] = user;
        cells[1] = day;
        cells[2] = at;
        cells[3] = rule.id();
        cells[4] = rule.amount() == RowLayout.NONE ? 0L : Numbers.amount(string(row, rule.amount()), minorDigits(row));
        cells[5] = rule.duration() == RowLayout.NONE
                ? 0
                : Numbers.duration(text(row, rule.duration()).toString());
        cells[6] = rule.score() == RowLayout.NONE ? 0 : score(rule.kind(), string(row, rule.score()));
        cells[7] = text(row, rule.item());
        cells[8] = text(row, rule.channel());
        cells[9] = text(row, rule.campaign());
        cells[10] = text(row, byId && rule.event() == RowLayout.NONE ? RowLayout.KEY : rule.event());
        return cells;
    }

    private static int score(EventKind kind, String text) throws BadRow {
        return kind == EventKind.NPS ? Numbers.score(text, 0, 10) : Numbers.score(text, -1_000, 1_000);
    }

    private static UTF8String text(InternalRow row, int place) {
        if (place == RowLayout.NONE || row.isNullAt(place)) {
            return UTF8String.EMPTY_UTF8;
        }
        UTF8String text = row.getUTF8String(place);
        // What an expression made. Most texts are longer than such a word and need not become strings to be looked at.
        boolean isNone = text.trim().numBytes() <= SHORT
                && NoValue.isWord(text.toString().strip());
        return isNone ? UTF8String.EMPTY_UTF8 : text;
    }

    private static String string(InternalRow row, int place) {
        return row.isNullAt(place) ? null : row.getUTF8String(place).toString();
    }

    private String currency(InternalRow row) throws BadRow {
        MoneyRule money = mapping.money().orElseThrow();
        String code = money.isColumn() ? string(row, RowLayout.MONEY) : money.code();
        if (code == null || code.isBlank()) {
            throw new BadRow("currency is missing");
        }
        return code.strip();
    }

    private int minorDigits(InternalRow row) throws BadRow {
        try {
            return LogDefinition.minorDigits(currency(row));
        } catch (IllegalArgumentException e) {
            throw new BadRow("currency is not an ISO 4217 code");
        }
    }

    private List<InternalRow> staged(InternalRow row, List<Object[]> events) throws BadRow {
        long high = row.getLong(RowLayout.HIGH);
        long low = row.getLong(RowLayout.LOW);
        if (byId) {
            if (text(row, RowLayout.KEY).toString().isBlank()) {
                throw new BadRow("id is missing");
            }
            long[] content = content(row.getUTF8String(RowLayout.KEY), events);
            high = content[0];
            low = content[1];
        }
        List<InternalRow> staged = new ArrayList<>(events.size());
        for (Object[] cells : events) {
            cells[StagedEvents.FILE] = row.getInt(RowLayout.FILE);
            cells[StagedEvents.LOG] = log;
            cells[StagedEvents.HIGH] = high;
            cells[StagedEvents.LOW] = low;
            cells[StagedEvents.ORDINAL] = staged.size();
            cells[StagedEvents.KEY] = byId ? row.getUTF8String(RowLayout.KEY) : null;
            cells[StagedEvents.RAW] = byId ? row.getUTF8String(RowLayout.RAW) : null;
            staged.add(new GenericInternalRow(cells));
        }
        return staged;
    }

    /** Rows of one id are equal where their events are: an alias and its user are the same person. */
    private long[] content(UTF8String id, List<Object[]> events) {
        hash.clear();
        hash.add(id.toString());
        for (Object[] cells : events) {
            for (int i = 0; i < StagedEvents.FILE; i++) {
                hash.add(cells[i].toString());
            }
        }
        return hash.value();
    }

    /** A rule with the places of its fields, {@link RowLayout#NONE} for those it does not have. */
    private record Rule(
            EventKind kind,
            UTF8String id,
            int when,
            int amount,
            int duration,
            int score,
            int item,
            int channel,
            int campaign,
            int event) {

        static Rule of(EventKind kind, RowLayout layout, int rule) {
            return new Rule(
                    kind,
                    EventTable.id(kind),
                    layout.place(rule, Field.WHEN),
                    layout.place(rule, Field.AMOUNT),
                    layout.place(rule, Field.DURATION),
                    layout.place(rule, Field.SCORE),
                    layout.place(rule, Field.ITEM),
                    layout.place(rule, Field.CHANNEL),
                    layout.place(rule, Field.CAMPAIGN),
                    layout.place(rule, Field.ID));
        }
    }
}
