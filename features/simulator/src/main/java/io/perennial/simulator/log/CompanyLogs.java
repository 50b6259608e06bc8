package io.perennial.simulator.log;

import io.perennial.simulator.world.Calendar;
import io.perennial.simulator.world.RandomStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The raw logs of the simulated company: a folder for each system, with its mapping file beside it.
 *
 * <p>{@code app_events}, {@code orders}, {@code campaigns} and {@code feedback} each have a {@code mapping-<name>.toml};
 * {@code assignments} is the record of the experiments and no log of events.
 */
public final class CompanyLogs {

    private static final String SUMMARY = "simulation.json";

    /** What stands in the mappings for the last day of the logs, through which all of them are complete. */
    private static final String LAST_DAY = "LAST_DAY";

    private final Path folder;
    private final String lastDay;
    private final Mess mess;
    private final long seed;
    private final List<RowFormat> formats;
    private final Map<String, LogCounts> counts = new LinkedHashMap<>();

    /** The logs below a folder, which need not exist. */
    public CompanyLogs(Path folder, Calendar calendar, Mess mess, long seed) {
        this.folder = folder;
        this.lastDay = calendar.text(calendar.days() - 1);
        this.mess = mess;
        this.seed = seed;
        this.formats = List.of(
                new AppEventFormat(calendar),
                new OrderFormat(calendar),
                new CampaignFormat(calendar),
                new FeedbackFormat(calendar),
                new AssignmentFormat(calendar));
        formats.forEach(format -> counts.put(format.name(), new LogCounts()));
    }

    /** Removes what an earlier simulation wrote here, so that logs of two never mix. Touches no other file. */
    public void clear() throws IOException {
        Files.deleteIfExists(folder.resolve(SUMMARY));
        for (RowFormat format : formats) {
            Files.deleteIfExists(folder.resolve(mapping(format)));
            Path its = folder.resolve(format.name());
            if (Files.isDirectory(its)) {
                try (DirectoryStream<Path> old = Files.newDirectoryStream(its, "{part,late}-*." + format.extension())) {
                    for (Path file : old) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /** Opens the files of one shard of users. */
    public ShardLogs open(int shard) throws IOException {
        ShardLogs logs = new ShardLogs();
        for (int i = 0; i < formats.size(); i++) {
            RowFormat format = formats.get(i);
            RandomStream random = RandomStream.of(seed, -2L - shard, i);
            Mess its = format.isExact() ? Mess.NONE : mess;
            LogPart part =
                    new LogPart(folder.resolve(format.name()), shard, format, its, random, counts.get(format.name()));
            logs.add(part, format.acts());
        }
        return logs;
    }

    /** What was written so far, by log, in a fixed order. */
    public Map<String, LogCounts> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** Writes {@code simulation.json}: what was written, to compare with what a reader makes of it. */
    public void writeSummary(String settings) throws IOException {
        StringJoiner logs = new StringJoiner(",\n", "{" + settings + ",\n \"logs\": {\n", "}}\n");
        counts.forEach((name, its) -> logs.add("  \"" + name + "\": " + its.json()));
        Path beside = Files.writeString(folder.resolve(".tmp-" + SUMMARY), logs.toString());
        Files.move(
                beside, folder.resolve(SUMMARY), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes the mapping files that say how these logs become events. */
    public void writeMappings() throws IOException {
        for (RowFormat format : formats) {
            if (!format.isExact()) {
                String name = mapping(format);
                try (InputStream mapping = CompanyLogs.class.getResourceAsStream(name)) {
                    String text = new String(mapping.readAllBytes(), StandardCharsets.UTF_8);
                    Files.writeString(folder.resolve(name), text.replace(LAST_DAY, lastDay));
                }
            }
        }
    }

    private static String mapping(RowFormat format) {
        return "mapping-" + format.name() + ".toml";
    }
}
