package io.perennial.http.page;

import java.util.Locale;

/** The pages one can go to from everywhere, in the order they are offered. */
public enum Place {
    OVERVIEW("/"),
    USERS("/users"),
    MODELS("/models"),
    DATA("/data");

    private final String path;

    Place(String path) {
        this.path = path;
    }

    /** Where it is. */
    public String path() {
        return path;
    }

    /** The key of its name among the words. */
    public String word() {
        return "place." + name().toLowerCase(Locale.ROOT);
    }
}
