package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.decision.Told;
import io.perennial.http.decision.ToldHistory;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.ColumnDrawing;
import io.perennial.http.drawing.ColumnDrawing.Boundary;
import io.perennial.http.drawing.ColumnDrawing.Column;
import io.perennial.http.words.Figure;
import io.perennial.scoring.explain.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The churn probabilities a user was given, as they were served then and never worked out anew.
 *
 * @param chart from left to right, with a mark wherever another version answered; empty where nothing was told
 * @param rows  the newest first
 */
public record ScoreHistory(Optional<Chart> chart, List<Row> rows) {

    private static final int MOST_COLUMNS = 40;
    /** A few columns are not drawn as wide as many. */
    private static final int FEWEST_COLUMNS = 12;

    private static final int LABELS = 8;
    private static final int NEWEST = 10;
    private static final String CHURN = "churn";

    public ScoreHistory {
        rows = List.copyOf(rows);
    }

    /**
     * One prediction.
     *
     * @param asOf         the day it spoke for
     * @param churn        the probability that was told
     * @param grade        its grade, by where grades began when it was told last
     * @param model        version of the churn model
     * @param first        when it was told first, UTC
     * @param times        how often it was told
     * @param predictionId to trace it by
     */
    public record Row(
            String asOf,
            Figure churn,
            ChurnGrade grade,
            String model,
            String first,
            Figure times,
            String predictionId) {}

    /** The newest few. */
    public List<Row> newest() {
        return rows.subList(0, Math.min(NEWEST, rows.size()));
    }

    static ScoreHistory of(Wording wording, ToldHistory history) {
        List<Row> rows = history.predictions().stream()
                .filter(told -> !Double.isNaN(told.value(Target.CHURN)))
                .map(told -> row(wording, told))
                .toList();
        return new ScoreHistory(
                rows.isEmpty() ? Optional.empty() : Optional.of(chart(wording, rows, history.isCut())), rows);
    }

    private static Row row(Wording wording, Told told) {
        double churn = told.value(Target.CHURN);
        String first = told.first().toString();
        return new Row(
                Wording.day(told.newest().subject().row().asOf()),
                wording.numbers().share(churn),
                ChurnGrade.of(churn, told.newest().grades()),
                told.model(CHURN).map(wording.labels()::version).orElse(""),
                first.substring(0, 10) + " " + first.substring(11, 16),
                wording.numbers().count(told.answers().size()),
                told.newest().predictionId());
    }

    private static Chart chart(Wording wording, List<Row> rows, boolean isCut) {
        List<Row> shown = new ArrayList<>(rows.subList(0, Math.min(MOST_COLUMNS, rows.size())));
        Collections.reverse(shown);
        List<Column> columns = new ArrayList<>();
        List<Boundary> marks = new ArrayList<>();
        int step = Math.max(1, (shown.size() + LABELS - 1) / LABELS);
        for (int i = 0; i < shown.size(); i++) {
            columns.add(column(shown, i, step));
            String model = shown.get(i).model();
            if (i == 0 || !model.equals(shown.get(i - 1).model())) {
                marks.add(new Boundary(i, model));
            }
        }
        while (columns.size() < FEWEST_COLUMNS) {
            columns.add(new Column("", 0, "plain", "", ""));
        }
        String title = wording.text("user.history.title");
        return new Chart(
                "history",
                title,
                wording.say(
                        isCut ? "user.history.reading.cut" : "user.history.reading",
                        wording.numbers().count(rows.size())),
                ColumnDrawing.of(title, columns, marks, wording.text("user.history.axis"), at -> wording.numbers()
                        .roundShare(at)
                        .text()),
                List.of(
                        wording.text("user.history.as_of"),
                        wording.text("user.value.churn"),
                        wording.text("user.history.model"),
                        wording.text("user.history.first"),
                        wording.text("user.history.times")),
                rows.stream().map(ScoreHistory::cells).toList());
    }

    /** A column; each so many bear the day, where it is not the one before's. */
    private static Column column(List<Row> shown, int at, int step) {
        Row row = shown.get(at);
        boolean isNewDay =
                at == 0 || !row.asOf().equals(shown.get(Math.max(0, at - step)).asOf());
        String label = at % step == 0 && isNewDay ? row.asOf().substring(5) : "";
        return new Column(
                label, row.churn().value(), style(row), title(row), row.churn().text());
    }

    private static String style(Row row) {
        return row.grade().risk().id();
    }

    private static String title(Row row) {
        return row.asOf() + ": " + row.churn().text() + ", " + row.model();
    }

    private static List<Content> cells(Row row) {
        return List.of(
                Wording.plain(row.asOf()),
                row.churn(),
                Wording.plain(row.model()),
                Wording.plain(row.first()),
                row.times());
    }
}
