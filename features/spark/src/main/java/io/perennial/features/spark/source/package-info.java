/** Raw files as rows: CSV and JSON in pieces that tasks read beside each other, each row with its place. */
package io.perennial.features.spark.source;
