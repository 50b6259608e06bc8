package io.perennial.command.toml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word a mistyped one probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The known word with the least edit distance, of several the one that begins most alike; empty where none is near. */
    public static Optional<String> to(String word, Collection<String> known) {
        String shown = word.length() > 64 ? word.substring(0, 64) : word;
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(shown, candidate))
                        .thenComparingInt(candidate -> -alike(shown, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(shown, candidate) <= Math.max(2, candidate.length() / 2));
    }

    /** A clause such as {@code did you mean 'amount'?}; lists the known words where none is near. */
    public static String hint(String word, Collection<String> known) {
        return to(word, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("known are " + String.join(", ", known));
    }

    /** The same, ending a message. */
    public static String advice(String word, Collection<String> known) {
        return "; " + hint(word, known);
    }

    /** Whether a word is so near to a known one that it can only be a slip of the keyboard. */
    static boolean isMisspelt(String word, String known) {
        return distance(word, known) <= Math.max(1, Math.min(word.length(), known.length()) / 3);
    }

    /** How many letters two words begin with in common. */
    private static int alike(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int count = 0;
        while (count < most && one.regionMatches(true, count, other, count, 1)) {
            count++;
        }
        return count;
    }

    /** Levenshtein's distance, upper and lower case alike. */
    private static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
