package io.perennial.http.report;

import gg.jte.Content;
import io.perennial.features.feature.TrendSequence;
import io.perennial.features.profile.Risk;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.ColumnDrawing;
import io.perennial.http.drawing.ColumnDrawing.Boundary;
import io.perennial.http.drawing.ColumnDrawing.Column;
import io.perennial.http.drawing.LineDrawing;
import io.perennial.http.drawing.LineDrawing.Line;
import io.perennial.http.drawing.LineDrawing.Point;
import io.perennial.http.drawing.LineDrawing.Side;
import io.perennial.http.drawing.Scale;
import io.perennial.http.drawing.Svg;
import io.perennial.http.report.Report.Bin;
import io.perennial.http.report.Report.GradeShare;
import io.perennial.http.report.Report.Reach;
import io.perennial.http.report.Report.Stake;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Sentence;
import io.perennial.http.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The charts of a report in one language. */
public final class Charts {

    private final Report report;
    private final Words words;
    private final Numbers numbers;

    Charts(Report report, Words words, Numbers numbers) {
        this.report = report;
        this.words = words;
        this.numbers = numbers;
    }

    /** Users by churn probability. */
    public Chart risk() {
        List<Bin> bins = report.crowd().risk();
        List<Column> columns = new ArrayList<>();
        for (Bin bin : bins) {
            String label =
                    columns.size() % 2 == 0 ? numbers.roundShare(bin.from()).text() : "";
            columns.add(column(label, bin, riskFrom(bin.from()).id(), shares(bin)));
        }
        List<Boundary> boundaries = List.of(
                new Boundary(beginOf(Risk.AMBER) * bins.size(), words.text("risk.amber")),
                new Boundary(beginOf(Risk.RED) * bins.size(), words.text("risk.red")));
        Svg drawing = ColumnDrawing.ofCounts(
                words.text("chart.risk"), columns, boundaries, words.text("axis.churn"), this::axis);
        return new Chart(
                "risk",
                words.text("chart.risk"),
                words.say(
                        "chart.risk.reading",
                        numbers.count(report.crowd().expectedChurners()),
                        numbers.count(report.crowd().eligible())),
                drawing,
                heads("head.churn", "head.users"),
                bins.stream()
                        .map(bin -> row(Sentence.of(shares(bin)), numbers.count(bin.users())))
                        .toList());
    }

    /** Users by expected value. */
    public Chart values(Stake stake) {
        List<Column> columns = new ArrayList<>();
        for (Bin bin : stake.values()) {
            columns.add(column(numbers.compact(bin.from()), bin, "plain", amounts(bin)));
        }
        Svg drawing = ColumnDrawing.ofCounts(
                inMoney("chart.values"), columns, List.of(), words.text("axis.values"), this::axis);
        return new Chart(
                "values",
                inMoney("chart.values"),
                words.say("chart.values.reading", numbers.share(stake.topDecile()), numbers.shortMoney(stake.ltv())),
                drawing,
                heads("head.value", "head.users"),
                stake.values().stream()
                        .map(bin -> row(Sentence.of(amounts(bin)), numbers.count(bin.users())))
                        .toList());
    }

    /** Users by health. */
    public Chart health() {
        List<Column> columns = new ArrayList<>();
        for (Bin bin : report.crowd().health()) {
            columns.add(column(numbers.decimal(bin.from(), 0).text(), bin, "plain", points(bin)));
        }
        Svg drawing = ColumnDrawing.ofCounts(
                words.text("chart.health"), columns, List.of(), words.text("axis.health"), this::axis);
        return new Chart(
                "health",
                words.text("chart.health"),
                words.say("chart.health.reading", numbers.decimal(report.crowd().healthMean(), 1)),
                drawing,
                heads("head.health", "head.users"),
                report.crowd().health().stream()
                        .map(bin -> row(Sentence.of(points(bin)), numbers.count(bin.users())))
                        .toList());
    }

    /** Expected spend of the blocks to come. */
    public Chart trend() {
        List<Column> columns = new ArrayList<>();
        List<List<Content>> rows = new ArrayList<>();
        for (double amount : report.trend()) {
            int before = TrendSequence.BLOCK_DAYS * columns.size();
            String label = (before + 1) + "–" + (before + TrendSequence.BLOCK_DAYS);
            columns.add(new Column(label, amount, "plain", numbers.money(amount).text(), numbers.compact(amount)));
            rows.add(row(Sentence.of(label), numbers.money(amount)));
        }
        Svg drawing =
                ColumnDrawing.of(inMoney("chart.trend"), columns, List.of(), words.text("axis.trend"), this::axis);
        return new Chart(
                "trend",
                inMoney("chart.trend"),
                words.say("chart.trend.reading"),
                drawing,
                heads("head.block", "head.spend"),
                rows);
    }

    /** What contacting the first N covers. */
    public Chart reach(Stake stake) {
        List<Reach> reach = stake.reach();
        int users = reach.get(reach.size() - 1).contacts();
        Svg drawing = LineDrawing.of(
                inMoney("chart.reach"),
                reachLines(reach, users),
                new Scale(0, Math.max(1, users), 0, 1),
                Scale.upTo(stake.expectedLoss(), 0, 1),
                this::axis,
                this::axis,
                words.text("axis.contacts"));
        return new Chart(
                "reach",
                inMoney("chart.reach"),
                reachReading(stake),
                drawing,
                heads("head.contacts", "head.by_loss", "head.by_loss_share", "head.by_risk", "head.by_chance"),
                reach.stream().map(at -> reachRow(at, stake)).toList());
    }

    private List<Line> reachLines(List<Reach> reach, int users) {
        int middle = Math.min(13, reach.size() - 1);
        int first = Math.min(11, reach.size() - 1);
        int early = (int) reach.stream()
                .filter(at -> at.contacts() < 0.3 * users)
                .limit(reach.size() - 1L)
                .count();
        return List.of(
                new Line(
                        words.text("reach.loss"),
                        "first",
                        points(reach, Reach::contacts, Reach::byLoss),
                        first,
                        Side.OVER),
                new Line(
                        words.text("reach.risk"),
                        "second",
                        points(reach, Reach::contacts, Reach::byRisk),
                        middle,
                        Side.UNDER),
                new Line(
                        words.text("reach.chance"),
                        "third",
                        points(reach, Reach::contacts, Reach::byChance),
                        early,
                        Side.UNDER));
    }

    private Content reachReading(Stake stake) {
        Reach tenth = stake.reach().stream()
                .filter(at -> at.contacts() >= report.crowd().eligible() / 10)
                .findFirst()
                .orElseThrow();
        double all = stake.expectedLoss() == 0 ? 1 : stake.expectedLoss();
        return words.say(
                "chart.reach.reading",
                numbers.count(tenth.contacts()),
                numbers.share(
                        (double) tenth.contacts() / Math.max(1, report.crowd().eligible())),
                numbers.share(tenth.byLoss() / all),
                numbers.share(tenth.byRisk() / all));
    }

    private List<Content> reachRow(Reach at, Stake stake) {
        return row(
                numbers.count(at.contacts()),
                numbers.money(at.byLoss()),
                numbers.share(stake.expectedLoss() == 0 ? 0 : at.byLoss() / stake.expectedLoss()),
                numbers.money(at.byRisk()),
                numbers.money(at.byChance()));
    }

    private Column column(String label, Bin bin, String style, String range) {
        String title = range + ": " + numbers.count(bin.users()).text() + " " + words.text("unit.users");
        return new Column(label, bin.users(), style, title, "");
    }

    /** The colour of the grade in which a churn probability lies. */
    private Risk riskFrom(double churn) {
        Risk risk = Risk.GREEN;
        for (GradeShare grade : report.crowd().grades()) {
            risk = churn >= grade.from() - 1e-9 ? grade.risk() : risk;
        }
        return risk;
    }

    /** The least churn probability of a colour. */
    private double beginOf(Risk risk) {
        return report.crowd().grades().stream()
                .filter(grade -> grade.risk() == risk)
                .findFirst()
                .orElseThrow()
                .from();
    }

    private String shares(Bin bin) {
        return numbers.roundShare(bin.from()).text() + " – "
                + numbers.roundShare(bin.to()).text();
    }

    private String amounts(Bin bin) {
        return numbers.compact(bin.from()) + " – " + numbers.money(bin.to()).text();
    }

    private String points(Bin bin) {
        return numbers.decimal(bin.from(), 0).text() + " – "
                + numbers.decimal(bin.to(), 0).text();
    }

    private String inMoney(String title) {
        return numbers.inMoney(words.text(title));
    }

    private String axis(double value) {
        return numbers.compact(value);
    }

    private List<String> heads(String... keys) {
        return List.of(keys).stream().map(words::text).toList();
    }

    private static List<Content> row(Content... cells) {
        return List.of(cells);
    }

    private static <T> List<Point> points(List<T> rows, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        return rows.stream()
                .map(row -> new Point(x.applyAsDouble(row), y.applyAsDouble(row)))
                .toList();
    }
}
