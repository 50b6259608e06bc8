/**
 * When outcomes are read, which days are a log's, and how much history there is to learn from.
 */
package io.perennial.features.time;
