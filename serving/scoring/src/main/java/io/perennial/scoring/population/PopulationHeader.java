package io.perennial.scoring.population;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.model.ModelId;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a population is: of which day, by which features and models, and the stamps of its files.
 *
 * @param format     layout, {@value #FORMAT}
 * @param schema     canonical text of the feature schema
 * @param firstDay   the log's first day with events; tells whether users have a trend sequence
 * @param asOf       the day the scores speak for
 * @param dataHash   hash of the visible ledger content
 * @param users      number of users
 * @param width      features per user
 * @param grades     where the grades of churn, and with them amber and red, begin
 * @param models     what scored it: model name to its {@linkplain ModelId#stamp stamp}, {@code version:digest}
 * @param files      stamps of the other files
 */
public record PopulationHeader(
        int format,
        String schema,
        LocalDate firstDay,
        LocalDate asOf,
        String dataHash,
        int users,
        int width,
        ChurnGrade.Thresholds grades,
        Map<String, String> models,
        Map<String, FileStamp> files) {

    /** The layout this build writes and reads. */
    public static final int FORMAT = 1;

    /** The file this header is kept in. */
    public static final String FILE = "population.json";

    static final String PAGES = "pages.bin";
    static final String INDEX = "index.bin";
    static final String LIST = "list.bin";

    /** Only where users have aliases. */
    static final String ALIASES = "aliases.bin";

    public PopulationHeader {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "population format " + format + " is not " + FORMAT + "; use the release that wrote it");
        }
        if (users < 0 || width < 0) {
            throw new IllegalArgumentException("population of " + users + " users with " + width + " features");
        }
        models = Collections.unmodifiableMap(new TreeMap<>(models));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** A header before anything is written: no user and no file yet. */
    public static PopulationHeader of(
            String schema,
            LocalDate firstDay,
            LocalDate asOf,
            String dataHash,
            ChurnGrade.Thresholds grades,
            Map<String, String> models) {
        return new PopulationHeader(FORMAT, schema, firstDay, asOf, dataHash, 0, 0, grades, models, Map.of());
    }

    /** Whether this very version scored it. */
    public boolean isScoredBy(ModelId model) {
        return model.stamp().equals(models.get(model.name()));
    }
}
