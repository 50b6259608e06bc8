package io.perennial.features.spark.ingest;

import static io.perennial.features.spark.ingest.Tally.Count.DUPLICATES;
import static io.perennial.features.spark.ingest.Tally.Count.EVENTS;
import static io.perennial.features.spark.ingest.Tally.Count.IGNORED;
import static io.perennial.features.spark.ingest.Tally.Count.KEPT;
import static io.perennial.features.spark.ingest.Tally.Count.QUARANTINED;
import static io.perennial.features.spark.ingest.Tally.Count.ROWS;

import io.perennial.features.event.EventKind;
import io.perennial.features.failure.RowForm;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.source.LogFile;
import io.perennial.features.spark.table.LogSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Adds up what the tasks of a run counted, checks that no row was lost, and says what the log is. */
final class Summing {

    private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d,\\d{1,2}(?!\\d)");
    private final Inputs inputs;
    private final RunRules rules;
    private final Tally total = new Tally();

    Summing(Inputs inputs, RunRules rules, Map<String, Tally> parts) {
        this.inputs = inputs;
        this.rules = rules;
        parts.values().forEach(total::add);
    }

    /** Where every row went, in words. */
    String law() {
        return String.format(
                Locale.ROOT,
                "%,d rows = %,d with events + %,d duplicates + %,d ignored + %,d quarantined; %,d events of %,d users",
                total.total(ROWS),
                total.total(KEPT),
                total.total(DUPLICATES),
                total.total(IGNORED),
                total.total(QUARANTINED),
                total.total(EVENTS),
                total.users());
    }

    /** How many events were kept. */
    long events() {
        return total.total(EVENTS);
    }

    /**
     * The summary of the run.
     *
     * @throws WrongUse where no row made an event, a log has none, or amounts are in several currencies
     */
    LogSummary summary() {
        refuseNothing();
        checkLaw();
        refuseNobodyActive();
        String currency = currency();
        RunDays days = RunDays.of(inputs.mappings(), total);
        boolean stated = inputs.mappings().stream()
                .anyMatch(mapping -> mapping.completeThrough().isPresent());
        return new LogSummary(
                definition(currency, stated ? iso(days.latestAsOf() - 1) : null),
                total.total(ROWS),
                total.total(EVENTS),
                total.total(KEPT),
                total.total(IGNORED),
                total.total(DUPLICATES),
                total.total(QUARANTINED),
                total.reasons(),
                files(),
                rules(),
                days.logs(),
                iso(days.span().first()),
                iso(days.last()),
                iso(days.latestAsOf()),
                days.stray().orElse(null),
                days.usersByDay().orElse(null),
                total.users(),
                total.aliases(),
                inputs.fingerprint());
    }

    /** What the log begins or ends with that may have a wrong time, though it counts. */
    List<String> parted() {
        return RunDays.of(inputs.mappings(), total).parted();
    }

    private void refuseNothing() {
        for (int log = 0; log < inputs.mappings().size(); log++) {
            if (!total.logs().containsKey(log)) {
                throw new WrongUse("mapping " + inputs.mappings().get(log).name() + " made no event: " + why(log));
            }
        }
    }

    /** A kind that some rule makes may still be of nobody; where all that count as being alive are, there is no churn. */
    private void refuseNobodyActive() {
        Set<String> active = rules.active().stream().map(EventKind::id).collect(Collectors.toCollection(TreeSet::new));
        List<LogSummary.RuleEvents> making =
                rules().stream().filter(rule -> active.contains(rule.kind())).toList();
        if (making.stream().allMatch(rule -> rule.events() == 0)) {
            throw new WrongUse("nobody was ever active: [churn] active names " + String.join(", ", active)
                    + ", and no rule of these made an event: "
                    + making.stream()
                            .map(rule -> "mapping " + rule.mapping() + " " + rule.rule())
                            .collect(Collectors.joining(", "))
                    + "; look at their 'when': texts compare letter by letter, 'paid' is not 'PAID'");
        }
    }

    private String why(int log) {
        List<LogFile> files = inputs.files().get(log);
        long rows =
                files.stream().mapToLong(file -> total.of(file.index(), ROWS)).sum();
        long ignored = files.stream()
                .mapToLong(file -> total.of(file.index(), IGNORED))
                .sum();
        if (rows == 0) {
            return "its " + (files.size() == 1 ? "file " : files.size() + " files, such as ")
                    + files.get(0).path() + (files.size() == 1 ? ", holds" : ", hold")
                    + " no row; give --log what does";
        }
        if (ignored == rows) {
            return "no 'when' of its [[event]] rules is true for any of its " + rows + " rows";
        }
        String unused = "of its " + rows + " rows " + ignored + " match no rule and the others cannot be used; ";
        if (inputs.mappings().size() > 1) {
            return unused + "to see why, ingest it alone: reasons are counted over all logs of a run";
        }
        Optional<Map.Entry<String, Long>> most =
                total.reasons().entrySet().stream().max(Map.Entry.comparingByValue());
        return unused
                + most.map(reason -> reason.getValue() + " because " + reason.getKey() + ", for example '"
                                + RowForm.of(total.example(reason.getKey())) + "'" + remedy(reason.getKey()))
                        .orElse("");
    }

    /** What to do about the one thing that most logs of other countries have in common. */
    private String remedy(String reason) {
        boolean isDecimalComma = (reason.startsWith("amount") || reason.equals(RowToEvents.UNREAD_WHEN))
                && DECIMAL_COMMA.matcher(total.example(reason)).find();
        return isDecimalComma
                ? "; decimal commas and currency signs are taken out in the formula of the amount, and in 'when':"
                        + " replace(regexp_replace(`COLUMN`, '[^0-9,-]', ''), ',', '.')"
                : "";
    }

    /** Rows are counted where they are read, and again where they end: behind the shuffle or in quarantine. */
    private void checkLaw() {
        List<String> paths = inputs.paths();
        for (int file = 0; file < paths.size(); file++) {
            long ended = total.of(file, KEPT)
                    + total.of(file, DUPLICATES)
                    + total.of(file, IGNORED)
                    + total.of(file, QUARANTINED);
            if (ended != total.of(file, ROWS)) {
                throw new IllegalStateException("of " + total.of(file, ROWS) + " rows of " + paths.get(file) + " "
                        + ended + " were accounted for; in all: " + law());
            }
        }
    }

    private String currency() {
        Set<String> seen = total.currencies().keySet();
        if (seen.size() > 1) {
            throw new WrongUse("amounts are in several currencies (rows by currency: " + total.currencies()
                    + "); convert them to one, or ingest each currency as a run of its own");
        }
        String found = seen.stream().findFirst().orElse("");
        Optional<String> fixed = RunRules.fixedCurrency(inputs.mappings());
        if (fixed.isPresent() && !found.isEmpty() && !found.equals(fixed.get())) {
            throw new WrongUse("amounts are in " + found + " though a mapping states currency = \"" + fixed.get()
                    + "\"; state the one they are in, and none in mappings without amounts");
        }
        return fixed.orElse(found.isEmpty() ? LogDefinition.NO_CURRENCY : found);
    }

    private LogSummary.Definition definition(String currency, String completeThrough) {
        return new LogSummary.Definition(
                rules.zone().getId(),
                currency,
                rules.carried().stream().map(EventKind::id).toList(),
                rules.active().stream().map(EventKind::id).toList(),
                rules.lookbackDays().orElse(null),
                rules.value().margin(),
                rules.value().discountAnnual(),
                rules.value().refunds().name().toLowerCase(Locale.ROOT),
                completeThrough);
    }

    private List<LogSummary.FileRows> files() {
        List<LogSummary.FileRows> files = new ArrayList<>();
        List<String> paths = inputs.paths();
        for (int i = 0; i < paths.size(); i++) {
            files.add(new LogSummary.FileRows(
                    paths.get(i),
                    total.of(i, ROWS),
                    total.of(i, KEPT),
                    total.of(i, IGNORED),
                    total.of(i, DUPLICATES),
                    total.of(i, QUARANTINED),
                    total.of(i, EVENTS)));
        }
        return files;
    }

    private List<LogSummary.RuleEvents> rules() {
        List<LogSummary.RuleEvents> all = new ArrayList<>();
        for (int log = 0; log < inputs.mappings().size(); log++) {
            Mapping mapping = inputs.mappings().get(log);
            for (int rule = 0; rule < mapping.events().size(); rule++) {
                String kind = mapping.events().get(rule).kind().id();
                long events = total.rules().of(log, rule);
                all.add(new LogSummary.RuleEvents(mapping.name(), "event[" + rule + "]", kind, events));
            }
        }
        return all;
    }

    private static String iso(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }
}
