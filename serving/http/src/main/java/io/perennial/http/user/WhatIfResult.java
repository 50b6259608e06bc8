package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.answer.WhatIf;
import io.perennial.http.drawing.Chart;
import io.perennial.http.words.Figure;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import java.util.ArrayList;
import java.util.List;

/**
 * What the scores of a user would be with some features at other values.
 *
 * @param rows  each score before and after
 * @param chart the change of the churn probability by dimension
 */
public record WhatIfResult(List<Row> rows, Chart chart) {

    public WhatIfResult {
        rows = List.copyOf(rows);
    }

    /** One number before and after. */
    public record Row(String id, String name, Figure before, Figure after, Figure difference) {}

    static WhatIfResult of(Wording wording, WhatIf tried) {
        Score before = tried.before();
        Score after = tried.after();
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                wording,
                "churn",
                Target.CHURN,
                tried.change().from(),
                tried.change().to()));
        if (before.value().isPresent() && after.value().isPresent()) {
            Score.ValueScore was = before.value().get();
            Score.ValueScore is = after.value().get();
            rows.add(row(wording, "ltv", Target.LTV, was.ltv(), is.ltv()));
            rows.add(row(wording, "expected_loss", Target.LTV, was.expectedLoss(), is.expectedLoss()));
        }
        return new WhatIfResult(
                rows,
                PartsChart.ofTry(
                        wording,
                        tried.change(),
                        wording.say("user.try.reading", grade(wording, before), grade(wording, after))));
    }

    private static Content grade(Wording wording, Score score) {
        ChurnGrade grade = ChurnGrade.valueOf(score.profile().grade());
        return Wording.plain(grade.name() + " " + wording.language().choose(grade.en(), grade.zh()));
    }

    private static Row row(Wording wording, String id, Target target, double before, double after) {
        return new Row(
                id,
                wording.text("user.value." + id),
                wording.value(target, before),
                wording.value(target, after),
                wording.part(target, after - before));
    }
}
