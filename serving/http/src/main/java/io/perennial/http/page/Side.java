package io.perennial.http.page;

import io.perennial.http.api.Role;
import java.util.List;

/** Which of the two ports pages are on: where one can go there, and what one is there to do. */
public enum Side {
    /** The port that answers: users, lists, models, data. */
    SERVING(Role.ANALYST),
    /** The port on which what serves can be changed: models alone, no user. */
    ADMIN(Role.ADMIN);

    private final Role role;

    Side(Role role) {
        this.role = role;
    }

    /** The pages one can go to from everywhere, in the order they are offered; the first is home. */
    public List<Place> places() {
        return this == ADMIN ? List.of(Place.MODELS) : List.of(Place.values());
    }

    /** The role one signs in with. */
    public Role role() {
        return role;
    }
}
