/** Speed of ingest and features beside DuckDB on the same files, with equal results checked. */
package io.perennial.features.spark.bench;
