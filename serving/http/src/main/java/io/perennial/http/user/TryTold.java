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
 * @param moves what was moved
 * @param rows  each score before and after
 * @param chart the change of the churn probability by dimension
 */
public record TryTold(List<GoalTold.Move> moves, List<Row> rows, Chart chart) {

    public TryTold {
        moves = List.copyOf(moves);
        rows = List.copyOf(rows);
    }

    /** One number before and after. */
    public record Row(String id, String name, Figure before, Figure after, Figure difference) {}

    static TryTold of(Telling telling, WhatIf tried) {
        Score before = tried.before();
        Score after = tried.after();
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                telling,
                "churn",
                Target.CHURN,
                tried.change().from(),
                tried.change().to()));
        if (before.value().isPresent() && after.value().isPresent()) {
            Score.ValueScore was = before.value().get();
            Score.ValueScore is = after.value().get();
            rows.add(row(telling, "ltv", Target.LTV, was.ltv(), is.ltv()));
            rows.add(row(telling, "expected_loss", Target.LTV, was.expectedLoss(), is.expectedLoss()));
        }
        return new TryTold(
                tried.moves().stream().map(move -> GoalTold.move(telling, move)).toList(),
                rows,
                PartsTold.of(
                        telling,
                        tried.change(),
                        "what-if",
                        telling.say("user.try.reading", grade(telling, before), grade(telling, after))));
    }

    private static Content grade(Telling telling, Score score) {
        ChurnGrade grade = ChurnGrade.valueOf(score.profile().grade());
        return Telling.plain(grade.name() + " " + telling.language().choose(grade.en(), grade.zh()));
    }

    private static Row row(Telling telling, String id, Target target, double before, double after) {
        return new Row(
                id,
                telling.text("user.value." + id),
                telling.value(target, before),
                telling.value(target, after),
                telling.part(target, after - before));
    }
}
