/**
 * Published versions on a disk: immutable, hashed, with one hash-chained journal per model as the only truth.
 *
 * <p>Start at {@link io.perennial.scoring.registry.Registry}.
 */
package io.perennial.scoring.registry;
