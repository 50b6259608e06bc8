package io.perennial.http.api;

import java.util.Set;

/**
 * Who asks.
 *
 * @param id    what journals, limits and logs call them: {@code key:} and the key's id, or {@code jwt:} and the token's
 *              subject
 * @param roles what they are there to do
 */
public record Caller(String id, Set<Role> roles) {

    /** Whoever asks where nobody has to say who they are: they may do everything the port offers. */
    public static final Caller ANYBODY = new Caller("anybody", Set.of(Role.values()));

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether any of the roles opens such routes. */
    public boolean may(Access access) {
        return roles.stream().anyMatch(role -> role.opens(access));
    }
}
