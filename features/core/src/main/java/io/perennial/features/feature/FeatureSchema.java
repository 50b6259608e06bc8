package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
public record FeatureSchema(FeatureContext context, OutcomeWindow window, ValueRule value) implements Schema {

    /** What every canonical text ends with. */
    private static final String FEATURE_LINES = FeatureCatalogue.features().stream()
            .map(feature ->
                    "feature." + feature.id() + "=" + feature.dimension().id() + " " + feature.unit() + "\n")
            .collect(Collectors.joining());

    /** The features, in the order of every vector. */
    public List<Feature> features() {
        return FeatureCatalogue.features();
    }

    @Override
    public List<String> ids() {
        return features().stream().map(Feature::id).toList();
    }

    @Override
    public List<Part> parts() {
        return Dimension.EXPLAINED;
    }

    @Override
    public Part part(int column) {
        return features().get(column).dimension();
    }

    @Override
    public boolean isOrdered(int column) {
        return true;
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

    @Override
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
        return lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue() + "\n")
                .collect(Collectors.joining("", "", FEATURE_LINES));
    }

    /**
     * Reads a canonical text.
     *
     * @throws IllegalArgumentException where a line is missing or malformed, or where it names other features than this
     *     build has, with the difference
     */
    public static FeatureSchema parse(String canonical) {
        Map<String, String> lines = SchemaText.lines(canonical);
        LogDefinition log = new LogDefinition(
                read(lines, "zone", "a time zone", ZoneId::of),
                SchemaText.get(lines, "currency"),
                kinds(SchemaText.get(lines, "carried")));
        ChurnRule churn = new ChurnRule(kinds(SchemaText.get(lines, "active")), wholeNumber(lines, "lookback_days"));
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

    private static int wholeNumber(Map<String, String> lines, String key) {
        return read(lines, key, "a whole number", Integer::valueOf);
    }

    private static double number(Map<String, String> lines, String key) {
        return read(lines, key, "a number", Double::valueOf);
    }

    private static <T> T read(Map<String, String> lines, String key, String what, Function<String, T> reader) {
        String value = SchemaText.get(lines, key);
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
