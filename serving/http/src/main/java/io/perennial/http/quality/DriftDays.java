package io.perennial.http.quality;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.config.DecisionConfig;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.decision.LogFollower;
import io.perennial.http.decision.LoggedScore;
import io.perennial.http.live.Latest;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.quality.DriftCourse.Day;
import io.perennial.http.quality.DriftCourse.Moves;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the scores of each version by day as the decision log writes them, and tells the course of drift. What it counts lies
 * in files beside the log, one for each day, version and start of a server, rewritten at most once a minute and at the stop;
 * those of all servers on the folder are merged as they are read, so that a start reads nothing back. The log's thread counts
 * and writes; any may ask.
 */
final class DriftDays implements LogFollower {

    /** Between two times the same file is written; what a killed server had counted since the last is lost. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DriftDays.class);
    private static final String FOLDER = "drift";
    private static final int MOST_YARDSTICKS = 4;

    private final Path folder;
    private final int kept;
    private final BatchSpread batch;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final String server = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    private final Map<SketchFile, Own> own = new HashMap<>();
    private final Latest<Against, Yardsticks> yardsticks = new Latest<>(MOST_YARDSTICKS);
    private final Set<SketchFile> leftOut = ConcurrentHashMap.newKeySet();
    private long written;
    private LocalDate cleared = LocalDate.MIN;

    /** What this server counted of a version and day. */
    private static final class Own {
        private final DriftSketch sketch = new DriftSketch();
        private boolean isWritten;
    }

    /** By what yardsticks differ. */
    private record Against(ModelId model, Optional<ModelId> population) {}

    DriftDays(DecisionConfig config, BatchSpread batch, Clock clock, LongSupplier nanoTime) {
        this.folder = config.folder().orElseThrow().resolve(FOLDER);
        this.kept = config.driftDays();
        this.batch = batch;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.written = nanoTime.getAsLong() - PAUSE.toNanos();
    }

    /** Counts what a log writes from now on. */
    static DriftDays following(DecisionLog log, DecisionConfig config, BatchSpread batch, Clock clock) {
        DriftDays days = new DriftDays(config, batch, clock, System::nanoTime);
        log.follow(days);
        return days;
    }

    @Override
    public void wrote(List<LoggedScore> scores) {
        scores.forEach(this::count);
        if (nanoTime.getAsLong() - written >= PAUSE.toNanos()) {
            write();
        }
    }

    @Override
    public void ended() {
        write();
    }

    private void count(LoggedScore score) {
        LoadedModel churn = score.state().requireScorer().churn();
        if (!(churn.schema() instanceof FeatureSchema)) {
            return; // the scores of a table have no day
        }
        Optional<ServedPopulation> population = score.state().population();
        Yardsticks against = yardsticks.get(
                new Against(churn.id(), population.map(ServedPopulation::id)), any -> yardsticks(churn, population));
        LocalDate day = LocalDate.ofInstant(score.decision().at(), ZoneOffset.UTC);
        synchronized (this) {
            Own counted =
                    own.computeIfAbsent(new SketchFile(folder, day, churn.id().digest(), server), any -> new Own());
            counted.sketch.add(score.decision(), against);
            counted.isWritten = false;
        }
    }

    private Yardsticks yardsticks(LoadedModel churn, Optional<ServedPopulation> population) {
        Distribution spread;
        try {
            spread = batch.of(churn.id(), population);
        } catch (RuntimeException e) {
            LOG.warn(
                    "the probabilities of {} are compared with nothing: the population can't be read",
                    churn.id().named(),
                    e);
            spread = Distribution.of(new double[0]);
        }
        return Yardsticks.of(churn.schema().ids(), churn.references(), spread);
    }

    /** Writes what was counted since it was written last, and deletes what is too old. */
    private void write() {
        try {
            List<SketchFile> files = unwritten();
            for (SketchFile file : files) {
                file.write(counted(file));
                settle(file);
            }
            if (!files.isEmpty()) {
                written = nanoTime.getAsLong();
            }
            LocalDate today = today();
            if (!today.equals(cleared)) {
                clear(today.minusDays(kept));
                cleared = today;
            }
        } catch (IOException e) {
            written = nanoTime.getAsLong();
            LOG.warn("drift by day could not be written to {}; it is tried again a minute later", folder, e);
        }
    }

    private synchronized List<SketchFile> unwritten() {
        return own.entrySet().stream()
                .filter(each -> !each.getValue().isWritten)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A copy: nobody waits for the disk to count or to ask. */
    private synchronized DriftSketch counted(SketchFile file) {
        DriftSketch copy = new DriftSketch();
        copy.add(own.get(file).sketch);
        return copy;
    }

    private synchronized void settle(SketchFile file) {
        own.get(file).isWritten = true;
    }

    private void clear(LocalDate last) throws IOException {
        for (SketchFile file : SketchFile.list(folder).files()) {
            if (!file.day().isAfter(last)) {
                file.delete();
            }
        }
        synchronized (this) {
            own.keySet().removeIf(file -> !file.day().isAfter(last));
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /**
     * The course of a version over so many days, today the last.
     *
     * @throws UncheckedIOException where the folder can't be read
     */
    DriftCourse course(ModelId model, int days) {
        LocalDate today = today();
        Map<LocalDate, DriftSketch> sketches = new LinkedHashMap<>();
        for (int back = 0; back < days; back++) {
            sketches.put(today.minusDays(back), new DriftSketch());
        }
        try {
            int unreadable = merge(model, sketches);
            DriftSketch together = new DriftSketch();
            List<Day> told = new ArrayList<>();
            sketches.forEach((day, sketch) -> {
                together.add(sketch);
                told.add(new Day(day, Moves.of(sketch)));
            });
            return new DriftCourse(told, Moves.of(together), unreadable);
        } catch (IOException e) {
            throw new UncheckedIOException("drift by day can't be read", e);
        }
    }

    /** Adds what was counted of a version to days; gives how many files could not be read. */
    private int merge(ModelId model, Map<LocalDate, DriftSketch> days) throws IOException {
        Set<SketchFile> counted = mergeOwn(model, days);
        SketchFile.Listing listing = SketchFile.list(folder);
        int unreadable = listing.foreign();
        for (SketchFile file : listing.files()) {
            if (isOf(model, file, days) && !counted.contains(file)) {
                unreadable += merge(file, days.get(file.day())) ? 0 : 1;
            }
        }
        return unreadable;
    }

    private static boolean isOf(ModelId model, SketchFile file, Map<LocalDate, DriftSketch> days) {
        return file.digest().equals(model.digest()) && days.containsKey(file.day());
    }

    /** Adds what is in memory, which is newer than its files; gives which those are. */
    private synchronized Set<SketchFile> mergeOwn(ModelId model, Map<LocalDate, DriftSketch> days) {
        Set<SketchFile> wanted = new HashSet<>(own.keySet());
        wanted.removeIf(file -> !isOf(model, file, days));
        wanted.forEach(file -> days.get(file.day()).add(own.get(file).sketch));
        return wanted;
    }

    /** Whether a file could be read; one that went meanwhile, being too old, could. */
    private boolean merge(SketchFile file, DriftSketch into) {
        try {
            into.add(file.read());
        } catch (NoSuchFileException e) {
            LOG.debug("{} went as it was read", file.path(), e);
        } catch (IOException e) {
            if (leftOut.add(file)) {
                LOG.warn("{} is left out of drift by day: {}", file.path().getFileName(), e.getMessage());
            }
            return false;
        }
        return true;
    }
}
