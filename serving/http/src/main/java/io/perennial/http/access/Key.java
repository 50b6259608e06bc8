package io.perennial.http.access;

import io.perennial.http.api.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the server knows of a key; never the key itself.
 *
 * @param id      public part of the key
 * @param name    who holds it, for people
 * @param roles   ids of its roles, at least one
 * @param created when it was made
 * @param expires the instant from which it is refused
 * @param revoked whether it is refused at once
 * @param sha256  SHA-256 of the whole key. The key holds 256 random bits, so nothing is gained by a slow hash
 */
public record Key(
        String id, String name, List<String> roles, Instant created, Instant expires, boolean revoked, String sha256) {

    public Key {
        roles = List.copyOf(new TreeSet<>(roles));
        Optional<String> unknown =
                roles.stream().filter(role -> Role.of(role).isEmpty()).findFirst();
        if (roles.isEmpty() || unknown.isPresent()) {
            throw new IllegalArgumentException("key " + id + " has "
                    + unknown.map(role -> "an unknown role '" + role + "'").orElse("no role") + "; roles are "
                    + String.join(", ", Role.ids()));
        }
    }

    /** Its roles. */
    Set<Role> granted() {
        return roles.stream().flatMap(role -> Role.of(role).stream()).collect(Collectors.toSet());
    }

    /** The same key, refused from now on. */
    Key revoke() {
        return new Key(id, name, roles, created, expires, true, sha256);
    }
}
