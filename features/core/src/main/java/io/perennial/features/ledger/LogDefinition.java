package io.perennial.features.ledger;

import io.perennial.features.event.EventKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What holds for a whole log: where its days begin, what its money is, which kinds it carries.
 *
 * @param zone     the zone whose midnights bound the business days
 * @param currency the ISO 4217 code of every amount, or {@link #NO_CURRENCY} for a log without money
 * @param carried  the kinds the log's mapping can produce; a dimension whose kinds are not among them has no data
 */
public record LogDefinition(ZoneId zone, String currency, Set<EventKind> carried) {

    /** The currency code of a log without money: the one ISO 4217 itself gives to transactions without a currency. */
    public static final String NO_CURRENCY = "XXX";

    public LogDefinition {
        carried = Collections.unmodifiableSet(
                carried.isEmpty() ? EnumSet.noneOf(EventKind.class) : EnumSet.copyOf(carried));
        minorDigits(currency);
    }

    /** The business day of an instant, as epoch day. */
    public int day(Instant at) {
        return day(at, zone.getRules());
    }

    /** The business day of an instant in a zone of these rules, as epoch day. */
    public static int day(Instant at, ZoneRules zone) {
        return Math.toIntExact(
                Math.floorDiv(at.getEpochSecond() + zone.getOffset(at).getTotalSeconds(), 86_400L));
    }

    /** Minor units in one major unit: 100 for most currencies, 1 for yen. */
    public long minorPerMajor() {
        long units = 1;
        for (int i = 0; i < minorDigits(currency); i++) {
            units *= 10;
        }
        return units;
    }

    /** Major units of an amount, the form answers show. */
    public double major(long minor) {
        return (double) minor / minorPerMajor();
    }

    /** Major units as people read them: with a currency's decimals, such as 1,234.50. */
    public static String written(double major, String currency) {
        return String.format(Locale.ROOT, "%,." + minorDigits(currency) + "f", major);
    }

    /** Decimals of a currency's minor unit: 2 for most, 0 for yen, and of none. */
    public static int minorDigits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "currency '" + currency + "' is not an ISO 4217 code such as CNY, GBP or USD", e);
        }
    }
}
