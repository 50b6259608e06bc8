package io.perennial.features.feature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the numbers of a vector mean, and what a score made of them speaks about: users of a log, or rows of a table.
 *
 * <p>Its {@link #canonical} text is stored in every model; its {@link #fingerprint} is what a loader compares.
 */
public sealed interface Schema permits FeatureSchema, TableSchema {

    /** The ids of a vector's numbers, in order. */
    List<String> ids();

    /** What explanations give contributions to, in order; context is not among them. */
    List<Part> parts();

    /** The part a number of the vector belongs to; {@link Dimension#CONTEXT} for what belongs to none. */
    Part part(int column);

    /** Whether more and less mean something in a number of the vector; not so in the codes of categories. */
    boolean isOrdered(int column);

    /** How many numbers a vector has. */
    default int width() {
        return ids().size();
    }

    /** The place of a number's part among {@link #parts}, or -1 for context. */
    default int place(int column) {
        return parts().indexOf(part(column));
    }

    /** The schema as lines of {@code key=value}; {@link #parse} reads it back. */
    String canonical();

    /** SHA-256 of {@link #canonical}, lower-case hex. */
    default String fingerprint() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(canonical().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first difference to a stored canonical text, in words, or empty where the schemas are equal. */
    default Optional<String> difference(String stored) {
        String own = canonical();
        if (own.equals(stored)) {
            return Optional.empty();
        }
        Map<String, String> mine = SchemaText.lines(own);
        Map<String, String> theirs = SchemaText.lines(stored);
        for (Map.Entry<String, String> line : theirs.entrySet()) {
            String here = mine.get(line.getKey());
            if (!line.getValue().equals(here)) {
                return Optional.of("'" + line.getKey() + "' is " + line.getValue() + " there, "
                        + (here == null ? "absent" : here) + " here");
            }
        }
        return mine.keySet().stream()
                .filter(key -> !theirs.containsKey(key))
                .findFirst()
                .map(key -> "'" + key + "' is absent there, " + mine.get(key) + " here")
                .or(() -> Optional.of("the order of lines differs"));
    }

    /**
     * Reads a canonical text, of whichever kind it is.
     *
     * @throws IllegalArgumentException where a line is missing or malformed, or a log's names other features than this
     *                                  build has
     */
    static Schema parse(String canonical) {
        return canonical.startsWith(TableSchema.FIRST_LINE)
                ? TableSchema.parse(canonical)
                : FeatureSchema.parse(canonical);
    }
}
