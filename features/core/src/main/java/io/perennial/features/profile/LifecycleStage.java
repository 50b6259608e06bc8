package io.perennial.features.profile;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.outcome.ChurnRule;
import java.util.Locale;

/**
 * Where a user stands in the life of a user. The first rule that holds decides, in the order of {@link #of}.
 *
 * <p>A user's usual gap is the mean gap between active days, or {@value #GAP_UNKNOWN} days while only one is known.
 */
public enum LifecycleStage {
    /** First seen less than {@value #SPROUT_DAYS} days ago. */
    SPROUT("sprout", "萌芽期"),
    /** First seen less than {@value #GROWTH_DAYS} days ago, fewer than four active days, or clearly rising. */
    GROWTH("growth", "成长期"),
    /** Established and not rising. */
    MATURE("mature", "成熟期"),
    /** Silent for more than three usual gaps, and at least {@value #DORMANT_DAYS} days. */
    DORMANT("dormant", "沉睡期"),
    /** Silent for the whole look-back of the churn rule: no longer eligible. */
    LOST("lost", "流失期"),
    /** Never active: only ever touched, or seen by kinds that are no activity. Has no scores. */
    NEVER_ACTIVE("never active", "从未活跃");

    private static final int SPROUT_DAYS = 28;
    private static final int GROWTH_DAYS = 84;
    private static final int DORMANT_DAYS = 28;
    private static final int GAP_UNKNOWN = 28;
    private static final double DORMANT_GAPS = 3;
    private static final double RISING = 0.25;

    private static final int SILENCE = FeatureCatalogue.index("silence_days");
    private static final int GAP = FeatureCatalogue.index("active_gap_mean");
    private static final int GAP_CV = FeatureCatalogue.index("active_gap_cv");
    private static final int TENURE = FeatureCatalogue.index("tenure_days");
    private static final int CHANGE = FeatureCatalogue.index("active_days_change_28");

    private final String en;
    private final String zh;

    LifecycleStage(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    /** The stage of a user with this feature vector. */
    public static LifecycleStage of(double[] vector, ChurnRule churn) {
        double silence = vector[SILENCE];
        if (Double.isNaN(silence)) {
            return NEVER_ACTIVE;
        }
        if (!churn.isEligible(silence)) {
            return LOST;
        }
        double gap = Double.isNaN(vector[GAP]) ? GAP_UNKNOWN : vector[GAP];
        if (silence >= DORMANT_DAYS && silence > DORMANT_GAPS * gap) {
            return DORMANT;
        }
        if (vector[TENURE] < SPROUT_DAYS) {
            return SPROUT;
        }
        boolean unsettled = vector[TENURE] < GROWTH_DAYS || Double.isNaN(vector[GAP_CV]);
        return unsettled || vector[CHANGE] >= RISING ? GROWTH : MATURE;
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
