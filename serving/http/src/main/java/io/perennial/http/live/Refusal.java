package io.perennial.http.live;

/**
 * A version, or a whole journal, that may not answer.
 *
 * @param name    model or {@code population}
 * @param version the version; 0 where the journal itself is refused
 * @param reason  why, and what to do
 */
public record Refusal(String name, int version, String reason) {

    /** What is refused and why, as it is told in logs; a reason that names it already says it all. */
    public String sentence() {
        String named = version == 0 ? name : name + " " + version;
        return reason.startsWith(named + " ") ? reason : named + " may not answer: " + reason;
    }
}
