package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything a score's meaning rests on: which features in which order, of which log, about which outcome.
 *
 * <p>Its {@link #canonical} text is stored in every snapshot and model; its {@link #fingerprint} is what a loader
 * compares. Two schemas of equal fingerprint give bit-equal vectors for the same events and as-of.
 *
 * @param context the log and what counts as activity
 * @param window  gap and horizon of the outcome scores speak of
 * @param value   how money becomes value
 */
public record FeatureSchema(FeatureContext context, OutcomeWindow window, ValueRule value) {

    /** The features, in the order of every vector. */
    public List<Feature> features() {
        return FeatureCatalogue.features();
    }

    /** All features of a user: NaN for missing. */
    public double[] vector(History history) {
        UserView user = new UserView(history, context);
        List<Feature> features = features();
        double[] values = new double[features.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.get(i).value(user);
        }
        return values;
    }

    /** The schema as lines of {@code key=value}; {@link #parse} reads it back. */
    public String canonical() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("definition", Integer.toString(FeatureCatalogue.DEFINITION_VERSION));
        lines.put("zone", context.log().zone().getId());
        lines.put("currency", context.log().currency());
        lines.put("carried", join(context.log().carried()));
        lines.put("active", join(context.churn().active()));
        lines.put("lookback_days", Integer.toString(context.churn().lookbackDays()));
        lines.put("gap_days", Integer.toString(window.gapDays()));
        lines.put("horizon_days", Integer.toString(window.horizonDays()));
        lines.put("margin", Double.toString(value.margin()));
        lines.put("discount_annual", Double.toString(value.discountAnnual()));
        lines.put("refunds", value.refunds().name());
        for (Feature feature : features()) {
            lines.put("feature." + feature.id(), feature.dimension().id() + " " + feature.unit());
        }
        return lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** SHA-256 of {@link #canonical}, lower-case hex. */
    public String fingerprint() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(canonical().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first difference to a stored canonical text, in words, or empty where the schemas are equal. */
    public Optional<String> difference(String stored) {
        Map<String, String> mine = lines(canonical());
        Map<String, String> theirs = lines(stored);
        for (Map.Entry<String, String> line : theirs.entrySet()) {
            String here = mine.get(line.getKey());
            if (!line.getValue().equals(here)) {
                return Optional.of("'" + line.getKey() + "' is " + line.getValue() + " there, "
                        + (here == null ? "absent" : here) + " here");
            }
        }
        return mine.keySet().stream()
                .filter(key -> !theirs.containsKey(key))
                .findFirst()
                .map(key -> "'" + key + "' is absent there, " + mine.get(key) + " here")
                .or(() -> canonical().equals(stored) ? Optional.empty() : Optional.of("the order of lines differs"));
    }

    /**
     * Reads a canonical text.
     *
     * @throws IllegalArgumentException where a line is missing or malformed, or where it names other features than this
     *     build has, with the difference
     */
    public static FeatureSchema parse(String canonical) {
        Map<String, String> lines = lines(canonical);
        LogDefinition log = new LogDefinition(
                read(lines, "zone", "a time zone", ZoneId::of), get(lines, "currency"), kinds(get(lines, "carried")));
        ChurnRule churn = new ChurnRule(kinds(get(lines, "active")), wholeNumber(lines, "lookback_days"));
        FeatureSchema schema = new FeatureSchema(
                new FeatureContext(log, churn),
                new OutcomeWindow(wholeNumber(lines, "gap_days"), wholeNumber(lines, "horizon_days")),
                new ValueRule(
                        number(lines, "margin"),
                        number(lines, "discount_annual"),
                        read(lines, "refunds", "SUBTRACT or IGNORE", ValueRule.Refunds::valueOf)));
        schema.difference(canonical).ifPresent(difference -> {
            throw new IllegalArgumentException("feature schema differs from this build's: " + difference
                    + "; use the release that wrote it, or rebuild features and retrain with this one");
        });
        return schema;
    }

    private static Map<String, String> lines(String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("feature schema line '" + line + "' is not key=value");
            }
            lines.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return lines;
    }

    private static String get(Map<String, String> lines, String key) {
        String value = lines.get(key);
        if (value == null) {
            throw new IllegalArgumentException("feature schema lacks the line '" + key + "='");
        }
        return value;
    }

    private static int wholeNumber(Map<String, String> lines, String key) {
        return read(lines, key, "a whole number", Integer::valueOf);
    }

    private static double number(Map<String, String> lines, String key) {
        return read(lines, key, "a number", Double::valueOf);
    }

    private static <T> T read(Map<String, String> lines, String key, String what, Function<String, T> reader) {
        String value = get(lines, key);
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "feature schema line '" + key + "=" + value + "' is not " + what + "; rebuild the features", e);
        }
    }

    private static String join(Set<EventKind> kinds) {
        return kinds.stream().map(EventKind::id).collect(Collectors.joining(","));
    }

    private static Set<EventKind> kinds(String joined) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        Arrays.stream(joined.split(","))
                .filter(id -> !id.isEmpty())
                .forEach(id -> kinds.add(EventKind.of(id)
                        .orElseThrow(() -> new IllegalArgumentException("'" + id + "' is not an event kind"))));
        return kinds;
    }
}
