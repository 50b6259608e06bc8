package io.perennial.scoring.population;

/**
 * What a user is listed and filtered by.
 *
 * @param expectedLoss churn probability times value if retained, major units; NaN where unknown, listed last
 * @param churn        churn probability, NaN where there is none
 * @param eligible     whether the user is one that models are judged on
 */
public record Rank(double expectedLoss, double churn, boolean eligible) {}
