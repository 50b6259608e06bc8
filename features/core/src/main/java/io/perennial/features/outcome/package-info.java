/**
 * What counts as being alive and as value, and what a user did in an outcome window.
 */
package io.perennial.features.outcome;
