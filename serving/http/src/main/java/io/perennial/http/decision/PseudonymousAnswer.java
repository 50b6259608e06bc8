package io.perennial.http.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.scoring.registry.FileStamp;

/** An answer with a pseudonym in the place of the user's id, wherever the id stands in it, and its digest. */
final class PseudonymousAnswer {

    private static final String USER = "user";
    private static final String SCORE = "score";
    private static final String USER_ID = "user_id";

    private PseudonymousAnswer() {}

    /** A copy of the answer under a pseudonym; the answer itself stays as it is. */
    static ObjectNode of(ObjectNode answer, String pseudonym) {
        ObjectNode copy = Json.object();
        copy.setAll(answer);
        copy.put(USER, pseudonym);
        if (copy.get(SCORE) instanceof ObjectNode score) {
            ObjectNode columns = Json.object();
            columns.setAll(score);
            copy.set(SCORE, columns.put(USER_ID, pseudonym));
        }
        return copy;
    }

    /** SHA-256 of the bytes that are sent, lower-case hex. */
    static String digest(ObjectNode answer) {
        return digest(Json.bytes(answer));
    }

    /** SHA-256 of bytes, lower-case hex. */
    static String digest(byte[] sent) {
        return FileStamp.of(sent).sha256();
    }
}
