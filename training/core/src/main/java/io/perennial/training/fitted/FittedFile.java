package io.perennial.training.fitted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perennial.training.churn.ChurnScore;
import java.util.List;

/**
 * {@code candidates.json}: which candidates were fitted, to which rows, and where each fit lies. Keys are the record
 * components in snake case.
 *
 * @param format   layout of this file, {@value #FORMAT}
 * @param asOf     the as-of of the snapshots, ISO date
 * @param dataHash hash of the visible ledger content
 * @param schema   fingerprint of the feature schema
 * @param seed     folds of users and samples depend on it
 * @param library  what fitted them, with its version
 * @param portions the sets of rows fitted to
 * @param families the candidates
 */
public record FittedFile(
        int format,
        String asOf,
        String dataHash,
        String schema,
        long seed,
        String library,
        List<Fitted> portions,
        List<Family> families) {

    /** The layout this build writes and reads. */
    public static final int FORMAT = 1;

    /** The file's name. */
    public static final String NAME = "candidates.json";

    /** The output of every graph. */
    public static final String OUTPUT = "score";

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * A set of rows.
     *
     * @param portion its id
     * @param rows    how many
     * @param users   of how many users
     * @param churned how many of the rows churned
     * @param census  the sums of {@link io.perennial.training.data.Census}
     */
    @SuppressWarnings("ArrayRecordComponent") // A column of numbers, never compared.
    public record Fitted(String portion, long rows, long users, long churned, long[] census) {}

    /**
     * A candidate.
     *
     * @param id          such as {@code mllib:gbt}
     * @param description what it is, one English sentence
     * @param unit        what its numbers are
     * @param obstacle    why it could not be fitted, or empty
     * @param fits        one a portion; none where there is an obstacle
     */
    public record Family(String id, String description, ChurnScore.Unit unit, String obstacle, List<Fit> fits) {}

    /**
     * A candidate fitted to a set of rows.
     *
     * @param portion id of the set
     * @param graph   file beside this one, a graph whose output {@value FittedFile#OUTPUT} is the score
     * @param sha256  of that file, hexadecimal
     * @param rows    rows on which the graph was found equal to the library
     * @param worst   largest difference there, relative to {@code max(1, |number|)}
     */
    public record Fit(String portion, String graph, String sha256, int rows, double worst) {}

    /** The file's text. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers have a JSON form", e);
        }
    }

    /**
     * Reads the file's text.
     *
     * @param where named in errors
     * @throws IllegalArgumentException where it is not such a file of this layout
     */
    static FittedFile parse(String where, String json) {
        try {
            FittedFile file = JSON.readValue(json, FittedFile.class);
            if (file == null || file.format() != FORMAT) {
                throw new IllegalArgumentException(where + " is not of format " + FORMAT
                        + ", which this build reads; fit the candidates again with `perennial mllib`");
            }
            return file;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    where + " is not a list of candidates: " + e.getOriginalMessage()
                            + "; fit them again with `perennial mllib`",
                    e);
        }
    }
}
