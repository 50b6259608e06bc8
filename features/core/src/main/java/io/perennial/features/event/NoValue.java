package io.perennial.features.event;

import java.util.Set;

/** The words that databases and pandas write where there is no value. */
public final class NoValue {

    /** The words, as they are written. */
    public static final Set<String> WORDS = Set.of("NULL", "null", "\\N", "NaN", "nan", "None");

    private NoValue() {}

    /** The text, or none where it is such a word. */
    public static String orEmpty(String text) {
        return isWord(text.strip()) ? "" : text;
    }

    /** Whether a text, without blanks around it, is such a word. */
    public static boolean isWord(String text) {
        return WORDS.contains(text);
    }
}
