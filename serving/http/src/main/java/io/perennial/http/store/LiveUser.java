package io.perennial.http.store;

import java.util.List;

/**
 * What a store knows of a user.
 *
 * @param erased whether the user was erased; then there are no parts
 * @param parts  one for all events of a day that were counted alike, in no order
 */
public record LiveUser(boolean erased, List<LivePart> parts) {
    public LiveUser {
        parts = List.copyOf(parts);
    }
}
