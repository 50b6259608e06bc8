/** Candidates that another process has fitted, such as Spark MLlib's: files in the published form, judged like any other. */
package io.perennial.training.fitted;
