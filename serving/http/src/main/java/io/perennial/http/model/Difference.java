package io.perennial.http.model;

import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import io.perennial.scoring.registry.Manifest;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.registry.ModelFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How two versions of one model differ.
 *
 * @param facts   what they state, where it differs
 * @param figures every figure that either has
 */
public record Difference(List<Fact> facts, List<Measured> figures) {

    public Difference {
        facts = List.copyOf(facts);
        figures = List.copyOf(figures);
    }

    /** A fact that differs; what a version does not state is empty. */
    public record Fact(String name, String one, String other) {}

    /** A figure of both, with its 90 % interval where it is known, and the difference of the second to the first. */
    public record Measured(String name, Shown one, Shown other, Figure difference) {}

    /** A figure and the ends of its interval. */
    public record Shown(Figure value, Figure low, Figure high) {

        /** A figure of a manifest in its unit; a version without it has none. */
        public static Shown of(Numbers numbers, String name, Metric metric) {
            MetricUnit unit = MetricUnit.of(name);
            return new Shown(
                    unit.shown(numbers, metric.value()),
                    unit.shown(numbers, metric.low()),
                    unit.shown(numbers, metric.high()));
        }

        /** Whether its interval is known. */
        public boolean hasRange() {
            return Double.isFinite(low.value()) && Double.isFinite(high.value());
        }
    }

    /** The difference of two versions. */
    public static Difference of(Numbers numbers, Manifest one, Manifest other) {
        Map<String, String> first = facts(one.facts());
        Map<String, String> second = facts(other.facts());
        TreeSet<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        List<Fact> facts = new ArrayList<>();
        for (String name : names) {
            Fact fact = new Fact(name, first.getOrDefault(name, ""), second.getOrDefault(name, ""));
            if (!fact.one().equals(fact.other())) {
                facts.add(fact);
            }
        }
        return new Difference(
                facts, figures(numbers, one.facts().metrics(), other.facts().metrics()));
    }

    private static List<Measured> figures(Numbers numbers, Map<String, Metric> one, Map<String, Metric> other) {
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        Metric none = Metric.of(Double.NaN);
        return names.stream()
                .map(name -> {
                    Metric a = one.getOrDefault(name, none);
                    Metric b = other.getOrDefault(name, none);
                    return new Measured(
                            name,
                            Shown.of(numbers, name, a),
                            Shown.of(numbers, name, b),
                            MetricUnit.of(name).shown(numbers, b.value() - a.value()));
                })
                .toList();
    }

    private static Map<String, String> facts(ModelFacts facts) {
        Map<String, String> all = new TreeMap<>();
        all.put("family", facts.family());
        all.put("as_of", facts.asOf().toString());
        all.put("rung", facts.rung());
        all.put("verdict", facts.verdict());
        all.put("fingerprint", facts.fingerprint());
        all.put("data_hash", facts.provenance().dataHash());
        all.put("code_commit", facts.provenance().codeCommit());
        all.put("java", facts.provenance().java());
        facts.provenance().options().forEach((name, value) -> all.put("option " + name, value));
        facts.provenance().libraries().forEach((name, value) -> all.put("library " + name, value));
        return all;
    }
}
