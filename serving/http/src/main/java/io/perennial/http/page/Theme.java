package io.perennial.http.page;

import java.util.Locale;

/** Light or dark. */
public enum Theme {
    /** As the reader's system is. */
    AUTO,
    LIGHT,
    DARK;

    /** The name in cookies and forms. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The theme of a name; {@link #AUTO} where there is none of it. */
    static Theme of(String id) {
        for (Theme theme : values()) {
            if (theme.id().equals(id)) {
                return theme;
            }
        }
        return AUTO;
    }
}
