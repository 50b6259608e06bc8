package io.perennial.features.spark.ingest;

import io.perennial.features.event.EventKind;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.spark.mapping.Mapping;
import io.perennial.features.spark.mapping.MoneyRule;
import io.perennial.features.spark.mapping.WrongUse;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the mappings of a run say together: what one says holds for all, and no two may say different things.
 *
 * @param zone         the zone of the business days
 * @param carried      kinds any log can carry
 * @param active       kinds that count as being alive
 * @param lookbackDays days within which an active event makes a user eligible, where stated
 * @param value        how money becomes value
 */
record RunRules(
        ZoneId zone, Set<EventKind> carried, Set<EventKind> active, Optional<Integer> lookbackDays, ValueRule value) {

    static RunRules of(List<Mapping> mappings) {
        Set<EventKind> carried = EnumSet.noneOf(EventKind.class);
        Set<EventKind> active = EnumSet.noneOf(EventKind.class);
        for (Mapping mapping : mappings) {
            carried.addAll(mapping.carried());
            active.addAll(mapping.active());
        }
        checkActive(mappings, carried, active);
        agreed(mappings, "active of [churn]", RunRules::statedActive);
        fixedCurrency(mappings);
        return new RunRules(
                agreed(mappings, "zone of time", mapping -> mapping.time().zone())
                        .orElse(ZoneOffset.UTC),
                carried,
                active,
                agreed(mappings, "lookback of [churn]", Mapping::lookbackDays),
                agreed(mappings, "[value]", Mapping::value).orElse(ValueRule.defaults()));
    }

    private static Optional<List<String>> statedActive(Mapping mapping) {
        return Optional.of(mapping.active().stream().map(EventKind::id).sorted().toList())
                .filter(kinds -> !kinds.isEmpty());
    }

    /** The currency that mappings fix, empty where they leave it to a column or carry no money. */
    static Optional<String> fixedCurrency(List<Mapping> mappings) {
        return agreed(mappings, "currency", mapping -> mapping.money()
                .map(MoneyRule::code)
                .filter(code -> !code.isEmpty()));
    }

    private static void checkActive(List<Mapping> mappings, Set<EventKind> carried, Set<EventKind> active) {
        if (active.isEmpty()) {
            throw new WrongUse(
                    "mapping " + mappings.get(0).name() + " does not say what counts as being alive; add"
                            + " [churn] with active = [\"purchase\"] or other kinds, or give the mapping that does along with it");
        }
        for (Mapping mapping : mappings) {
            for (EventKind kind : mapping.active()) {
                if (!kind.isActivity() || !carried.contains(kind)) {
                    throw new WrongUse("mapping " + mapping.name() + ": [churn] active names " + kind.id() + ", "
                            + (kind.isActivity() ? "which no [[event]] makes" : notActivity(kind)));
                }
            }
        }
    }

    private static String notActivity(EventKind kind) {
        return switch (kind) {
            case CANCEL ->
                "which ends a contract and is no sign of life; name what users do, such as visit: churn is its absence";
            case REFUND -> "which undoes a purchase and is no sign of life; name what users do, such as purchase";
            default -> "which users only receive";
        };
    }

    private static <T> Optional<T> agreed(List<Mapping> mappings, String what, Function<Mapping, Optional<T>> says) {
        Optional<T> said = Optional.empty();
        String by = "";
        for (Mapping mapping : mappings) {
            Optional<T> here = says.apply(mapping);
            if (said.isPresent() && here.isPresent() && !said.equals(here)) {
                throw new WrongUse("mappings of one run disagree on " + what + ": " + by + " says " + said.get() + ", "
                        + mapping.name() + " says " + here.get());
            }
            if (said.isEmpty() && here.isPresent()) {
                said = here;
                by = mapping.name();
            }
        }
        return said;
    }
}
