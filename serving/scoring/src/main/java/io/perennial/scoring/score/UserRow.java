package io.perennial.scoring.score;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.Map;
import java.util.OptionalInt;

/** A user as of a day, as the scorer reads one. */
public final class UserRow {

    private static final double[] NO_SEQUENCE = {};
    private static final String SILENCE = "silence_days";
    private static final String LAST_BASKET = "last_basket";

    private final String user;
    private final int asOf;
    private final boolean eligible;
    private final boolean neverActive;
    private final boolean ofTable;
    private final double[] features;
    private final double[] sequence;
    private final OptionalInt lastActive;
    private final double lastValue;
    private final Map<String, String> unknown;

    /**
     * A user.
     *
     * @param user        id
     * @param asOf        the day scores speak for, epoch day
     * @param eligible    whether the user was active within the look-back, so that models were judged on such users
     * @param neverActive whether the user was only ever touched or only receives; scores are then null
     * @param features    in schema order, NaN for missing; kept, not copied
     * @param sequence    monthly blocks, or null where the log shows too few; kept, not copied
     */
    public UserRow(String user, int asOf, boolean eligible, boolean neverActive, double[] features, double[] sequence) {
        if (features.length != FeatureCatalogue.features().size()) {
            throw new IllegalArgumentException("user " + user + " has " + features.length + " features, the catalogue "
                    + FeatureCatalogue.features().size());
        }
        double silence = features[FeatureCatalogue.index(SILENCE)];
        this.user = user;
        this.asOf = asOf;
        this.eligible = eligible;
        this.neverActive = neverActive;
        this.ofTable = false;
        this.features = features;
        this.sequence = sequence == null ? NO_SEQUENCE : sequence;
        // Silence is counted to the last visible day, which is the one before the as-of.
        this.lastActive = Double.isNaN(silence) ? OptionalInt.empty() : OptionalInt.of(asOf - 1 - (int) silence);
        this.lastValue = features[FeatureCatalogue.index(LAST_BASKET)];
        this.unknown = Map.of();
    }

    private UserRow(String user, int asOf, double[] cells, Map<String, String> unknown) {
        this.user = user;
        this.asOf = asOf;
        this.eligible = true;
        this.neverActive = false;
        this.ofTable = true;
        this.features = cells;
        this.sequence = NO_SEQUENCE;
        this.lastActive = OptionalInt.empty();
        this.lastValue = Double.NaN;
        this.unknown = unknown;
    }

    /**
     * A row of a table; when its user was last seen, nobody knows.
     *
     * @param cells in the order of the table's schema, NaN for missing; kept, not copied
     */
    public static UserRow ofTable(String user, int asOf, double[] cells) {
        return ofTable(user, asOf, cells, Map.of());
    }

    /**
     * The same with the texts of values that the model does not know.
     *
     * @param unknown by column, short and printable; kept, not copied
     */
    public static UserRow ofTable(String user, int asOf, double[] cells, Map<String, String> unknown) {
        return new UserRow(user, asOf, cells, unknown);
    }

    /** The same under another id, such as a pseudonym. */
    public UserRow named(String other) {
        return ofTable
                ? ofTable(other, asOf, features, unknown)
                : new UserRow(other, asOf, eligible, neverActive, features, sequence);
    }

    /** The same user with other features; whom the models were judged on is not decided anew. */
    public UserRow withFeatures(double[] changed) {
        return ofTable
                ? ofTable(user, asOf, changed, unknown)
                : new UserRow(user, asOf, eligible, neverActive, changed, sequence);
    }

    public String user() {
        return user;
    }

    public int asOf() {
        return asOf;
    }

    public boolean eligible() {
        return eligible;
    }

    public boolean neverActive() {
        return neverActive;
    }

    /** Whether the features are cells of a table, which tell nothing of when the user was seen. */
    public boolean isOfTable() {
        return ofTable;
    }

    /** The features; not to be written to. */
    public double[] features() {
        return features;
    }

    /** Of a row of a table the texts of values that the model does not know, by column, as far as somebody noted them. */
    public Map<String, String> unknown() {
        return unknown;
    }

    /** The monthly blocks; empty where there are none; not to be written to. */
    public double[] sequence() {
        return sequence;
    }

    /** The last day with activity, epoch day; empty where there is none. */
    public OptionalInt lastActive() {
        return lastActive;
    }

    /** What the user spent on the latest purchase occasion, major units; NaN where there is none. */
    public double lastValue() {
        return lastValue;
    }
}
