package io.perennial.features.profile;

import java.util.Locale;
import java.util.Optional;

/** The eight segments of RFM: each of recency, frequency and monetary value is high or low. */
public enum RfmSegment {
    /** High R, F and M. */
    CHAMPIONS(true, true, true, "champions", "重要价值客户"),
    /** High R and M, low F. */
    BIG_SPENDERS_TO_DEVELOP(true, false, true, "big spenders to develop", "重要发展客户"),
    /** High F and M, low R. */
    CANNOT_LOSE(false, true, true, "cannot lose", "重要保持客户"),
    /** High M, low R and F. */
    BIG_SPENDERS_LEAVING(false, false, true, "big spenders leaving", "重要挽留客户"),
    /** High R and F, low M. */
    LOYAL(true, true, false, "loyal with small baskets", "一般价值客户"),
    /** High R, low F and M. */
    NEWCOMERS(true, false, false, "newcomers", "一般发展客户"),
    /** High F, low R and M. */
    FADING_REGULARS(false, true, false, "fading regulars", "一般保持客户"),
    /** Low R, F and M. */
    HIBERNATING(false, false, false, "hibernating", "一般挽留客户");

    private final boolean recent;
    private final boolean frequent;
    private final boolean valuable;
    private final String en;
    private final String zh;

    RfmSegment(boolean recent, boolean frequent, boolean valuable, String en, String zh) {
        this.recent = recent;
        this.frequent = frequent;
        this.valuable = valuable;
        this.en = en;
        this.zh = zh;
    }

    static RfmSegment of(boolean recent, boolean frequent, boolean valuable) {
        for (RfmSegment segment : values()) {
            if (segment.recent == recent && segment.frequent == frequent && segment.valuable == valuable) {
                return segment;
            }
        }
        throw new IllegalStateException("the eight segments cover every combination");
    }

    /** Whether the monetary score is high: who spends more than three fifths of the buyers do. */
    public boolean isValuable() {
        return valuable;
    }

    /** The segment of an id, empty for the empty one of who never bought. */
    public static Optional<RfmSegment> find(String id) {
        return id.isEmpty() ? Optional.empty() : Optional.of(valueOf(id.toUpperCase(Locale.ROOT)));
    }

    /** The id in columns and JSON: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The English name. */
    public String en() {
        return en;
    }

    /** The Chinese name. */
    public String zh() {
        return zh;
    }
}
