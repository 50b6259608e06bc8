package io.perennial.http.drill;

import java.util.Locale;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status the code
 * @param head   status line and headers
 * @param text   the body, whole
 */
public record Reply(int status, String head, String text) {

    static Reply of(String head, String text) {
        return new Reply(Integer.parseInt(head.substring(9, 12)), head, text);
    }

    /** The first header of a name. */
    public Optional<String> header(String name) {
        return header(head, name);
    }

    static Optional<String> header(String head, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    /** Whether the connection ends with it. */
    boolean isLast() {
        return header("Connection").filter("close"::equalsIgnoreCase).isPresent();
    }
}
