/**
 * Maximum likelihood fits of the NBD family and of Gamma-Gamma, with a verdict on what the data could tell.
 *
 * <p>Days are the unit of time. A fit that ran to the edge of its parameters, that found no dropout or whose
 * likelihood is flat says so as a type, and the simpler model takes its place by name.
 */
package io.perennial.training.nbd;
