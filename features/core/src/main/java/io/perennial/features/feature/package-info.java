/**
 * What is true of a user as of a day: every feature, defined once for training and serving.
 *
 * <p>{@link io.perennial.features.feature.FeatureCatalogue} lists them, a file for each dimension;
 * {@link io.perennial.features.feature.FeatureSchema} turns a history into a vector.
 */
package io.perennial.features.feature;
