package io.perennial.features.feature;

import io.perennial.features.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue as a table for readers: {@code perennial features --list} and the reference page print it. */
public final class FeatureTable {

    private static final List<String> HEADER_EN = List.of(
            "id", "dimension", "unit", "name", "meaning", "missing where", "risk", "actionable", "warning", "reads");
    private static final List<String> HEADER_ZH =
            List.of("标识", "维度", "单位", "名称", "含义", "何时缺失", "与流失风险的关系", "可干预", "预警行为", "读取的事件");

    private static final String INTRO_EN = """
            # Features

            Every feature is one number that is true of a user as of a day: it reads nothing of that day or later. The
            last visible day is the one before; a window of n days is the n days before the as-of; an earlier rate is
            the user's own, from the first visible day, at most 364 days back. A value is missing where the log does not
            carry the kinds named under "reads", and where the rule beside it says so; missing is never zero. Where
            "reads" is empty, the active kinds, the calendar or the first day of anything are read.
            """;

    private static final String INTRO_ZH = """
            # 特征参考

            每个特征都是某个用户截至某一天的一个事实数字，当天及以后的任何记录都不参与计算。最后可见日是观察日的前一天；\
            “近 n 天”指观察日之前的 n 天；“个人基线”是该用户近期窗口之前的平均水平，自首次出现之日算起，最多取窗口之前的 364 天。\
            日志不包含“读取的事件”一栏所列类型时，或满足“何时缺失”所述条件时，取值缺失；缺失不等于零。\
            “读取的事件”为空的特征，读取的是活跃事件、日历或首次出现的日期。
            """;

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

    /** The reference page in Markdown: a table for every dimension. */
    public static String markdown(Language language) {
        StringBuilder page = new StringBuilder(language.choose(INTRO_EN, INTRO_ZH));
        for (Dimension dimension : Dimension.values()) {
            page.append("\n## ").append(dimension.name(language));
            page.append(" (`").append(dimension.id()).append("`)\n\n");
            page.append(line(withoutDimension(header(language))));
            page.append("|").append("---|".repeat(HEADER_EN.size() - 1)).append("\n");
            for (Feature feature : FeatureCatalogue.of(dimension)) {
                page.append(line(withoutDimension(row(feature, language))));
            }
        }
        return page.toString();
    }

    private static List<String> withoutDimension(List<String> row) {
        List<String> rest = new ArrayList<>(row);
        rest.remove(1);
        return rest;
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static List<List<String>> all(Language language) {
        List<List<String>> rows = new ArrayList<>(rows(language));
        rows.add(0, header(language));
        return rows;
    }
}
