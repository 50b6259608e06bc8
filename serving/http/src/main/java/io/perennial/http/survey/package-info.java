/**
 * What is known of everybody at once: counted in one pass over a population in the background, then asked by lists and
 * pages without reading a user again.
 */
package io.perennial.http.survey;
