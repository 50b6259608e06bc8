package io.perennial.features.spark.ingest;

import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.table.LogSummary;
import io.perennial.features.time.EventDays;
import io.perennial.features.time.EventDays.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The span of a run's logs, found over all of them together: a quiet log may have no event for years while others do.
 *
 * @param mappings by log
 * @param total    what the run counted; every log has a day
 * @param span     the first and the last day that are not stray
 */
record RunDays(List<Mapping> mappings, Tally total, Span span) {

    private static final String REMEDY =
            ": where their time is wrong, mend it or leave such rows out by 'when' in the mapping";

    static RunDays of(List<Mapping> mappings, Tally total) {
        EventDays days = total.days();
        Span found = days.span();
        // Who states that the log is complete through a day says that the days before it are right.
        int last = mappings.stream()
                .flatMap(mapping -> mapping.completeThrough().stream())
                .mapToInt(RunDays::epochDay)
                .flatMap(through -> days.days().filter(day -> day <= through))
                .reduce(found.last(), Math::max);
        return new RunDays(mappings, total, new Span(found.first(), last));
    }

    /** The earliest of the logs' last days in the span; a log without any has no say. */
    int last() {
        return logsInSpan().map(this::last).min().orElseThrow();
    }

    /** The day after the last one that every log is known to be complete for. */
    int latestAsOf() {
        IntStream ends = IntStream.range(0, mappings.size())
                .filter(log ->
                        isInSpan(log) || mappings.get(log).completeThrough().isPresent())
                .map(log -> mappings.get(log)
                        .completeThrough()
                        .map(RunDays::epochDay)
                        .orElseGet(() -> last(log)));
        return 1 + ends.min().orElseThrow();
    }

    /** The days of each log. */
    List<LogSummary.LogSpan> logs() {
        List<LogSummary.LogSpan> logs = new ArrayList<>();
        for (int log = 0; log < mappings.size(); log++) {
            Mapping mapping = mappings.get(log);
            BitSet days = total.logs().get(log);
            logs.add(new LogSummary.LogSpan(
                    mapping.name(),
                    iso(isInSpan(log) ? days.nextSetBit(span.first()) : days.nextSetBit(0)),
                    iso(isInSpan(log) ? last(log) : days.length() - 1),
                    mapping.completeThrough().map(LocalDate::toString).orElse(null)));
        }
        return logs;
    }

    /** How many users had events on which day, where the span as of an earlier day may begin on another. */
    Optional<LogSummary.UsersByDay> usersByDay() {
        return total.days().isParted() ? Optional.of(LogSummary.UsersByDay.of(total.days())) : Optional.empty();
    }

    /** What lies outside the span and what to do about it, in words. */
    Optional<String> stray() {
        Optional<String> before = events(day -> day < span.first());
        Optional<String> after = events(day -> day > span.last());
        if (before.isEmpty() && after.isEmpty()) {
            return Optional.empty();
        }
        String found = Stream.of(before, after).flatMap(Optional::stream).collect(Collectors.joining(" and "));
        return Optional.of(found + " (" + String.join(", ", strayLogs()) + "), over a year apart from all other days, "
                + iso(span.first()) + " to " + iso(span.last())
                + "; these events are kept, but the log neither begins nor ends with them" + REMEDY
                + (after.isEmpty() ? "" : ", where it is right, state complete_through in [log]")
                + "; then run ingest again");
    }

    /** What the log begins or ends with though over a year parts it from where most is, in words: that may be wrong too. */
    List<String> parted() {
        List<Span> stretches = total.days().stretches(span);
        Span most = stretches.stream()
                .max(Comparator.comparingLong(stretch -> userDays(stretch::holds)))
                .orElseThrow();
        Span first = stretches.get(0);
        Span last = stretches.get(stretches.size() - 1);
        List<String> parted = new ArrayList<>();
        if (!first.equals(most)) {
            parted.add("the log begins with " + apart(first));
        }
        if (!last.equals(most)) {
            parted.add("the log ends with " + apart(last));
        }
        return parted;
    }

    private String apart(Span stretch) {
        return events(stretch::holds).orElseThrow() + ", over a year apart from its other days" + REMEDY
                + " and run ingest again";
    }

    private long userDays(IntPredicate which) {
        return total.days().days().filter(which).mapToLong(total.days()::users).sum();
    }

    /** The events of some days in words; empty where these have none. */
    private Optional<String> events(IntPredicate which) {
        int[] days = total.days().days().filter(which).toArray();
        if (days.length == 0) {
            return Optional.empty();
        }
        long users = userDays(which);
        return Optional.of(
                days.length == 1
                        ? "events of " + users + (users == 1 ? " user" : " users") + " on " + iso(days[0])
                        : "events of " + users + " user days from " + iso(days[0]) + " to "
                                + iso(days[days.length - 1]));
    }

    private List<String> strayLogs() {
        return IntStream.range(0, mappings.size())
                .filter(log -> total.logs().get(log).stream().anyMatch(day -> !span.holds(day)))
                .mapToObj(log -> mappings.get(log).name())
                .toList();
    }

    private IntStream logsInSpan() {
        return IntStream.range(0, mappings.size()).filter(this::isInSpan);
    }

    private boolean isInSpan(int log) {
        return total.logs().get(log).stream().anyMatch(span::holds);
    }

    private int last(int log) {
        return total.logs().get(log).previousSetBit(span.last());
    }

    private static int epochDay(LocalDate day) {
        return Math.toIntExact(day.toEpochDay());
    }

    private static String iso(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }
}
