package io.perennial.features.outcome;

/**
 * How money in the outcome window becomes value.
 *
 * @param margin         share of revenue that is margin, in (0, 1]; with 1 reports call value revenue
 * @param discountAnnual yearly discount rate, 0 or more; 0 means undiscounted
 * @param refunds        what refunds do
 */
public record ValueRule(double margin, double discountAnnual, Refunds refunds) {

    /** Days of the year that a yearly rate of discount is of. */
    public static final double DAYS_A_YEAR = 365.25;

    /** What refunds do to value. */
    public enum Refunds {
        /** Netted by refund day, floored at 0 per user and window. */
        SUBTRACT,
        /** Not looked at. */
        IGNORE
    }

    public ValueRule {
        if (!(margin > 0 && margin <= 1)) {
            throw new IllegalArgumentException("value.margin " + margin + " is outside (0, 1]");
        }
        if (!(discountAnnual >= 0 && discountAnnual < 10)) {
            throw new IllegalArgumentException("value.discount_annual " + discountAnnual + " is outside [0, 10)");
        }
    }

    /** Revenue, undiscounted, less refunds. */
    public static ValueRule defaults() {
        return new ValueRule(1.0, 0.0, Refunds.SUBTRACT);
    }
}
