package io.perennial.http.decision;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Which decisions are looked for.
 *
 * @param mark     ASCII text that the line of each of them holds, so that no other line need be read as JSON
 * @param decision what else holds of them
 * @param begunBefore segments that were begun then or later are passed over
 */
record Wanted(String mark, Predicate<Decision> decision, Instant begunBefore) {

    /** Whether a line holds the mark. */
    boolean mayBe(byte[] line) {
        byte[] bytes = mark.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + bytes.length <= line.length; at++) {
            if (Arrays.equals(line, at, at + bytes.length, bytes, 0, bytes.length)) {
                return true;
            }
        }
        return false;
    }
}
