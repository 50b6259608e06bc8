package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.ColumnDrawing;
import io.perennial.http.drawing.ColumnDrawing.Column;
import io.perennial.http.survey.Activity;
import io.perennial.http.survey.Funnel.Reached;
import io.perennial.http.survey.LastSteps.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What users do from day to day, how far they get, and what they did before they went quiet, as the overview shows it.
 *
 * @param frame    of the page
 * @param activity what it tells
 * @param asOf     epoch day
 */
public record WaysView(Frame frame, Activity activity, int asOf) {

    private static final int WEEK = 7;

    /**
     * A step of the funnel.
     *
     * @param before who took it in the period before, NaN where the log does not reach so far
     * @param share of who took the first step
     * @param ofLast of who took the step before; of the first step all
     */
    public record Step(String name, int users, double before, Content share, Content ofLast, String width) {}

    /** The steps in order. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        List<Reached> now = activity.funnel().now();
        List<Integer> before = activity.funnel().before();
        for (int i = 0; i < now.size(); i++) {
            int last = now.get(Math.max(0, i - 1)).users();
            double share = activity.funnel().share(i);
            steps.add(new Step(
                    frame.text("funnel." + now.get(i).step().id()),
                    now.get(i).users(),
                    before.isEmpty() ? Double.NaN : before.get(i),
                    frame.numbers().share(share),
                    frame.numbers()
                            .share(last == 0 ? Double.NaN : (double) now.get(i).users() / last),
                    Long.toString(Math.round(100 * share))));
        }
        return steps;
    }

    /** Active users of each of the last days. */
    public Chart days() {
        String title = frame.text("chart.days");
        List<Column> columns = new ArrayList<>();
        List<List<Content>> rows = new ArrayList<>();
        for (int i = 0; i < activity.days().size(); i++) {
            LocalDate day = LocalDate.ofEpochDay(asOf - (long) activity.days().size() + i);
            int users = activity.days().get(i);
            String label = i % (2 * WEEK) == 0 ? day.toString().substring(5) : "";
            String told =
                    day + frame.text("colon") + frame.numbers().count(users).text();
            columns.add(new Column(label, users, "plain", told, ""));
            rows.add(List.of(frame.plain(day), frame.numbers().count(users)));
        }
        return new Chart(
                "days",
                title,
                frame.say("chart.days.reading", frame.numbers().count(columns.size())),
                ColumnDrawing.ofCounts(
                        title, columns, List.of(), frame.text("chart.days.axis"), frame.numbers()::compact),
                List.of(frame.text("chart.days.axis"), frame.text("head.users")),
                rows);
    }

    /** What users did last, the most frequent first. */
    public List<Path> paths() {
        return activity.lastSteps().paths();
    }

    /** A path in words. */
    public String words(Path path) {
        return path.kinds().stream().map(kind -> frame.labels().kind(kind.id())).collect(Collectors.joining(" → "));
    }

    /** How much more frequent it is among the quiet; a dash where none of the others took it. */
    public Content times(Path path) {
        double lively = activity.lastSteps().livelyShare(path);
        return frame.numbers().decimal(lively > 0 ? activity.lastSteps().quietShare(path) / lively : Double.NaN, 1);
    }
}
