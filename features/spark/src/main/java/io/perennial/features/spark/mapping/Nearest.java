package io.perennial.features.spark.mapping;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known name nearest to a mistyped one, for messages. */
public final class Nearest {

    private Nearest() {}

    /** A clause such as {@code did you mean 'amount'?}; lists the known names where none is near. */
    public static String hint(String unknown, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance(unknown, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(unknown, name) <= Math.max(2, unknown.length() / 2))
                .map(name -> "did you mean '" + name + "'?")
                .orElse("known are " + String.join(", ", known));
    }

    /** Whether a word is so near to a known one that it can only be a slip of the keyboard. */
    static boolean isMisspelt(String word, String known) {
        return distance(word, known) <= Math.max(1, Math.min(word.length(), known.length()) / 3);
    }

    private static int distance(String left, String right) {
        return LevenshteinDistance.getDefaultInstance().apply(left, right);
    }
}
