package io.perennial.notebooks;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where outputs differ: text must be equal, numbers may differ within a tolerance. */
final class Difference {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])[-+]?\\d+(\\.\\d+)?(E-?\\d+)?(?![\\w.]|,\\d)");

    private Difference() {}

    /**
     * The first difference in words with both outputs, or empty where there is none.
     *
     * @param stored    outputs in the file
     * @param now       outputs of a run
     * @param tolerance how far a number may lie from the stored one, relative to the larger of 1 and its size
     */
    static Optional<String> of(List<Output> stored, List<Output> now, double tolerance) {
        if (stored.size() != now.size()) {
            return Optional.of("stored " + stored.size() + " outputs, now " + now.size() + shown(stored, now));
        }
        for (int i = 0; i < stored.size(); i++) {
            if (!kind(stored.get(i)).equals(kind(now.get(i)))) {
                return Optional.of("stored " + kind(stored.get(i)) + ", now " + kind(now.get(i)) + shown(stored, now));
            }
            Optional<String> line = line(stored.get(i).text(), now.get(i).text(), tolerance);
            if (line.isPresent()) {
                return line;
            }
        }
        return Optional.empty();
    }

    private static String kind(Output output) {
        return output instanceof Output.Value value ? "a value of type " + value.type() : "printed text";
    }

    private static String shown(List<Output> stored, List<Output> now) {
        return "\n--- stored\n" + all(stored) + "\n+++ now\n" + all(now);
    }

    private static String all(List<Output> outputs) {
        return String.join("\n", outputs.stream().map(Output::text).toList());
    }

    private static Optional<String> line(String stored, String now, double tolerance) {
        List<String> before = stored.lines().toList();
        List<String> after = now.lines().toList();
        StringBuilder difference = new StringBuilder();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            String left = i < before.size() ? before.get(i) : null;
            String right = i < after.size() ? after.get(i) : null;
            if (left == null || right == null || !agree(left, right, tolerance)) {
                difference.append(left == null ? "" : "\n- " + left).append(right == null ? "" : "\n+ " + right);
            }
        }
        return difference.isEmpty()
                ? Optional.empty()
                : Optional.of("differs (- stored, + now, tolerance " + tolerance + "):" + difference);
    }

    private static boolean agree(String stored, String now, double tolerance) {
        if (tolerance == 0 || stored.equals(now)) {
            return stored.equals(now);
        }
        if (!words(stored).equals(words(now))) {
            return false;
        }
        Matcher before = NUMBER.matcher(stored);
        Matcher after = NUMBER.matcher(now);
        while (before.find() && after.find()) {
            double left = Double.parseDouble(before.group());
            double right = Double.parseDouble(after.group());
            if (!(Math.abs(left - right) <= tolerance * Math.max(1, Math.abs(left)))) {
                return false;
            }
        }
        return true;
    }

    /** The text with every number, and the blanks that align it, as one mark. */
    private static String words(String line) {
        return NUMBER.matcher(line).replaceAll("#").replaceAll(" +#", " #");
    }
}
