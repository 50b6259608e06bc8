/**
 * The training process: its commands, and {@code train}, from snapshots to promoted models and the file that says how
 * good they are.
 */
package io.perennial.training;
