/**
 * What follows from a feature vector without a model: RFM, lifecycle stage, health, decay; and the grades of a churn
 * probability.
 */
package io.perennial.features.profile;
