package io.perennial.features.spark.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.time.EventDays;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an ingested log is and what became of its rows: the file {@code log.json}, written last.
 *
 * <p>{@code rows = kept_rows + duplicates + ignored + quarantined} holds; a kept row makes one event or several.
 *
 * @param definition          what holds for the whole log
 * @param rows                rows read
 * @param events              events kept
 * @param keptRows            rows that made them
 * @param ignored             rows no rule speaks of
 * @param duplicates          rows that repeat another
 * @param quarantined         rows that could not be used
 * @param quarantinedByReason the same by reason
 * @param files               by file
 * @param rules               by rule of the mappings; none where an older release read the log
 * @param logs                by mapping
 * @param firstDay            first day of the span: of the days with events that are not stray, ISO
 * @param lastDay             the earliest of the logs' last days with events in the span, ISO
 * @param latestAsOf          the latest as-of the logs allow, ISO
 * @param strayDays           what lies outside the span and what to do about it, in words; null where nothing does
 * @param usersByDay          what the span as of any day is told by; null where all days are the span's, whatever the day
 * @param users               users with events
 * @param aliasesResolved     rows whose user was an alias
 * @param inputs              hash of build, mappings, aliases and files: equal inputs are not read again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogSummary(
        Definition definition,
        long rows,
        long events,
        long keptRows,
        long ignored,
        long duplicates,
        long quarantined,
        Map<String, Long> quarantinedByReason,
        List<FileRows> files,
        List<RuleEvents> rules,
        List<LogSpan> logs,
        String firstDay,
        String lastDay,
        String latestAsOf,
        String strayDays,
        UsersByDay usersByDay,
        long users,
        long aliasesResolved,
        String inputs) {

    public LogSummary {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /** The file's name. */
    public static final String NAME = "log.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** What holds for the whole log. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Definition(
            String zone,
            String currency,
            List<String> carried,
            List<String> active,
            Integer lookbackDays,
            double margin,
            double discountAnnual,
            String refunds,
            String completeThrough) {

        /** The definition features are computed under. */
        public LogDefinition log() {
            return new LogDefinition(ZoneId.of(zone), currency, kinds(carried));
        }

        /** The kinds that count as being alive. */
        public Set<EventKind> activeKinds() {
            return kinds(active);
        }

        /** How money becomes value. */
        public ValueRule value() {
            return new ValueRule(
                    margin, discountAnnual, ValueRule.Refunds.valueOf(refunds.toUpperCase(java.util.Locale.ROOT)));
        }

        private static Set<EventKind> kinds(List<String> ids) {
            Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
            ids.forEach(id -> kinds.add(EventKind.of(id).orElseThrow()));
            return kinds;
        }
    }

    /** What became of one file's rows. */
    public record FileRows(
            String path, long rows, long keptRows, long ignored, long duplicates, long quarantined, long events) {}

    /** How many events a rule, by its place in its mapping, made of rows that were read, duplicates among them. */
    public record RuleEvents(String mapping, String rule, String kind, long events) {}

    /** The days in the span that one mapping's log has events on, ISO; of a log that has none there, all of its days. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LogSpan(String mapping, String firstDay, String lastDay, String completeThrough) {}

    /**
     * How many users had events on which day.
     *
     * @param days      epoch days with events, in their order
     * @param users     how many users each of them has
     * @param newcomers how many of these had no event before
     */
    public record UsersByDay(List<Integer> days, List<Integer> users, List<Integer> newcomers) {

        /** The counts as they are written. */
        public static UsersByDay of(EventDays counts) {
            return new UsersByDay(
                    counts.days().boxed().toList(),
                    counts.days().map(counts::users).boxed().toList(),
                    counts.days().map(counts::newcomers).boxed().toList());
        }

        private EventDays counts() {
            EventDays counts = new EventDays();
            for (int i = 0; i < days.size(); i++) {
                counts.add(days.get(i), users.get(i), newcomers.get(i));
            }
            return counts;
        }
    }

    /** The file's text. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a summary of texts and numbers has a JSON form", e);
        }
    }

    /** Reads the file's text; {@code where} is named in errors. */
    public static LogSummary parse(String where, String json) {
        try {
            return JSON.readValue(json, LogSummary.class);
        } catch (JsonProcessingException e) {
            throw new WrongUse(
                    where + " is not a summary of this release: " + e.getOriginalMessage() + "; run ingest again", e);
        }
    }

    /** Whether no rule of a kind made an event. */
    public boolean hasNone(String kind) {
        return rules.stream().filter(rule -> rule.kind().equals(kind)).allMatch(rule -> rule.events() == 0);
    }

    /** The rules that made nothing. */
    public List<RuleEvents> idleRules() {
        return rules.stream().filter(rule -> rule.events() == 0).toList();
    }

    /** What lies outside the span and what to do about it, in words. */
    public Optional<String> stray() {
        return Optional.ofNullable(strayDays);
    }

    /** The first day of the span. */
    public int firstEpochDay() {
        return epochDay(firstDay);
    }

    /** The first day of the span of what is visible as of a day: nothing that came later has a say in it. */
    public int firstEpochDay(int asOf) {
        return usersByDay == null
                ? firstEpochDay()
                : usersByDay.counts().span(asOf).first();
    }

    /** The earliest of the logs' last days with events in the span. */
    public int lastEpochDay() {
        return epochDay(lastDay);
    }

    /** The latest as-of the logs allow. */
    public int latestAsOfEpochDay() {
        return epochDay(latestAsOf);
    }

    private static int epochDay(String day) {
        return Math.toIntExact(LocalDate.parse(day).toEpochDay());
    }
}
