package io.perennial.http.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The media types a client can use, as the header Accept says it (RFC 9110, section 12.5.1). Of a type the narrowest range
 * speaks that holds it; nothing said is anything taken.
 *
 * @param header all its lines, joined by commas
 */
public record Accepted(String header) {

    private static final String ANYTHING = "*/*";
    private static final Pattern WEIGHT = Pattern.compile("\\s*q\\s*=\\s*([01](\\.[0-9]{0,3})?)\\s*");

    private record Range(String type, double weight) {

        static Range of(String text) {
            String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
            double weight = Arrays.stream(parts)
                    .map(WEIGHT::matcher)
                    .filter(Matcher::matches)
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .findFirst()
                    .orElse(1);
            return new Range(parts[0].strip(), weight);
        }

        boolean holds(String mediaType) {
            return type.equals(mediaType)
                    || type.equals(ANYTHING)
                    || type.equals(mediaType.substring(0, mediaType.indexOf('/')) + "/*");
        }

        /** Fewer stars say more. */
        long stars() {
            return type.chars().filter(character -> character == '*').count();
        }
    }

    /** The type it likes best of those offered, the first of those it likes alike; empty where it can use none. */
    public Optional<String> best(List<String> offered) {
        if (header.isBlank() || header.equals(ANYTHING)) {
            return offered.stream().findFirst();
        }
        List<Range> ranges = Arrays.stream(header.split(",", -1)).map(Range::of).toList();
        String best = null;
        double most = 0;
        for (String type : offered) {
            double weight = weight(type, ranges);
            if (weight > most) {
                best = type;
                most = weight;
            }
        }
        return Optional.ofNullable(best);
    }

    private static double weight(String type, List<Range> ranges) {
        String name = type.split(";", 2)[0];
        return ranges.stream()
                .filter(range -> range.holds(name))
                .min(Comparator.comparingLong(Range::stars))
                .map(Range::weight)
                .orElse(0.0);
    }
}
