/** Failures looked into: what keeps a step from its work and is no fault of its input, told in words, and causes. */
package io.perennial.features.failure;
