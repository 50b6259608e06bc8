package io.perennial.scoring.score;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/**
 * One column of the scores.
 *
 * @param name  in files, JSON and the API
 * @param type  of its values
 * @param unit  of its values; empty where they have none
 * @param en    its meaning in English, when it is null included
 * @param zh    its meaning in Chinese
 * @param value of a score: of the type's Java class, or empty for null
 */
public record Column(
        String name, Type type, String unit, String en, String zh, Function<Score, Optional<Object>> value) {

    /** The type of a column's values. */
    public enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link LocalDate}. */
        DAY,
        /** {@link Double}, always finite. */
        NUMBER,
        /** {@link Integer}. */
        INTEGER,
        /** {@link Boolean}. */
        TRUTH
    }

    /** The value of a score, or empty for null. */
    public Optional<Object> of(Score score) {
        return value.apply(score);
    }
}
