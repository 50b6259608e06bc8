package io.perennial.features.spark.mapping;

import io.perennial.features.event.EventKind;
import io.perennial.features.outcome.ValueRule;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the columns of one raw log become events, as its mapping file says.
 *
 * @param name            the mapping's file or built-in name, for messages
 * @param text            the mapping file itself; equal texts mean equal mappings
 * @param layout          how the log's files are written
 * @param user            the column that names the user
 * @param time            the column that says when
 * @param money           the currency, empty for a log without amounts
 * @param duplicates      which rows count once
 * @param id              the columns of the row's own id, for {@link Duplicates#ID}
 * @param completeThrough the last day the log is known to be complete for, where stated
 * @param events          the rules, at least one; a row may make several events or none
 * @param active          kinds that count as being alive, empty where another mapping of the run says it
 * @param lookbackDays    days within which an active event makes a user eligible, where stated
 * @param value           how money becomes value, where stated
 */
public record Mapping(
        String name,
        String text,
        Layout layout,
        String user,
        TimeRule time,
        Optional<MoneyRule> money,
        Duplicates duplicates,
        List<String> id,
        Optional<LocalDate> completeThrough,
        List<EventRule> events,
        Set<EventKind> active,
        Optional<Integer> lookbackDays,
        Optional<ValueRule> value) {

    /** Which rows count once. */
    public enum Duplicates {
        /** A row counts as often as in the file where it occurs most: files may overlap, lines may truly repeat. */
        ACROSS_FILES,
        /** Rows equal in every column count once. */
        EXACT,
        /** Rows of equal id count once; those that differ go to quarantine, an earlier day's row stays. */
        ID
    }

    public Mapping {
        id = List.copyOf(id);
        events = List.copyOf(events);
    }

    /** The kinds this log can carry. */
    public Set<EventKind> carried() {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        events.forEach(rule -> kinds.add(rule.kind()));
        return kinds;
    }
}
