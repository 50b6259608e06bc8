/** Labelled snapshots as rows: who is learned from, calibrated on and tested on, folds by user, samples. */
package io.perennial.training.data;
