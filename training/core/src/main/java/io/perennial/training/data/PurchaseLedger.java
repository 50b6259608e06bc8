package io.perennial.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LogDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnReader;

/**
 * The purchases of everybody as of a day, read from the ledger that {@code perennial ingest} wrote.
 *
 * @param asOf     nothing on or after it was read
 * @param firstDay the log's first day with events
 * @param users    spend in major units by epoch day, by user; users without a purchase are not in it
 */
public record PurchaseLedger(LocalDate asOf, LocalDate firstDay, SortedMap<String, SortedMap<Integer, Double>> users) {

    /**
     * Reads the ledger of a log folder.
     *
     * @param asOf the day to speak for; empty for the latest the log allows
     * @throws IllegalArgumentException where the folder holds no finished log, or knows too little for the day
     */
    public static PurchaseLedger read(Path log, Optional<LocalDate> asOf) throws IOException {
        Path summary = log.resolve("log.json");
        if (!Files.isRegularFile(summary)) {
            throw new IllegalArgumentException(
                    log + " holds no finished log; name the folder that `perennial ingest` wrote, RUN/log of a run");
        }
        JsonNode told = new ObjectMapper().readTree(Files.readString(summary));
        LocalDate latest = LocalDate.parse(told.path("latest_as_of").asText());
        LocalDate day = asOf.orElse(latest);
        LocalDate first = LocalDate.parse(told.path("first_day").asText());
        if (day.isAfter(latest) || !day.isAfter(first)) {
            throw new IllegalArgumentException(
                    "as-of " + day + " is outside what " + log + " knows: after " + first + ", at most " + latest);
        }
        int digits = Currency.getInstance(
                        told.path("definition").path("currency").asText(LogDefinition.NO_CURRENCY))
                .getDefaultFractionDigits();
        return new PurchaseLedger(
                day, first, purchases(log.resolve("ledger"), day, StrictMath.pow(10, Math.max(0, digits))));
    }

    private static SortedMap<String, SortedMap<Integer, Double>> purchases(Path ledger, LocalDate asOf, double minor)
            throws IOException {
        List<Path> files = ParquetColumns.files(ledger);
        int rows = ParquetColumns.rows(files);
        List<String> users = new ArrayList<>(Collections.nCopies(rows, ""));
        int[] days = new int[rows];
        int[] purchases = new int[rows];
        long[] spend = new long[rows];
        ParquetColumns.read(
                files,
                Map.of(
                        "user",
                        Sinks.required((row, reader) ->
                                users.set(row, reader.getBinary().toStringUsingUTF8())),
                        "day",
                        Sinks.required((row, reader) -> days[row] = reader.getInteger()),
                        "spend_minor",
                        Sinks.required((row, reader) -> spend[row] = reader.getLong()),
                        "counts",
                        new CountOfPurchases(purchases)));
        SortedMap<String, SortedMap<Integer, Double>> byUser = new TreeMap<>();
        for (int row = 0; row < rows; row++) {
            if (purchases[row] > 0 && days[row] < asOf.toEpochDay()) {
                byUser.computeIfAbsent(users.get(row), user -> new TreeMap<>())
                        .merge(days[row], spend[row] / minor, Double::sum);
            }
        }
        return byUser;
    }

    /** Takes the number of purchases out of a day's counts by kind. */
    private static final class CountOfPurchases implements ParquetColumns.Sink {
        private final int[] purchases;
        private int kind;

        CountOfPurchases(int[] purchases) {
            this.purchases = purchases;
        }

        @Override
        public void value(int row, ColumnReader reader) {
            kind = 0;
            take(row, reader);
        }

        @Override
        public void more(int row, ColumnReader reader) {
            kind++;
            take(row, reader);
        }

        private void take(int row, ColumnReader reader) {
            int count = reader.getInteger(); // a value that is not read is not passed over either
            purchases[row] = kind == EventKind.PURCHASE.index() ? count : purchases[row];
        }

        @Override
        public void missing(int row) {
            throw new IllegalArgumentException(
                    "row " + row + " of the ledger has no counts; run `perennial ingest` again");
        }
    }
}
