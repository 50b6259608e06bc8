package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.ColumnDrawing;
import io.perennial.http.drawing.ColumnDrawing.Column;
import io.perennial.http.survey.Activity;
import io.perennial.http.words.Figure;
import io.perennial.http.words.PlainText;
import io.perennial.http.words.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the user did and received, as the ledger has it before the as-of.
 *
 * @param periods days with activity in each period of the last year that the log covers; its table has the events of every
 *                kind
 * @param latest  the latest days with events, the latest first
 */
public record UserActivity(Chart periods, List<Day> latest) {

    private static final int PERIODS = 13;
    private static final int LATEST = 12;

    public UserActivity {
        latest = List.copyOf(latest);
    }

    /**
     * One day.
     *
     * @param day   the business day
     * @param what  its events by kind, in words
     * @param spend what was bought, none where nothing was
     */
    public record Day(String day, String what, Figure spend) {}

    /** A period of the overview's length, with its days. */
    private record Period(int start, List<LedgerDay> days) {
        int count(EventKind kind) {
            return days.stream().mapToInt(day -> day.count(kind)).sum();
        }
    }

    /** What a log tells that begins on a day; of periods before it there is nothing to tell. */
    static UserActivity of(Wording wording, UserLedger ledger, FeatureContext context, int firstDay, int asOf) {
        List<Period> periods = new ArrayList<>();
        int covered = Math.max(1, Math.min(PERIODS, (asOf - firstDay) / Activity.DAYS));
        for (int back = covered; back > 0; back--) {
            int start = asOf - back * Activity.DAYS;
            periods.add(new Period(
                    start,
                    ledger.days().stream()
                            .filter(day -> day.day() >= start && day.day() < start + Activity.DAYS)
                            .toList()));
        }
        return new UserActivity(chart(wording, periods, context), latest(wording, ledger, context, asOf));
    }

    private static Chart chart(Wording wording, List<Period> periods, FeatureContext context) {
        List<EventKind> kinds = Arrays.stream(EventKind.values())
                .filter(kind -> periods.stream().anyMatch(period -> period.count(kind) > 0))
                .toList();
        List<String> heads = new ArrayList<>(List.of(wording.text("head.period"), wording.text("user.did.active")));
        kinds.forEach(kind -> heads.add(wording.labels().kind(kind.id())));
        return new Chart(
                "did",
                wording.text("user.did.chart"),
                wording.say("user.did.reading", wording.numbers().count(Activity.DAYS)),
                ColumnDrawing.ofCounts(
                        wording.text("user.did.chart"),
                        columns(wording, periods, context),
                        List.of(),
                        wording.text("user.did.axis"),
                        days -> wording.numbers().count(days).text()),
                heads,
                periods.stream()
                        .map(period -> row(wording, period, kinds, context))
                        .toList());
    }

    private static long activeDays(Period period, FeatureContext context) {
        return period.days().stream()
                .filter(day -> day.hasAny(context.churn().active()))
                .count();
    }

    /** A period is shorter than most months: where two begin in one, the second has no label. */
    private static List<Column> columns(Wording wording, List<Period> periods, FeatureContext context) {
        List<Column> columns = new ArrayList<>();
        String before = "";
        for (Period period : periods) {
            String month = Wording.day(period.start()).substring(2, 7);
            columns.add(column(wording, period, context, month.equals(before) ? "" : month));
            before = month;
        }
        return columns;
    }

    private static Column column(Wording wording, Period period, FeatureContext context, String label) {
        String start = Wording.day(period.start());
        double active = activeDays(period, context);
        String title = start
                + wording.text("colon")
                + PlainText.of(wording.say("user.did.days", wording.numbers().count(active)));
        return new Column(label, active, "plain", title, "");
    }

    private static List<Content> row(Wording wording, Period period, List<EventKind> kinds, FeatureContext context) {
        List<Content> cells = new ArrayList<>(List.of(Sentence.of(Wording.day(period.start()))));
        cells.add(wording.numbers().count((double) activeDays(period, context)));
        kinds.forEach(kind -> cells.add(wording.numbers().count(period.count(kind))));
        return cells;
    }

    private static List<Day> latest(Wording wording, UserLedger ledger, FeatureContext context, int asOf) {
        List<Day> days = ledger.days().stream()
                .filter(day -> day.day() < asOf)
                .map(day -> day(wording, day, context))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(days);
        return days.subList(0, Math.min(LATEST, days.size()));
    }

    private static Day day(Wording wording, LedgerDay day, FeatureContext context) {
        String what = day.kinds().kinds().stream()
                .sorted()
                .map(kind -> wording.labels().kind(kind.id()) + " "
                        + wording.numbers().count(day.count(kind)).text())
                .collect(Collectors.joining(wording.text("comma")));
        Figure spend = day.spendMinor() == 0
                ? Figure.NONE
                : wording.numbers().money(context.log().major(day.spendMinor()));
        return new Day(Wording.day(day.day()), what, spend);
    }
}
