package io.perennial.training.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A small customer table with known causes of churn: a cheap plan and few months. */
final class SampleTable {

    static final String HEADER = "id,plan,months,spend,region,left";

    private SampleTable() {}

    /** So many rows without the header. */
    static List<String> rows(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String plan = List.of("basic", "plus", "pro").get(random.nextInt(3));
            int months = 1 + random.nextInt(60);
            double spend = 100 * random.nextDouble();
            double logOdds = (plan.equals("basic") ? 1.5 : 0) - 0.06 * months + 0.02 * spend - 0.5;
            boolean left = random.nextDouble() < 1 / (1 + StrictMath.exp(-logOdds));
            rows.add(String.format(
                    Locale.ROOT,
                    "c%04d,%s,%d,%s,%s,%s",
                    i,
                    plan,
                    months,
                    random.nextInt(20) == 0 ? "" : String.format(Locale.ROOT, "%.2f", spend),
                    "NSEW".charAt(random.nextInt(4)),
                    left ? "yes" : "no"));
        }
        return rows;
    }

    /** Writes a table under a header. */
    static Path write(Path folder, String header, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        return Files.write(folder.resolve("table.csv"), lines);
    }
}
