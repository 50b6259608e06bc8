/**
 * What users did as additive counts per business day, and what is visible of it as of a day.
 *
 * <p>{@link io.perennial.features.ledger.LedgerDay} adds up in any order; {@link io.perennial.features.ledger.History}
 * is the only way to read it for features, and shows nothing of the as-of or later.
 */
package io.perennial.features.ledger;
