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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
 * @param logs                by mapping
 * @param firstDay            first day with events, ISO
 * @param lastDay             the earliest of the logs' last days with events, ISO
 * @param latestAsOf          the latest as-of the logs allow, ISO
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
        List<LogSpan> logs,
        String firstDay,
        String lastDay,
        String latestAsOf,
        long users,
        long aliasesResolved,
        String inputs) {

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

    /** The days one mapping's log has events on, ISO. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LogSpan(String mapping, String firstDay, String lastDay, String completeThrough) {}

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

    /** The first day with events. */
    public int firstEpochDay() {
        return epochDay(firstDay);
    }

    /** The earliest of the logs' last days with events. */
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
