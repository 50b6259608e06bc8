/** The tables that steps leave for each other: events, ledger, aliases, and the summary of a log. */
package io.perennial.features.spark.table;
