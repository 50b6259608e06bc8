package io.perennial.http.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.Terminal.Ink;
import io.perennial.http.api.Json;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param level  how it is
 * @param about  where it was looked for, such as {@code memory} or {@code churn 3}
 * @param what   what was found
 * @param remedy what to do about it; empty where nothing needs to be done
 */
record Finding(Level level, String about, String what, String remedy) {

    /** How something is. */
    enum Level {
        /** As it should be. */
        GOOD("ok", Ink.GOOD),
        /** Worth knowing; nothing fails for it. */
        NOTE("note", Ink.NOTE),
        /** Something will fail, or already did. */
        FAULT("FAULT", Ink.FAULT);

        private final String word;
        private final Ink ink;

        Level(String word, Ink ink) {
            this.word = word;
            this.ink = ink;
        }

        String word() {
            return word;
        }

        Ink ink() {
            return ink;
        }
    }

    static Finding good(String about, String what) {
        return new Finding(Level.GOOD, about, what, "");
    }

    static Finding note(String about, String what, String remedy) {
        return new Finding(Level.NOTE, about, what, remedy);
    }

    static Finding fault(String about, String what, String remedy) {
        return new Finding(Level.FAULT, about, what, remedy);
    }

    /** What was found and what to do, as one sentence. */
    String sentence() {
        return remedy.isEmpty() ? what : what + "; " + remedy;
    }

    ObjectNode toJson() {
        return Json.object()
                .put("level", level.name().toLowerCase(Locale.ROOT))
                .put("about", about)
                .put("what", what)
                .put("remedy", remedy);
    }
}
