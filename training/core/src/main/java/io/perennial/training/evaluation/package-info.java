/** Judging: proper scores, calibration, ranks, intervals, and the file that tells the report how good each model is. */
package io.perennial.training.evaluation;
