/**
 * Everybody's ledger, features and score as of one day, as an immutable, hashed, sorted file set.
 *
 * <p>The batch writes it, the registry publishes it under {@code population}, the server looks users up in it. Users
 * are ordered by the unsigned bytes of their UTF-8 form, which is also Spark's order.
 */
package io.perennial.scoring.population;
