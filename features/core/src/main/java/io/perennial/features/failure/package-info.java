/** What keeps a step from its work and is no fault of its input: recognised, and told in words. */
package io.perennial.features.failure;
