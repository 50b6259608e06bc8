/** A population with known truth that writes the raw logs of a company. */
package io.perennial.simulator;
