package io.perennial.http.live;

/**
 * A version, or a whole journal, that may not answer.
 *
 * @param name    model or {@code population}
 * @param version the version; 0 where the journal itself is refused
 * @param reason  why, and what to do
 */
public record Refusal(String name, int version, String reason) {}
