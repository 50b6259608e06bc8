package io.perennial.scoring.population;

import io.perennial.features.profile.Risk;

/**
 * One line of the list of users.
 *
 * @param ordinal      place of the user in the population, from 0
 * @param expectedLoss churn probability times value if retained, major units; NaN where unknown
 * @param risk         colour of the churn probability
 * @param eligible     whether the user is one that models are judged on
 */
public record Listed(int ordinal, double expectedLoss, Risk risk, boolean eligible) {}
