package io.perennial.scoring.population;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ChurnGrade;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random populations for tests, equal for equal seeds. */
final class Populations {

    static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);

    private Populations() {}

    static PopulationHeader header() {
        return PopulationHeader.of(
                "zone=UTC\n",
                AS_OF.minusYears(3),
                AS_OF,
                "data",
                ChurnGrade.Thresholds.defaults(),
                Map.of("churn", "1:abc"));
    }

    static List<PopulationRow> rows(Random random, int users) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            ids.add(i + (random.nextInt(4) == 0 ? "用户😀" : "user"));
        }
        ids.sort(Comparator.comparing(id -> id.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        return ids.stream().map(id -> row(random, id)).toList();
    }

    private static PopulationRow row(Random random, String id) {
        List<LedgerDay> days = new ArrayList<>();
        int day = random.nextInt(100) - 50;
        for (int i = random.nextInt(6); i > 0; i--) {
            day += 1 + random.nextInt(400);
            days.add(day(random, day));
        }
        double[] features = random.doubles(5).toArray();
        features[random.nextInt(5)] = Double.NaN;
        byte[] score = new byte[random.nextInt(40)];
        random.nextBytes(score);
        return new PopulationRow(new UserLedger(id, days), features, score);
    }

    private static LedgerDay day(Random random, int day) {
        int[] counts = new int[EventKind.COUNT];
        for (int i = 0; i < 3; i++) {
            counts[random.nextInt(counts.length)] = 1 + random.nextInt(1_000);
        }
        int[] items = random.ints(random.nextInt(5)).sorted().distinct().toArray();
        return new LedgerDay(
                day,
                counts,
                random.nextLong() >>> 1,
                random.nextInt(1_000),
                random.nextInt(100_000),
                random.nextInt(50),
                random.nextInt(2_000) - 1_000L,
                items,
                new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE});
    }

    static Rank rank(Random random) {
        boolean unknown = random.nextInt(5) == 0;
        return new Rank(
                unknown ? Double.NaN : random.nextInt(10) * 1.5,
                unknown ? Double.NaN : random.nextDouble(),
                random.nextBoolean());
    }

    static void write(Path directory, Random random, List<PopulationRow> rows) {
        try (PopulationWriter writer = PopulationWriter.create(directory, header())) {
            rows.forEach(row -> writer.add(row, rank(random)));
            writer.finish();
        }
    }
}
