package io.perennial.features.feature;

import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ChurnRule;

/**
 * What a feature may know besides the user's history: facts of the log, never of other users.
 *
 * @param log   zone, currency and carried kinds
 * @param churn what counts as activity
 */
public record FeatureContext(LogDefinition log, ChurnRule churn) {}
