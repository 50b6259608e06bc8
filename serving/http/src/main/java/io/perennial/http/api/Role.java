package io.perennial.http.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the holder of a key is there to do. A key may have several. */
public enum Role {
    /** A service that sends events and acts on scores. */
    SCORE,
    /** A service that shows reasons beside scores. */
    EXPLAIN,
    /** A person who looks at users and lists of users. */
    ANALYST,
    /** Who decides what serves; sees no user. */
    ADMIN,
    /** Who answers a person's request for the own data, or for its deletion. */
    PRIVACY;

    /** Whether the role may use routes of such access. */
    public boolean opens(Access access) {
        return switch (access) {
            case OPEN, ANY_KEY -> true;
            case SCORE -> this == SCORE || this == EXPLAIN || this == ANALYST;
            case EXPLAIN -> this == EXPLAIN || this == ANALYST;
            case HISTORY -> this == EXPLAIN || this == ANALYST || this == PRIVACY;
            case PERSON -> this == ANALYST || this == PRIVACY;
            case ANALYST -> this == ANALYST;
            case ADMIN -> this == ADMIN;
            case PRIVACY -> this == PRIVACY;
        };
    }

    /** The name in keys, tokens and documents, such as {@code score}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a name, or empty where there is none. */
    public static Optional<Role> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Role::id).toList();
    }
}
