package io.perennial.http.command;

import io.perennial.command.TextTable;
import io.perennial.features.feature.Language;
import io.perennial.scoring.explain.MonthsExplanation;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A trend explained by the months it was read from, for a terminal. */
final class MonthsText {

    private static final ValueText TEXT = new ValueText(Target.TREND);

    private MonthsText() {}

    static List<String> lines(MonthsExplanation explanation, Score score, Language language) {
        TextTable table = new TextTable();
        table.row(language.choose("baseline", "参照路径"), TEXT.cell(explanation.baseline()));
        table.row(language.choose("calendar", "季节"), TEXT.part(explanation.calendar()));
        explanation
                .months()
                .forEach(month -> table.row(
                        LocalDate.ofEpochDay(month.from())
                                + language.choose(" to ", " 至 ")
                                + LocalDate.ofEpochDay(month.to() - 1L),
                        TEXT.part(month.value()),
                        language.choose("spent", "消费") + TEXT.cell(month.spend())));
        table.row(language.choose("read beside the months", "月份以外的输入"), TEXT.part(explanation.other()));
        table.row(language.choose("trend", "趋势"), TEXT.cell(explanation.score()));
        List<String> lines = new ArrayList<>();
        lines.add(score.user() + language.choose(", as of ", "，观察日 ") + LocalDate.ofEpochDay(score.asOf()) + " ("
                + explanation.model() + ")");
        lines.add(headline(score, language));
        lines.add("");
        lines.addAll(table.lines());
        return lines;
    }

    /** The trend in one line: the sum of the six blocks, then each. */
    static String headline(Score score, Language language) {
        String blocks = score.trend().stream().map(TEXT::number).collect(Collectors.joining(" + "));
        return language.choose("expected spend of the next six blocks ", "未来六期预期消费 ") + TEXT.number(score.trendTotal())
                + " " + score.frame().currency() + " = " + blocks;
    }
}
