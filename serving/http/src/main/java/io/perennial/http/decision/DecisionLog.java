package io.perennial.http.decision;

import io.perennial.http.config.DecisionConfig;
import io.perennial.http.failure.Pause;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every score and explanation that was given, appended to files of JSON lines by one thread of its own.
 *
 * <p>Who answers only puts the answer into a queue; where that is full, answering waits, so that nothing is dropped
 * while the disk takes what is written. Where it refuses or hangs, decisions are counted as dropped and the server keeps
 * answering. The newest segments are kept, up to the configured bytes.
 */
public final class DecisionLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private static final int READERS = 8;
    private static final String SECRET = "secret";
    private static final String ERASED = "erased";
    private static final String FEEDBACK = "feedback";
    private static final String CONTACTS = "contacts";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final DecisionConfig config;
    private final Clock clock;
    private final Segments segments;
    private final UserKeys keys;
    private final ErasedUsers erased;
    private final FeedbackFile feedback;
    private final FeedbackFile contacts;
    /** Each holds thousands of answers in memory. */
    private final Turns readers = new Turns(READERS);

    private final DecisionQueue queue = new DecisionQueue();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread = new Thread(this::run, "decisions");
    private volatile SegmentWriter open;
    private volatile LogFollower follower = LogFollower.NONE;
    private final Pause pause = new Pause(System::nanoTime);
    private final RefusedWrites refusals = new RefusedWrites(LOG);
    private volatile boolean closing;

    private DecisionLog(DecisionConfig config, Path folder, Clock clock) throws IOException {
        this.config = config;
        this.clock = clock;
        this.segments = new Segments(folder);
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        segments.sealLeftovers();
        this.keys = UserKeys.of(folder.resolve(SECRET));
        this.erased = ErasedUsers.of(folder.resolve(ERASED));
        this.feedback = FeedbackFile.of(folder.resolve(FEEDBACK), erased);
        this.contacts = FeedbackFile.of(folder.resolve(CONTACTS), erased);
        this.open = SegmentWriter.create(folder, clock.instant());
        thread.setDaemon(true);
    }

    /**
     * Opens the log of a folder, which must be configured.
     *
     * @throws IllegalArgumentException where the folder can't be written to
     */
    public static DecisionLog open(DecisionConfig config, Clock clock) {
        Path folder = config.folder().orElseThrow();
        try {
            DecisionLog log = new DecisionLog(config, folder, clock);
            log.thread.start();
            return log;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the decision log can't be kept in " + folder + ": " + e
                            + "; give --decisions DIR a folder that can be written to, or --decisions off",
                    e);
        }
    }

    /** Has the scores that are written from now on followed; by one at a time. */
    public void follow(LogFollower one) {
        follower = one;
    }

    /** Takes an answer that is about to be given; waits where the log is behind, but not for ever, and not again and again. */
    void take(Given given) {
        taken.incrementAndGet();
        try {
            if (thread.isAlive() && queue.put(given)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        settled.incrementAndGet();
        dropped.incrementAndGet();
    }

    /** Decisions taken so far. */
    public long taken() {
        return taken.get();
    }

    /** Decisions that could not be written. */
    public long dropped() {
        return dropped.get();
    }

    /** The decisions of a prediction, the newest first, at most so many. */
    public List<Decision> ofPrediction(String predictionId, int most) {
        settle();
        return readers.take(() -> find(predictionId, most)).stream()
                .filter(decision -> decision.predictionId().equals(predictionId))
                .toList();
    }

    /** What a user was told under any of these names, the newest first, at most so many, at least one. */
    public List<Decision> ofUser(List<String> names, int most) {
        settle();
        return readers.take(() -> newest(names, most));
    }

    private List<Decision> newest(List<String> names, int most) {
        Newest told = Newest.of(most);
        for (String pseudonym : pseudonyms(names)) {
            told.add(find(pseudonym, most).stream()
                    .filter(decision -> decision.user().equals(pseudonym))
                    .toList());
        }
        return told.decisions();
    }

    /** The scores of a churn model, those included that were given just now. */
    public VersionScores scores(ModelId churn) {
        settle();
        return new VersionScores(segments, erased, churn);
    }

    /**
     * How long what it is told is kept, if it is told as much as up to now; empty in its first day.
     *
     * @throws UncheckedIOException where it can't be read
     */
    public Optional<Duration> kept() {
        try {
            return segments.kept(config.mostBytes(), clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException("the decision log can't be read", e);
        }
    }

    /** What people said of its predictions. */
    public FeedbackFile feedback() {
        return feedback;
    }

    /** Who recorded contacts: in a file of their own, since a campaign makes thousands of them. */
    public FeedbackFile contacts() {
        return contacts;
    }

    /** What people said of a user of these names and did, the newest first. */
    public List<Feedback> feedbackOfUser(List<String> names) {
        return pseudonyms(names).stream()
                .flatMap(pseudonym -> Stream.of(contacts, feedback).flatMap(file -> file.ofUser(pseudonym).stream()))
                .sorted(Comparator.comparing(Feedback::at).reversed())
                .toList();
    }

    /** What stands for a user in this log. */
    public String pseudonym(String user) {
        return keys.of(user);
    }

    /** Whether a user of these names was erased, of whom nothing is kept any more. */
    boolean isErased(List<String> names) {
        // Most servers erased nobody, and a pseudonym takes a microsecond of each answer.
        return !erased.isEmpty() && pseudonyms(names).stream().anyMatch(erased::contains);
    }

    /** Whether a user of these names was erased here, under each of them. */
    public boolean hasForgotten(List<String> names) {
        return erased.holdAll(pseudonyms(names));
    }

    /** Whether it tells anything of a user of these names, or still holds what was said of them. */
    public boolean tellsOf(List<String> names) {
        List<String> pseudonyms = pseudonyms(names);
        return feedback.holds(pseudonyms)
                || contacts.holds(pseudonyms)
                || !ofUser(names, 1).isEmpty();
    }

    /** Shows nobody what a user of these names was told, from now on and after a restart, and takes away what was said of it. */
    public void forget(List<String> names) {
        List<String> pseudonyms = pseudonyms(names);
        // First, so that nothing is said of them any more when what was said is taken away.
        erased.addAll(pseudonyms);
        feedback.forget(pseudonyms);
        contacts.forget(pseudonyms);
    }

    private List<String> pseudonyms(List<String> names) {
        return names.stream().map(keys::of).toList();
    }

    private List<Decision> find(String id, int most) {
        try {
            erased.look();
            return segments.find(SegmentKeys.of(id), most, open).stream()
                    .filter(decision -> !erased.contains(decision.user()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the decision log can't be read", e);
        }
    }

    /** Waits until what was taken before is written and can be read, but not for ever, nor again while the disk hangs. */
    public void settle() {
        long due = taken.get();
        long before = settled.get();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MILLIS);
        while (settled.get() < due && thread.isAlive() && !queue.isStuck()) {
            if (System.nanoTime() - deadline > 0) {
                if (settled.get() == before) {
                    queue.waitedInVain();
                }
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Whether nobody waits for the disk any more, since it takes nothing. */
    boolean isStuck() {
        return queue.isStuck();
    }

    private void run() {
        while (!closing || !queue.isEmpty()) {
            try {
                List<Given> batch = queue.take(!closing);
                if (!batch.isEmpty()) {
                    write(batch);
                } else {
                    tell(List.of());
                }
            } catch (InterruptedException e) {
                closing = true;
            }
        }
        follower.ended();
    }

    /** Writes a batch; where the disk refuses, counts it as dropped and goes on, so that answers are not held up. */
    private void write(List<Given> batch) {
        if (!pause.isOver()) {
            dropped.addAndGet(batch.size());
            settled.addAndGet(batch.size());
            return;
        }
        boolean isWritten = false;
        try {
            List<LoggedScore> scores = written(batch);
            open.flush();
            isWritten = true;
            refusals.written();
            tell(scores);
            if (open.size() >= config.segmentBytes()) {
                rotate();
            }
        } catch (IOException
                | RuntimeException
                | Error e) { // whatever it was, nobody may wait for a writer that is gone
            if (isWritten) {
                LOG.error("the decision log could not tell its followers, or begin its next segment", e);
                leaveSegment().ifPresent(refusals::refused);
            } else {
                dropped.addAndGet(batch.size());
                refusals.refused(e, leaveSegment());
            }
        } finally {
            settled.addAndGet(batch.size());
        }
    }

    /** Writes a batch but what is of users who were erased since it was taken; gives the scores that are new. */
    private List<LoggedScore> written(List<Given> batch) throws IOException {
        erased.look();
        List<LoggedScore> scores = new ArrayList<>(batch.size());
        for (Given given : batch) {
            if (isErased(given.state().ids(given.subject().row().user()))) {
                continue;
            }
            Decision decision = decision(given);
            if (open.write(decision) && VersionScores.isJudged(decision)) {
                scores.add(new LoggedScore(decision, given.state()));
            }
        }
        return scores;
    }

    /** Whatever becomes of it there, the log goes on. */
    private void tell(List<LoggedScore> scores) {
        try {
            follower.wrote(scores);
        } catch (RuntimeException e) {
            LOG.error("what follows the decision log left {} scores out", scores.size(), e);
        }
    }

    /**
     * After a failed write nobody knows where its next line would begin: it goes on in another segment, after a rest,
     * since a full disk would otherwise be tried hundreds of times a second. Gives why there is no other one yet, where
     * there is none.
     */
    private Optional<IOException> leaveSegment() {
        pause.begin();
        try {
            open.abandon();
            open = SegmentWriter.create(segments.folder(), clock.instant());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private void rotate() throws IOException {
        SegmentWriter full = open;
        open = SegmentWriter.create(segments.folder(), clock.instant());
        try {
            full.seal();
            segments.shrink(config.mostBytes());
        } catch (IOException e) {
            // All that was to be written is: the next start seals what was not, or deletes what is too much.
            LOG.error("a full segment of the decision log could not be sealed", e);
        }
    }

    private Decision decision(Given given) {
        ServingState state = given.state();
        String pseudonym = keys.of(state.user(given.subject().row().user()));
        return new Decision(
                given.answer().predictionId(),
                given.at(),
                given.question(),
                given.subject().named(pseudonym),
                state.models().stream().map(LoadedModel::id).toList(),
                state.arm(),
                given.today(),
                state.requireScorer().grades(),
                given.answer().values(),
                given.answer().digest(pseudonym));
    }

    /** Writes what was taken, seals the segment and stops. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            if (thread.isAlive()) {
                LOG.error("the decision log is still being written; its last segment is left as it is");
            } else {
                open.seal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error("the decision log could not be sealed", e);
        }
    }
}
