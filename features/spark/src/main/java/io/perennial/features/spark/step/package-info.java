/** How a step writes: beside its place, by one writer, renamed once it is whole; progress and failures in words. */
package io.perennial.features.spark.step;
