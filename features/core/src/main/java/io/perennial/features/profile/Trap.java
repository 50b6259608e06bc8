package io.perennial.features.profile;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A kind of user whom counts of active users misjudge. */
public enum Trap implements Placing {
    /**
     * Comes and does nothing else: at least {@value #OFTEN} active days in 28, nothing bought in 365, and in 84 no core
     * use, no interaction, no content and no invite, as far as the log carries them.
     */
    CHECK_IN_ONLY("only checks in", "只打卡"),
    /** Pays and is hardly seen: of high value, bought in the last 84 days, and not active. */
    SILENT_PAYER("pays in silence", "沉默付费");

    private static final int OFTEN = 4;
    private static final int ACTIVE_DAYS = FeatureCatalogue.index("active_days_28");
    private static final int YEAR_S_SPEND = FeatureCatalogue.index("spend_365");
    private static final int SPEND = FeatureCatalogue.index("spend_84");
    private static final int[] DEEDS = Stream.of("core_84", "interactions_84", "content_84", "invites_84")
            .mapToInt(FeatureCatalogue::index)
            .toArray();

    private final String en;
    private final String zh;

    Trap(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    static Optional<Trap> of(double[] vector, boolean isValuable, boolean isActive) {
        if (isValuable && !isActive && vector[SPEND] > 0) {
            return Optional.of(SILENT_PAYER);
        }
        boolean onlyComes = vector[ACTIVE_DAYS] >= OFTEN
                && vector[YEAR_S_SPEND] == 0
                && IntStream.of(DEEDS).noneMatch(deed -> vector[deed] > 0);
        return onlyComes ? Optional.of(CHECK_IN_ONLY) : Optional.empty();
    }

    @Override
    public String en() {
        return en;
    }

    @Override
    public String zh() {
        return zh;
    }
}
