package io.perennial.http.access;

import io.perennial.http.api.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys as they are now; immutable. */
final class Keyring {

    /** Stands in for the key that is not there, so that looking takes as long as for one that is. */
    private static final String NOBODY = "0".repeat(64);

    private final Map<String, Key> keys = new TreeMap<>();

    Keyring(List<Key> keys) {
        for (Key key : keys) {
            if (this.keys.put(key.id(), key) != null) {
                throw new IllegalArgumentException("key " + key.id() + " is there twice");
            }
        }
    }

    /** Whose key it is, or the problem of one that is unknown, revoked or expired. */
    Caller caller(KeySecret given, Instant now) {
        Key key = keys.get(given.id());
        boolean isTheirs = given.isOf(key == null ? NOBODY : key.sha256());
        if (key == null || !isTheirs || key.revoked()) {
            throw Gate.unknown("the key is not known here, or was revoked; ask for one made by: perennial keys create");
        }
        if (!now.isBefore(key.expires())) {
            throw Gate.unknown("key " + given + " expired at " + key.expires() + "; ask for a new one");
        }
        return new Caller("key:" + key.id(), key.granted());
    }

    /** All of them, by id. */
    List<Key> keys() {
        return List.copyOf(keys.values());
    }
}
