package io.perennial.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Features and outcomes on CDNOW are the numbers that were published.
 *
 * <p>Fader and Hardie (2001), "Forecasting Repeat Sales at CDNOW"; per-customer x, t_x and T as in the tables that come
 * with the R package BTYD and with lifetimes ({@code cdnow_customers.csv}), in weeks to two decimals.
 */
class CdnowTest {

    private static final Path DATA =
            Path.of(System.getProperty("perennial.root", "."), "..", "shared", "data", "cdnow");

    private static final int AS_OF = day("1997-10-01");
    private static final OutcomeWindow HOLDOUT = new OutcomeWindow(0, 273);
    private static final ChurnRule CHURN = new ChurnRule(EnumSet.of(EventKind.PURCHASE), 546);
    private static final LogDefinition LOG = new LogDefinition(ZoneId.of("UTC"), "USD", EnumSet.of(EventKind.PURCHASE));
    private static final FeatureSchema SCHEMA =
            new FeatureSchema(new FeatureContext(LOG, CHURN), HOLDOUT, ValueRule.defaults());

    private static final int SILENCE = FeatureCatalogue.index("purchase_silence_days");
    private static final int TENURE = FeatureCatalogue.index("purchase_tenure_days");
    private static final int OCCASIONS = FeatureCatalogue.index("purchase_occasions");

    @Test
    void the_first_customers_have_the_published_x_and_t_x_and_age() throws IOException {
        List<String> customers = sample().values().stream()
                .limit(6)
                .map(ledger -> summary(SCHEMA.vector(History.timeline(ledger).asOf(AS_OF))))
                .toList();
        List<String> published = List.of(
                "2 30.43 38.86", "1 1.71 38.86", "0 0.00 38.86", "0 0.00 38.86", "0 0.00 38.86", "7 29.43 38.86");
        assertEquals(published, customers);
    }

    private static String summary(double[] vector) {
        double recency = (vector[TENURE] - vector[SILENCE]) / 7;
        return String.format(Locale.ROOT, "%.0f %.2f %.2f", vector[OCCASIONS] - 1, recency, vector[TENURE] / 7);
    }

    @Test
    void the_2357_customers_of_the_sample_repeat_1882_times_in_the_holdout() throws IOException {
        Map<String, UserLedger> sample = sample();
        assertEquals(2_357, sample.size());
        int occasions = sample.values().stream()
                .mapToInt(ledger -> holdout(ledger).occasions())
                .sum();
        assertEquals(1_882, occasions);
    }

    @Test
    void of_the_23570_customers_29_9_percent_buy_in_the_holdout_for_776961_dollars() throws IOException {
        Map<String, UserLedger> master = read("cdnow_master.csv.gz", 0, 1, 3);
        assertEquals(23_570, master.size());
        List<Outcome> outcomes =
                master.values().stream().map(CdnowTest::holdout).toList();
        assertEquals(
                77_696_113, outcomes.stream().mapToLong(Outcome::valueMinor).sum());
        long buyers = outcomes.stream().filter(Outcome::active).count();
        assertEquals(29.9, 100.0 * buyers / master.size(), 0.05);
    }

    private static Outcome holdout(UserLedger ledger) {
        return Outcome.read(ledger, AS_OF, HOLDOUT, CHURN, ValueRule.defaults());
    }

    private static Map<String, UserLedger> sample() throws IOException {
        return read("cdnow_sample.csv.gz", 1, 2, 4);
    }

    private static Map<String, UserLedger> read(String file, int user, int date, int amount) throws IOException {
        Path path = DATA.resolve(file);
        assumeTrue(Files.exists(path), "skipped: " + path + " is not there");
        Map<String, List<LedgerDay>> parts = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> line.split(",", -1)).forEach(cell -> {
                long cents = new BigDecimal(cell[amount]).movePointRight(2).longValueExact();
                Event event = Event.money(cell[user], Instant.EPOCH, EventKind.PURCHASE, cents);
                parts.computeIfAbsent(cell[user], id -> new ArrayList<>()).add(LedgerDay.of(day(cell[date]), event));
            });
        }
        Map<String, UserLedger> ledgers = new TreeMap<>();
        parts.forEach((id, days) -> ledgers.put(id, UserLedger.merge(id, days)));
        return ledgers;
    }

    private static int day(String date) {
        return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    }
}
