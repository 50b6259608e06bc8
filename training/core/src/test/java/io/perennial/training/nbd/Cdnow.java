package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perennial.scoring.nbd.PurchaseHistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The CDNOW 1/10 sample: 39 weeks to learn from, 39 to hold out; purchases of a day are merged. */
final class Cdnow {

    static final double WEEK = 7;
    static final int HOLDOUT_DAYS = 273;

    private static final LocalDate AS_OF = LocalDate.of(1997, 10, 1);

    private final List<SortedMap<LocalDate, Double>> customers;

    private Cdnow(List<SortedMap<LocalDate, Double>> customers) {
        this.customers = customers;
    }

    /** Reads the sample; the test is skipped, saying so, where the file is not there. */
    static Cdnow read() {
        Path file = Path.of(
                System.getProperty("perennial.root", "."), "..", "shared", "data", "cdnow", "cdnow_sample.csv.gz");
        assumeTrue(Files.exists(file), "skipped: the public CDNOW sample is not at ../shared/data/cdnow");
        Map<String, SortedMap<LocalDate, Double>> customers = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] field = line.split(",", -1);
                customers
                        .computeIfAbsent(field[1], id -> new TreeMap<>())
                        .merge(LocalDate.parse(field[2]), Double.parseDouble(field[4]), Double::sum);
            }
        } catch (IOException e) {
            throw new IllegalStateException(file + " can't be read", e);
        }
        return new Cdnow(new ArrayList<>(customers.values()));
    }

    List<PurchaseHistory> histories() {
        return customers.stream().map(Cdnow::history).toList();
    }

    NbdData data() {
        return NbdData.of(histories());
    }

    /** Purchase occasions of each customer in the 39 weeks held out. */
    double[] heldOut() {
        return customers.stream()
                .mapToDouble(days -> days.tailMap(AS_OF).size())
                .toArray();
    }

    /** Mean repeat basket of each customer, NaN without a repeat. */
    double[] meanBaskets() {
        return customers.stream()
                .mapToDouble(days -> days.headMap(AS_OF).values().stream()
                        .skip(1)
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    double[] repeats() {
        return histories().stream().mapToDouble(PurchaseHistory::repeats).toArray();
    }

    private static PurchaseHistory history(SortedMap<LocalDate, Double> days) {
        SortedMap<LocalDate, Double> seen = days.headMap(AS_OF);
        long first = seen.firstKey().toEpochDay();
        return new PurchaseHistory(
                seen.size() - 1.0, seen.lastKey().toEpochDay() - first, AS_OF.toEpochDay() - 1 - first);
    }
}
