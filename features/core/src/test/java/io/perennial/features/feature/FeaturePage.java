package io.perennial.features.feature;

import java.util.ArrayList;
import java.util.List;

/** The reference page in Markdown: a table for every dimension. */
final class FeaturePage {

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

    /** The column that the titles of the tables say. */
    private static final int DIMENSION = 1;

    private FeaturePage() {}

    static String of(Language language) {
        List<String> header = FeatureTable.header(language);
        StringBuilder page = new StringBuilder(language.choose(INTRO_EN, INTRO_ZH));
        for (Dimension dimension : Dimension.values()) {
            page.append("\n## ").append(dimension.name(language));
            page.append(" (`").append(dimension.id()).append("`)\n\n");
            page.append(line(header));
            page.append("|").append("---|".repeat(header.size() - 1)).append("\n");
            FeatureTable.rows(language).stream()
                    .filter(row -> row.get(DIMENSION).equals(dimension.name(language)))
                    .forEach(row -> page.append(line(row)));
        }
        return page.toString();
    }

    private static String line(List<String> cells) {
        List<String> rest = new ArrayList<>(cells);
        rest.remove(DIMENSION);
        return "| " + String.join(" | ", rest) + " |\n";
    }
}
