/**
 * What users do and receive: events of a closed set of kinds.
 */
package io.perennial.features.event;
