package io.perennial.scoring.explain;

import io.perennial.features.feature.Part;
import io.perennial.features.feature.Schema;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The stable id of a reason: {@code RC-SILENCE_DAYS-UP} of a feature, {@code RC-DIM-VALUE-DOWN} of a dimension of which no
 * single feature pulls its way.
 *
 * @param subject id of the feature or dimension, in capitals; what is neither letter, digit, {@code _} nor {@code -} is
 *                {@code _}
 * @param isOfDimension whether it is a dimension's
 * @param isUp    whether it raises the score
 */
public record ReasonCode(String subject, boolean isOfDimension, boolean isUp) {

    private static final String DIMENSION = "DIM-";
    private static final String LETTERS = "\\p{L}\\p{N}_-";
    private static final Pattern FORM = Pattern.compile("RC-(" + DIMENSION + ")?([" + LETTERS + "]+)-(UP|DOWN)");

    /** The code of a feature. */
    static ReasonCode of(String feature, boolean isUp) {
        return new ReasonCode(capitals(feature), false, isUp);
    }

    /** The code of a dimension. */
    static ReasonCode of(Part dimension, boolean isUp) {
        return new ReasonCode(capitals(dimension.id()), true, isUp);
    }

    private static String capitals(String id) {
        return id.toUpperCase(Locale.ROOT).replaceAll("[^" + LETTERS + "]+", "_");
    }

    /** Reads a code; empty where a text is none. */
    public static Optional<ReasonCode> read(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new ReasonCode(
                        parts.group(2), parts.group(1) != null, parts.group(3).equals("UP")))
                : Optional.empty();
    }

    /** Whether it is a feature's or dimension's of a schema, so that a model of it may give it. */
    public boolean isOf(Schema schema) {
        Stream<String> ids = isOfDimension ? schema.parts().stream().map(Part::id) : schema.ids().stream();
        return ids.map(ReasonCode::capitals).anyMatch(subject::equals);
    }

    @Override
    public String toString() {
        return "RC-" + (isOfDimension ? DIMENSION : "") + subject + (isUp ? "-UP" : "-DOWN");
    }
}
