package io.perennial.features.event;

import java.util.Set;

/** The words that databases and pandas write where there is no value. */
public final class NoValue {

    /** The words, as they are written. */
    public static final Set<String> WORDS = Set.of("NULL", "null", "\\N", "NaN", "nan", "None");

    private NoValue() {}

    /** Whether a text, without blanks around it, is such a word. */
    public static boolean isWord(String text) {
        return WORDS.contains(text);
    }
}
