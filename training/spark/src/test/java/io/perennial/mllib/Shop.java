package io.perennial.mllib;

import io.perennial.features.spark.SparkSessions;
import io.perennial.features.spark.ingest.Ingest;
import io.perennial.features.spark.mapping.Mappings;
import io.perennial.features.spark.snapshot.Snapshots;
import io.perennial.features.spark.step.Progress;
import io.perennial.features.time.OutcomeWindow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;

/** A small shop's log taken through ingest and features, on one Spark session that all tests share. */
final class Shop {

    static final Progress SILENT =
            new Progress("test", new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    static final int USERS = 200;

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 330;

    private static final String MAPPING = """
            [log]
            format = "csv"
            user = "user"
            time = { column = "at", pattern = "yyyy-MM-dd HH:mm:ss", zone = "UTC" }
            currency = "EUR"

            [[event]]
            kind = "purchase"
            when = "kind = 'buy'"
            amount = "amount"

            [[event]]
            kind = "visit"
            when = "kind = 'visit'"

            [churn]
            active = ["purchase"]
            """;

    private Shop() {}

    /** The session, opened by the first test that asks. */
    static SparkSession spark() {
        System.setProperty("spark.master", "local[2]");
        return SparkSessions.open("test");
    }

    /** Writes {@code snapshots} below a folder, of a log long enough for three periods. */
    static Path snapshots(Path folder) throws IOException {
        Path log = Files.write(folder.resolve("log.csv"), lines(), StandardCharsets.UTF_8);
        Ingest.Source source = new Ingest.Source(Mappings.parse("shop.toml", MAPPING), List.of(log.toString()));
        String ingested = folder.resolve("log").toString();
        new Ingest(spark(), SILENT).run(List.of(source), Optional.empty(), ingested);
        Path snapshots = folder.resolve("snapshots");
        new Snapshots(spark(), SILENT)
                .run(ingested, snapshots.toString(), Optional.of(FIRST.plusDays(DAYS)), new OutcomeWindow(0, 60));
        return snapshots;
    }

    /** Users buy at rates of their own until they leave; only some of them are ever seen to visit. */
    private static List<String> lines() {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("user,at,kind,amount"));
        for (int u = 0; u < USERS; u++) {
            double rate = 0.02 + 0.15 * random.nextDouble() * random.nextDouble();
            int start = random.nextInt(DAYS / 2);
            for (int day = start; day < DAYS && random.nextDouble() > 0.006; day++) {
                if (day == start || random.nextDouble() < rate) {
                    lines.add("u" + u + "," + FIRST.plusDays(day) + " 10:00:00,buy," + (5 + random.nextInt(90)));
                }
                if (u % 3 == 0 && random.nextDouble() < rate) {
                    lines.add("u" + u + "," + FIRST.plusDays(day) + " 11:00:00,visit,");
                }
            }
        }
        return lines;
    }
}
