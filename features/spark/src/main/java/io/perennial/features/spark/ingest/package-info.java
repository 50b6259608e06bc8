/** Raw rows to events and a daily ledger: bad rows to quarantine, repeats once, every row accounted for. */
package io.perennial.features.spark.ingest;
