/**
 * When outcomes are read, and how much history there is to learn from.
 */
package io.perennial.features.time;
