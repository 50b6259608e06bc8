package io.perennial.http.decision;

/**
 * What a line of the log is found by.
 *
 * @param predictionId id of the prediction
 * @param user         pseudonym
 * @param digest       SHA-256 of the answer
 */
record Label(String predictionId, String user, String digest) {}
