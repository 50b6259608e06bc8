package io.perennial.scoring.model;

/**
 * Names of what published graphs give: the contract of trainers, who name them, and of the scorer, who asks for them. The
 * columns of scores bear the same names.
 */
public final class Outputs {

    /** The calibrated churn probability, in [0, 1]. */
    public static final String CHURN_PROBABILITY = "churn_probability";

    /** Lower end of its interval. */
    public static final String CHURN_LOW = "churn_low";

    /** Upper end of its interval. */
    public static final String CHURN_HIGH = "churn_high";

    /** Expected value in the outcome window of a user who stays, major units. */
    public static final String VALUE_IF_RETAINED = "value_if_retained";

    /** Expected value in the outcome window, major units. */
    public static final String LTV = "ltv";

    /** Lower end of its interval. */
    public static final String LTV_LOW = "ltv_low";

    /** Upper end of its interval. */
    public static final String LTV_HIGH = "ltv_high";

    /** Expected purchase occasions in the outcome window; of models of logs with purchases. */
    public static final String EXPECTED_PURCHASES = "expected_purchases";

    /** The probability of not having left; only where that is identified. */
    public static final String P_ALIVE = "p_alive";

    /** Expected spend of all coming blocks together, major units; not every trend has it. */
    public static final String TREND_TOTAL = "trend_total";

    private Outputs() {}

    /** Expected spend of a coming block of 30 days, counted from 1, major units. */
    public static String trend(int block) {
        return "trend_m" + block;
    }
}
