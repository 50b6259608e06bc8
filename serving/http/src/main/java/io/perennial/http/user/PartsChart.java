package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.PartsDrawing;
import io.perennial.http.drawing.PartsDrawing.Step;
import io.perennial.http.drawing.Svg;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Sentence;
import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Explanation.Contribution;
import io.perennial.scoring.explain.MonthsExplanation;
import io.perennial.scoring.explain.Target;
import java.util.ArrayList;
import java.util.List;

/** Charts of a value and its parts, bars that add up, each with the same numbers as a table. */
final class PartsChart {

    private static final double TEN_POINTS = 0.1;

    private final Wording wording;
    private final Target target;
    private final List<Step> steps = new ArrayList<>();
    private final List<List<Content>> rows = new ArrayList<>();
    private double reached;

    private PartsChart(Wording wording, Target target) {
        this.wording = wording;
        this.target = target;
    }

    /** Why a value is what it is: baseline, context and dimensions. */
    static Chart of(Wording wording, Explanation explanation) {
        PartsChart parts = new PartsChart(wording, explanation.target());
        parts.begin(wording.text("user.baseline"), explanation.baseline());
        parts.add(wording.text("user.context"), explanation.context());
        for (Contribution each : explanation.dimensions()) {
            parts.add(each.dimension().name(wording.language()), each.value(), each.low(), each.high());
        }
        String name = explanation.target().id();
        parts.end(wording.text("user.value." + name), explanation.score());
        return parts.fromZero(
                "parts-" + name,
                "user.parts." + name,
                wording.say(
                        "user.parts.reading",
                        wording.numbers().count(explanation.references()),
                        wording.value(explanation.target(), explanation.score())),
                "user.head.interval");
    }

    /** What changed between two days: models and calibration, then the user's own data. */
    static Chart of(Wording wording, Change change, String id, Content reading) {
        PartsChart parts = new PartsChart(wording, change.target());
        parts.level(wording.text("user.change.from"), change.from());
        parts.add(wording.text("user.change.model"), change.model());
        parts.add(wording.text("user.change.calibration"), change.calibration());
        return parts.changed(change, id, reading);
    }

    /** What other values change: one model is asked twice, so the user's own data alone. */
    static Chart ofTry(Wording wording, Change change, Content reading) {
        PartsChart parts = new PartsChart(wording, change.target());
        parts.level(wording.text("user.change.from"), change.from());
        return parts.changed(change, "what-if", reading);
    }

    private Chart changed(Change change, String id, Content reading) {
        add(wording.text("user.context"), change.context());
        for (Contribution each : change.dimensions()) {
            add(each.dimension().name(wording.language()), each.value());
        }
        level(wording.text("user.change.to"), change.to());
        String title =
                wording.title(change.target(), "user.change." + change.target().id());
        double narrowest = change.target() == Target.CHURN ? TEN_POINTS : Math.abs(change.from()) / 10;
        return chart(
                id,
                title,
                reading,
                PartsDrawing.between(title, steps, narrowest, at -> wording.axis(change.target(), at)));
    }

    /** Which months made a trend. */
    static Chart of(Wording wording, MonthsExplanation months, Content reading) {
        PartsChart parts = new PartsChart(wording, Target.TREND);
        parts.begin(wording.text("user.months.baseline"), months.baseline());
        parts.add(wording.text("user.months.calendar"), months.calendar());
        for (MonthsExplanation.Month month : months.months()) {
            String from = wording.text("user.months.from").replace("{0}", Wording.day(month.from()));
            parts.add(from, month.value());
        }
        parts.add(wording.text("user.months.other"), months.other());
        parts.end(wording.text("user.value.trend"), months.score());
        return parts.fromZero("months", "user.months.title", reading);
    }

    private void begin(String name, double value) {
        end(name, value);
        reached = value;
    }

    private void end(String name, double value) {
        steps.add(Step.whole(name, value, row(name, value)));
    }

    /** A value that parts lead from, or to. */
    private void level(String name, double value) {
        steps.add(Step.level(name, value, row(name, value)));
        reached = value;
    }

    private String row(String name, double value) {
        Figure told = wording.value(target, value);
        rows.add(List.of(Sentence.of(name), told, Figure.NONE));
        return told.text();
    }

    private void add(String name, double part) {
        add(name, part, Double.NaN, Double.NaN);
    }

    private void add(String name, double part, double low, double high) {
        Figure told = wording.part(target, part);
        steps.add(Step.part(name, reached, part, told.text()));
        Content range = Double.isNaN(low)
                ? Figure.NONE
                : wording.say("user.range", wording.part(target, low), wording.part(target, high));
        rows.add(List.of(Sentence.of(name), told, range));
        reached += part;
    }

    private Chart fromZero(String id, String titleKey, Content reading, String... more) {
        String title = wording.title(target, titleKey);
        return chart(id, title, reading, PartsDrawing.of(title, steps, at -> wording.axis(target, at)), more);
    }

    /** The chart; a column that has a head is shown beside name and value. */
    private Chart chart(String id, String title, Content reading, Svg drawing, String... more) {
        List<String> heads = new ArrayList<>(List.of(wording.text("user.head.part"), wording.text("user.head.adds")));
        List.of(more).forEach(key -> heads.add(wording.text(key)));
        List<List<Content>> shown =
                rows.stream().map(row -> row.subList(0, heads.size())).toList();
        return new Chart(id, title, reading, drawing, heads, shown);
    }
}
