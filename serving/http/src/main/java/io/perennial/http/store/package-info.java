/**
 * Where live events are kept: what came since the population bundle was made. One interface, two back ends.
 *
 * <p>A store knows nothing of populations, aliases or scores. It keeps, under pseudonyms, what each event adds to its
 * ledger day, and says of an event that is sent again whether it is the same.
 */
package io.perennial.http.store;
