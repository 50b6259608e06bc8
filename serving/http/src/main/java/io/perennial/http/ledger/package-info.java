/**
 * Everybody's ledger as it is now: the population bundle below, the live events above.
 *
 * <p>The rule of what counts, stated once in {@link io.perennial.http.ledger.Foundation}: of days before the bundle's as-of
 * the bundle speaks, of later days the store does, and an event that arrives late for the bundle counts until the logs
 * are read again.
 */
package io.perennial.http.ledger;
