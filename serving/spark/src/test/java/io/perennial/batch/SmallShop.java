package io.perennial.batch;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.CodeSet;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.spark.table.LedgerTable;
import io.perennial.features.spark.table.LogSummary;
import io.perennial.features.time.OutcomeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A shop of some users, written as {@code ingest} and {@code features} would: one of them was only ever written to. */
final class SmallShop {

    static final int USERS = 240;
    static final LocalDate AS_OF = LocalDate.of(2025, 9, 1);

    private static final int DAY = Math.toIntExact(AS_OF.toEpochDay());
    private static final int FIRST = DAY - 300;

    static final FeatureSchema SCHEMA = new FeatureSchema(
            new FeatureContext(
                    new LogDefinition(ZoneOffset.UTC, "EUR", EnumSet.of(EventKind.PURCHASE, EventKind.TOUCH)),
                    new ChurnRule(EnumSet.of(EventKind.PURCHASE), 120)),
            new OutcomeWindow(3, 60),
            ValueRule.defaults());

    private static final StructType BAD_ROWS = new StructType()
            .add("file", DataTypes.StringType)
            .add("reason", DataTypes.StringType)
            .add("raw", DataTypes.StringType);

    private static final List<Row> QUARANTINED = List.of(
            RowFactory.create("orders.csv", "time is missing", "Anna Schmidt;;12.50"),
            RowFactory.create("orders.csv", "time is missing", "Zoe;;7"),
            RowFactory.create("orders.csv", "user is missing", ";2025-03-01;9.99"));

    private final List<UserLedger> ledgers = ledgers();

    /** Everybody's ledger, the day after the as-of included, which nobody may see. */
    List<UserLedger> users() {
        return ledgers;
    }

    /** The vector of a user as of the as-of. */
    static double[] vector(UserLedger ledger) {
        return SCHEMA.vector(History.timeline(ledger).asOf(DAY));
    }

    /** Writes {@code log} and {@code snapshots} below a folder, the rows spread over so many files. */
    void write(SparkSession spark, Path folder, int files) throws IOException {
        Path log = Files.createDirectories(folder.resolve("log"));
        Path snapshots = Files.createDirectories(folder.resolve("snapshots"));
        List<Row> days = ledgers.stream()
                .flatMap(ledger -> ledger.days().stream().map(day -> row(ledger.user(), day)))
                .toList();
        spark.createDataFrame(days, LedgerTable.SCHEMA.add(LedgerTable.MONTH, DataTypes.StringType))
                .repartition(files)
                .write()
                .partitionBy(LedgerTable.MONTH)
                .parquet(log.resolve("ledger").toString());
        spark.createDataFrame(ledgers.stream().map(SmallShop::row).toList(), rows())
                .repartition(files)
                .write()
                .parquet(snapshots.resolve("current").toString());
        Files.writeString(log.resolve("log.json"), summary().toJson());
        spark.createDataFrame(QUARANTINED, BAD_ROWS)
                .repartition(files)
                .write()
                .parquet(log.resolve("quarantine").toString());
        Files.writeString(log.resolve("aliases.json"), "{\"device-7\": \"user-7\"}");
        Files.writeString(snapshots.resolve("schema.txt"), SCHEMA.canonical());
        Files.writeString(
                snapshots.resolve("plan.json"),
                "{\"as_of\": \"" + AS_OF + "\", \"data_hash\": \"ab12\", \"log\": \""
                        + DigestUtils.sha256Hex(summary().toJson()) + "\"}");
    }

    private static Row row(String user, LedgerDay day) {
        int[] counts = Arrays.stream(EventKind.values()).mapToInt(day::count).toArray();
        return RowFactory.create(
                user,
                day.day(),
                counts,
                day.spendMinor(),
                day.refundMinor(),
                day.visitSeconds(),
                day.npsSum(),
                day.sentimentSum(),
                day.items(),
                day.channels(),
                LedgerTable.month(day.day()));
    }

    private static LogSummary summary() {
        LogSummary.Definition definition = new LogSummary.Definition(
                "UTC", "EUR", List.of("purchase", "touch"), List.of("purchase"), 120, 1, 0, "subtract", null);
        return new LogSummary(
                definition,
                2_000,
                1_980,
                1_980,
                10,
                7,
                3,
                Map.of("user is missing", 1L, "time is missing", 2L),
                List.of(new LogSummary.FileRows("file:/logs/of/the shop/orders.csv", 2_000, 1_980, 10, 7, 3, 1_980)),
                List.of(),
                List.of(new LogSummary.LogSpan(
                        "shop", LocalDate.ofEpochDay(FIRST).toString(), "2025-09-20", null)),
                LocalDate.ofEpochDay(FIRST).toString(),
                "2025-09-20",
                "2025-09-21",
                null,
                null,
                USERS,
                0,
                "inputs");
    }

    private static StructType rows() {
        StructType schema = new StructType()
                .add("user_id", DataTypes.StringType)
                .add("as_of", DataTypes.DateType)
                .add("eligible", DataTypes.BooleanType)
                .add("never_active", DataTypes.BooleanType);
        for (var feature : FeatureCatalogue.features()) {
            schema = schema.add(feature.id(), DataTypes.DoubleType);
        }
        return schema.add("sequence", DataTypes.createArrayType(DataTypes.DoubleType));
    }

    private static Row row(UserLedger ledger) {
        double[] vector = vector(ledger);
        double silence = vector[FeatureCatalogue.index("silence_days")];
        List<Object> values = new ArrayList<>(List.of(ledger.user(), AS_OF, silence < 120));
        values.add(Double.isNaN(silence));
        for (double value : vector) {
            values.add(Double.isNaN(value) ? null : (Double) value);
        }
        values.add(null);
        return RowFactory.create(values.toArray());
    }

    private static List<UserLedger> ledgers() {
        SplittableRandom random = new SplittableRandom(11);
        List<UserLedger> ledgers = new ArrayList<>();
        for (int user = 0; user < USERS - 1; user++) {
            List<LedgerDay> days = new ArrayList<>();
            for (int day = FIRST + random.nextInt(100); day < DAY + 20; day += 1 + random.nextInt(60)) {
                days.add(day(day, EventKind.PURCHASE, random.nextInt(1000, 9000)));
            }
            ledgers.add(UserLedger.merge("user-" + user, days));
        }
        ledgers.add(new UserLedger("=only touched", List.of(day(DAY - 40, EventKind.TOUCH, 0))));
        return ledgers;
    }

    private static LedgerDay day(int day, EventKind kind, long spend) {
        int[] counts = new int[EventKind.COUNT];
        counts[kind.index()] = 1;
        return new LedgerDay(day, counts, spend, 0, 0, 0, 0, CodeSet.empty(), CodeSet.empty());
    }
}
