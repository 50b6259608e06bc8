/**
 * The commands that start others as child processes: {@code run}, {@code quickstart}, {@code backtest}, {@code nbd} of
 * raw logs and {@code results}.
 */
package io.perennial.launcher;
