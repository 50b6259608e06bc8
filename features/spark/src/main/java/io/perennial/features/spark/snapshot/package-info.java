/** The ledger to snapshots of features and to outcomes, many as-of days in one pass over each user. */
package io.perennial.features.spark.snapshot;
