package io.perennial.features.spark.table;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** The months of days, each written once: rows come by the million, months by the dozen. Not thread-safe. */
public final class Months {

    private final Map<Integer, UTF8String> known = new HashMap<>();

    /** The month of an epoch day, as {@code 2011-06}. */
    public UTF8String of(int day) {
        return known.computeIfAbsent(day, unknown -> UTF8String.fromString(LedgerTable.month(unknown)));
    }
}
