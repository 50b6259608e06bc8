/** The Spark process of {@code ingest} and {@code features}: its commands and its session. */
package io.perennial.features.spark;
