package io.perennial.http.decision;

import io.perennial.scoring.model.ModelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** The scores a churn model gave, by which models are judged: those of eligible users. For any number of threads. */
public final class VersionScores {

    /**
     * A live score speaks for the day after the one it is given on, one of last night's batch for that very day, in
     * whatever zone.
     */
    private static final int DAYS_FROM_AS_OF = 2;

    private final Segments segments;
    private final ErasedUsers erased;
    private final ModelId churn;

    VersionScores(Segments segments, ErasedUsers erased, ModelId churn) {
        this.segments = segments;
        this.erased = erased;
        this.churn = churn;
    }

    /** Whether it is a score by which models are judged. */
    static boolean isJudged(Decision decision) {
        return decision.question().kind() == Question.Kind.SCORE
                && decision.subject().row().eligible();
    }

    /**
     * The newest, the newest first, one for each user and as-of, at most so many, of the newest so many bytes of the log.
     *
     * @throws UncheckedIOException where the log can't be read, or the thread is interrupted
     */
    public GivenAnswers newest(int most, long mostBytes) {
        return newest(wanted(any -> true, Instant.MAX), most, mostBytes);
    }

    /**
     * The newest that speak for a day or for one before it, as {@link #newest}, of those segments that were begun before
     * that day: what is in later ones is nearly all younger, and would cost the bytes in which these are looked for.
     *
     * @param asOf epoch day
     * @throws UncheckedIOException where the log can't be read, or the thread is interrupted
     */
    public GivenAnswers upTo(int asOf, int most, long mostBytes) {
        return newest(wanted(score -> asOf(score) <= asOf, start(asOf)), most, mostBytes);
    }

    private GivenAnswers newest(Wanted wanted, int most, long mostBytes) {
        try {
            erased.look();
            return segments.newest(wanted, most, mostBytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the decision log can't be read", e);
        }
    }

    /**
     * The earliest day after this one that a score speaks for, as epoch day, in so many bytes of what was written since;
     * empty for none.
     *
     * @param asOf epoch day
     * @throws UncheckedIOException where the log can't be read, or the thread is interrupted
     */
    public OptionalInt earliestAfter(int asOf, long mostBytes) {
        try {
            erased.look();
            Wanted wanted = wanted(score -> asOf(score) > asOf, Instant.MAX);
            return segments.oldest(wanted, start(asOf - DAYS_FROM_AS_OF), mostBytes).stream()
                    .mapToInt(VersionScores::asOf)
                    .min();
        } catch (IOException e) {
            throw new UncheckedIOException("the decision log can't be read", e);
        }
    }

    private static int asOf(Decision score) {
        return score.subject().row().asOf();
    }

    private static Instant start(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private Wanted wanted(Predicate<Decision> also, Instant begunBefore) {
        return new Wanted(
                churn.digest(),
                decision -> isJudged(decision)
                        && decision.models().contains(churn)
                        && also.test(decision)
                        && !erased.contains(decision.user()),
                begunBefore);
    }
}
