/** The batch: everybody's scores and reasons as of one day, by Spark around {@code serving/scoring}. */
package io.perennial.batch;
