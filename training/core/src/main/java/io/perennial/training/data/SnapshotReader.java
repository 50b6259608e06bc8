package io.perennial.training.data;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.time.LearningPlan.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the folder that {@code perennial features} writes: schema, plan, labelled snapshots, and the rows to score. */
public final class SnapshotReader {

    private SnapshotReader() {}

    /**
     * Reads a snapshots folder.
     *
     * @throws IOException              where a file can't be read
     * @throws IllegalArgumentException where a file is missing or was written by another build, saying what to do
     */
    public static TrainingSet read(Path folder) throws IOException {
        return read(folder, UserSample.everybody());
    }

    /** Reads the rows of a sample of users; throws as {@link #read(Path)}. */
    public static TrainingSet read(Path folder, UserSample sample) throws IOException {
        SnapshotPlan plan = SnapshotPlan.read(folder.resolve("plan.json"));
        FeatureSchema schema = FeatureSchema.parse(Files.readString(folder.resolve("schema.txt")));
        List<String> ids = schema.features().stream().map(Feature::id).toList();
        LabelledSnapshots train = read(folder.resolve("train"), sample, ids, true);
        LabelledSnapshots current = read(folder.resolve("current"), sample, ids, false);
        if (current.size() == 0) {
            throw new IllegalArgumentException(folder.resolve("current")
                    + " holds no user, so there is nobody to score; build snapshots of a log with events");
        }
        return new TrainingSet(schema, plan, train, current);
    }

    private static LabelledSnapshots read(Path folder, UserSample sample, List<String> featureIds, boolean labelled)
            throws IOException {
        List<Path> files = labelled && !Files.isDirectory(folder) ? List.of() : ParquetColumns.files(folder);
        SampledRows rows = SampledRows.of(files, sample);
        Columns columns = new Columns(rows.size(), featureIds.size());
        if (!files.isEmpty()) {
            ParquetColumns.read(files, rows.alone(columns.sinks(featureIds, labelled)));
        }
        return columns.ordered(featureIds, labelled);
    }

    /** The columns while they are filled. */
    private static final class Columns {
        private final String[] users;
        private final int[] asOfs;
        private final Role[] roles;
        private final boolean[] eligible;
        private final double[][] features;
        private final double[][] sequences;
        private final boolean[] active;
        private final int[] occasions;
        private final long[] value;
        private final long[][] blocks;
        private final double[] firstActive;
        private final long[][] horizons;

        Columns(int rows, int width) {
            users = new String[rows];
            asOfs = new int[rows];
            roles = new Role[rows];
            eligible = new boolean[rows];
            features = new double[rows][width];
            sequences = new double[rows][];
            active = new boolean[rows];
            occasions = new int[rows];
            value = new long[rows];
            blocks = new long[rows][];
            firstActive = Sinks.missing(rows);
            horizons = new long[rows][0];
        }

        Map<String, ParquetColumns.Sink> sinks(List<String> featureIds, boolean labelled) {
            Map<String, ParquetColumns.Sink> sinks = new LinkedHashMap<>();
            Map<String, String> interned = new HashMap<>();
            sinks.put("user_id", Sinks.required((row, reader) -> {
                String user = reader.getBinary().toStringUsingUTF8();
                users[row] = interned.computeIfAbsent(user, id -> id);
            }));
            sinks.put("as_of", Sinks.required((row, reader) -> asOfs[row] = reader.getInteger()));
            sinks.put("eligible", Sinks.required((row, reader) -> eligible[row] = reader.getBoolean()));
            sinks.put("sequence", Sinks.doubles(sequences));
            for (int i = 0; i < featureIds.size(); i++) {
                sinks.put(featureIds.get(i), Sinks.feature(features, i));
            }
            if (labelled) {
                labels(sinks);
            }
            return sinks;
        }

        private void labels(Map<String, ParquetColumns.Sink> sinks) {
            sinks.put(
                    "role",
                    Sinks.required((row, reader) ->
                            roles[row] = Role.valueOf(reader.getBinary().toStringUsingUTF8())));
            sinks.put("label_active", Sinks.required((row, reader) -> active[row] = reader.getBoolean()));
            sinks.put("label_occasions", Sinks.required((row, reader) -> occasions[row] = reader.getInteger()));
            sinks.put("label_value_minor", Sinks.required((row, reader) -> value[row] = reader.getLong()));
            sinks.put("label_blocks_minor", Sinks.longs(blocks));
            sinks.put("label_first_active_day", Sinks.days(firstActive));
            sinks.put("label_horizons_minor", Sinks.longs(horizons));
        }

        /** The rows by as-of, then user: independent of how the files were cut. */
        LabelledSnapshots ordered(List<String> featureIds, boolean labelled) {
            int[] order = IntStream.range(0, users.length)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingInt(row -> asOfs[row]).thenComparing(row -> users[row]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            boolean[] orderedEligible = new boolean[order.length];
            boolean[] orderedActive = new boolean[order.length];
            for (int i = 0; i < order.length; i++) {
                orderedEligible[i] = eligible[order[i]];
                orderedActive[i] = active[order[i]];
            }
            return new LabelledSnapshots(
                    featureIds,
                    Arrays.stream(order).mapToObj(row -> users[row]).toList(),
                    Arrays.stream(order).map(row -> asOfs[row]).toArray(),
                    labelled ? Arrays.stream(order).mapToObj(row -> roles[row]).toList() : List.of(),
                    orderedEligible,
                    Arrays.stream(order).mapToObj(row -> features[row]).toArray(double[][]::new),
                    Arrays.stream(order).mapToObj(row -> sequences[row]).toArray(double[][]::new),
                    orderedActive,
                    Arrays.stream(order).map(row -> occasions[row]).toArray(),
                    Arrays.stream(order).mapToLong(row -> value[row]).toArray(),
                    Arrays.stream(order).mapToObj(row -> blocks[row]).toArray(long[][]::new),
                    Arrays.stream(order).mapToDouble(row -> firstActive[row]).toArray(),
                    Arrays.stream(order).mapToObj(row -> horizons[row]).toArray(long[][]::new));
        }
    }
}
