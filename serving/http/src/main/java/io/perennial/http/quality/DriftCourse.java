package io.perennial.http.quality;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far the scores of a version lay from their references on each of some days.
 *
 * @param days       the newest first, without a gap
 * @param together   all these days merged
 * @param unreadable files that could not be read, and are left out
 */
public record DriftCourse(List<Day> days, Moves together, int unreadable) {

    public DriftCourse {
        days = List.copyOf(days);
    }

    /**
     * One day.
     *
     * @param day   on which the scores were given, UTC
     * @param moves what moved on it
     */
    public record Day(LocalDate day, Moves moves) {}

    /**
     * What moved.
     *
     * @param scores   how many scores were counted
     * @param churn    the probabilities
     * @param features those of which enough is known first, of these those that are gone, then those that moved most
     */
    public record Moves(long scores, Drift churn, List<Drift> features) {

        public Moves {
            features = List.copyOf(features);
        }

        static Moves of(DriftSketch sketch) {
            return new Moves(
                    sketch.scores(),
                    sketch.churn(),
                    sketch.features().stream().sorted(Drift.KNOWN_FIRST).toList());
        }

        /** How many features are missing throughout. */
        public long gone() {
            return features.stream()
                    .filter(feature -> feature.level() == Drift.Level.GONE)
                    .count();
        }

        /** The feature with the largest index of which enough is known; none where that is of no feature. */
        public Stream<Drift> worst() {
            return features.stream()
                    .filter(feature -> feature.isKnown() && !feature.isGone())
                    .max(Comparator.comparingDouble(Drift::stability))
                    .stream();
        }
    }
}
