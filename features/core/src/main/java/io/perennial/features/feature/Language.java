package io.perennial.features.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The languages in which names and reasons are said. */
public enum Language {
    EN,
    ZH;

    /** The id in options and queries: {@code en} or {@code zh}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All ids. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Language::id).toList();
    }

    /** One of two texts. */
    public String choose(String en, String zh) {
        return this == EN ? en : zh;
    }

    /**
     * The language of an id.
     *
     * @throws IllegalArgumentException where it is neither {@code en} nor {@code zh}
     */
    public static Language of(String id) {
        for (Language language : values()) {
            if (language.id().equals(id)) {
                return language;
            }
        }
        throw new IllegalArgumentException("language '" + id + "' is not known; use en or zh");
    }
}
