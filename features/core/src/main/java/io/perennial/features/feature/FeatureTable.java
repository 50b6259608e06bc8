package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue as a table for readers, as {@code perennial features --list} prints it. */
public final class FeatureTable {

    private static final List<String> HEADER_EN = List.of(
            "id", "dimension", "unit", "name", "meaning", "missing where", "risk", "actionable", "warning", "reads");
    private static final List<String> HEADER_ZH =
            List.of("标识", "维度", "单位", "名称", "含义", "何时缺失", "与流失风险的关系", "可干预", "预警行为", "读取的事件");

    private FeatureTable() {}

    /** The titles of the columns. */
    public static List<String> header(Language language) {
        return language == Language.EN ? HEADER_EN : HEADER_ZH;
    }

    /** A row for every feature, in the order of every vector. */
    public static List<List<String>> rows(Language language) {
        return FeatureCatalogue.features().stream()
                .map(feature -> row(feature, language))
                .toList();
    }

    private static List<String> row(Feature feature, Language language) {
        return List.of(
                feature.id(),
                feature.dimension().name(language),
                feature.unit().name(language),
                feature.name(language),
                feature.meaning(language),
                feature.missing().rule(language),
                feature.direction().name(language),
                yes(feature.actionable(), language),
                yes(feature.warning(), language),
                reads(feature, language));
    }

    private static String yes(boolean fact, Language language) {
        return fact ? language.choose("yes", "是") : "";
    }

    /** Needed kinds first, joined by "and"; then those of which one is enough, joined by "or". */
    private static String reads(Feature feature, Language language) {
        Set<EventKind> needs = feature.needs().kinds();
        Set<EventKind> others = feature.reads().without(feature.needs()).kinds();
        List<String> parts = new ArrayList<>();
        if (!needs.isEmpty()) {
            parts.add(join(needs, language.choose(" and ", " 且 ")));
        }
        if (!others.isEmpty()) {
            parts.add(join(others, language.choose(" or ", " 或 ")));
        }
        return String.join(language.choose("; ", "；"), parts);
    }

    private static String join(Set<EventKind> kinds, String with) {
        return kinds.stream().map(EventKind::id).collect(Collectors.joining(with));
    }

    /** The table as tab-separated lines under a header, for programs and terminals. */
    public static String tsv(Language language) {
        return all(language).stream().map(row -> String.join("\t", row) + "\n").collect(Collectors.joining());
    }

    private static List<List<String>> all(Language language) {
        List<List<String>> rows = new ArrayList<>(rows(language));
        rows.add(0, header(language));
        return rows;
    }
}
