package io.perennial.http.command;

import io.perennial.command.TextTable;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Language;
import io.perennial.http.answer.ChangeView;
import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.ChangeResult;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Withheld;
import java.util.ArrayList;
import java.util.List;

/** What changed since an earlier day, for a terminal: its parts in the order in which they add up. */
final class ChangeText {

    private final Change change;
    private final Language language;
    private final ValueText text;

    private ChangeText(Change change, Language language) {
        this.change = change;
        this.language = language;
        this.text = new ValueText(change.target());
    }

    /** The lines; one that says why where the change can't be told. */
    static List<String> lines(ChangeResult result, String since, Language language) {
        if (result instanceof Withheld withheld && withheld.cause() != Withheld.Cause.SUM_FAILED) {
            return List.of("", language.choose("! no change to tell: ", "！无法比较：") + withheld.words());
        }
        return new ChangeText(ChangeView.require(result), language).lines(since);
    }

    private List<String> lines(String since) {
        TextTable table = new TextTable();
        table.row(say("score as of " + since, since + " 的评分"), text.cell(change.from()));
        row(table, say("other model", "模型更新"), change.model());
        row(table, say("other calibration", "校准更新"), change.calibration());
        row(table, say(Dimension.CONTEXT.en(), Dimension.CONTEXT.zh()), change.context());
        for (Explanation.Contribution part : change.dimensions()) {
            row(table, part.dimension().name(language), part.value());
        }
        table.row(say("score now", "当前评分"), text.cell(change.to()));
        List<String> lines = new ArrayList<>(List.of("", say("what changed", "变化分解")));
        lines.addAll(table.lines());
        return lines;
    }

    private void row(TextTable table, String name, double value) {
        table.row(name, text.part(value));
    }

    private String say(String en, String zh) {
        return language.choose(en, zh);
    }
}
