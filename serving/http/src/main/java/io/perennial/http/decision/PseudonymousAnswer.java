package io.perennial.http.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.scoring.file.FileStamp;

/** An explanation with a pseudonym in the place of the user's id, and digests of answers. */
final class PseudonymousAnswer {

    private static final String USER = "user";

    private PseudonymousAnswer() {}

    /** A copy of the answer under a pseudonym; the answer itself stays as it is. */
    static ObjectNode of(ObjectNode answer, String pseudonym) {
        ObjectNode copy = Json.object();
        copy.setAll(answer);
        copy.put(USER, pseudonym);
        return copy;
    }

    /** SHA-256 of bytes, lower-case hex. */
    static String digest(byte[] sent) {
        return FileStamp.of(sent).sha256();
    }
}
