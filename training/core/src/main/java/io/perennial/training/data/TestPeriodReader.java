package io.perennial.training.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.training.data.TestPeriod.Past;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code perennial features --labels} writes: for each past day its snapshots and outcomes. */
public final class TestPeriodReader {

    private TestPeriodReader() {}

    /**
     * The folders of the past days, oldest first.
     *
     * @throws IllegalArgumentException where they were not made, saying what to do
     */
    public static List<Path> days(Path folder) throws IOException {
        Path index = folder.resolve("days").resolve("periods.json");
        if (!Files.isRegularFile(index)) {
            throw missing(folder);
        }
        List<Path> days = new ArrayList<>();
        new ObjectMapper().readTree(index.toFile()).path("days").forEach(day -> days.add(folder.resolve(day.asText())));
        return days;
    }

    private static IllegalArgumentException missing(Path folder) {
        return new IllegalArgumentException(folder
                + " holds no past days; build them first with `perennial features --labels --log DIR/log --out "
                + folder
                + "`");
    }

    /** One past day. */
    public static TestPeriod read(Path day) throws IOException {
        TrainingSet set = SnapshotReader.read(day.resolve("snapshots"));
        List<Path> files = ParquetColumns.files(day.resolve("outcomes"));
        Columns columns = new Columns(ParquetColumns.rows(files));
        ParquetColumns.read(files, columns.sinks());
        return columns.beside(set, day);
    }

    /** The columns while they are filled. */
    private static final class Columns {
        private final String[] users;
        private final Outcome now;
        private final Outcome lastPeriod;
        private final Outcome lastYear;
        private final long[][] blocks;
        private final double[] firstActive;
        private final long[][] horizons;

        Columns(int rows) {
            users = new String[rows];
            now = new Outcome(rows);
            lastPeriod = new Outcome(rows);
            lastYear = new Outcome(rows);
            blocks = new long[rows][];
            firstActive = Sinks.missing(rows);
            horizons = new long[rows][0];
        }

        Map<String, ParquetColumns.Sink> sinks() {
            Map<String, ParquetColumns.Sink> sinks = new LinkedHashMap<>();
            sinks.put(
                    "user_id",
                    Sinks.required(
                            (row, reader) -> users[row] = reader.getBinary().toStringUsingUTF8()));
            now.sinks("label_", sinks);
            lastPeriod.sinks("last_period_", sinks);
            lastYear.sinks("last_year_", sinks);
            sinks.put("label_blocks_minor", Sinks.longs(blocks));
            sinks.put("label_first_active_day", Sinks.days(firstActive));
            sinks.put("label_horizons_minor", Sinks.longs(horizons));
            return sinks;
        }

        TestPeriod beside(TrainingSet set, Path day) {
            Map<String, Integer> at = new HashMap<>();
            for (int row = 0; row < users.length; row++) {
                at.put(users[row], row);
            }
            LabelledSnapshots current = set.current();
            int[] rows = current.users().stream()
                    .mapToInt(user -> at.getOrDefault(user, -1))
                    .toArray();
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] < 0) {
                    throw new IllegalArgumentException(day + " has no outcome of user "
                            + current.users().get(i) + "; rebuild it with `perennial features --labels`");
                }
            }
            Past label = now.past(rows);
            LabelledSnapshots actual = new LabelledSnapshots(
                    current.featureIds(),
                    current.users(),
                    current.asOfs(),
                    List.of(),
                    current.eligible(),
                    current.features(),
                    current.sequences(),
                    label.active(),
                    label.occasions(),
                    label.valueMinor(),
                    Arrays.stream(rows).mapToObj(row -> blocks[row]).toArray(long[][]::new),
                    Arrays.stream(rows).mapToDouble(row -> firstActive[row]).toArray(),
                    Arrays.stream(rows).mapToObj(row -> horizons[row]).toArray(long[][]::new));
            return new TestPeriod(
                    set,
                    actual,
                    lastPeriod.past(rows),
                    lastYear.isKnown() ? Optional.of(lastYear.past(rows)) : Optional.empty());
        }
    }

    /** The three columns of one window. */
    private static final class Outcome {
        private final boolean[] active;
        private final int[] occasions;
        private final long[] value;
        private boolean known;

        Outcome(int rows) {
            active = new boolean[rows];
            occasions = new int[rows];
            value = new long[rows];
        }

        void sinks(String prefix, Map<String, ParquetColumns.Sink> sinks) {
            sinks.put(prefix + "active", Sinks.optional((row, reader) -> active[row] = reader.getBoolean()));
            sinks.put(prefix + "occasions", Sinks.optional((row, reader) -> occasions[row] = reader.getInteger()));
            sinks.put(prefix + "value_minor", Sinks.optional((row, reader) -> {
                value[row] = reader.getLong();
                known = true;
            }));
        }

        boolean isKnown() {
            return known;
        }

        Past past(int[] rows) {
            boolean[] wasActive = new boolean[rows.length];
            int[] times = new int[rows.length];
            long[] minor = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                wasActive[i] = active[rows[i]];
                times[i] = occasions[rows[i]];
                minor[i] = value[rows[i]];
            }
            return new Past(wasActive, times, minor);
        }
    }
}
