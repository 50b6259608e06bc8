package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.LineDrawing;
import io.perennial.http.drawing.LineDrawing.Line;
import io.perennial.http.drawing.LineDrawing.Point;
import io.perennial.http.drawing.LineDrawing.Side;
import io.perennial.http.drawing.Scale;
import io.perennial.http.drawing.Svg;
import io.perennial.http.survey.Plan;
import io.perennial.http.words.Numbers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws what contacting the first so many of a list comes to: profit, or what is saved where no cost is stated. */
final class ProfitChart {

    private static final int LEAST_POINTS = 4;

    private final Frame frame;
    private final Plan plan;

    private ProfitChart(Frame frame, Plan plan) {
        this.frame = frame;
        this.plan = plan;
    }

    static Chart of(Frame frame, Plan plan, Plan.Outcome outcome) {
        return new ProfitChart(frame, plan).chart(outcome);
    }

    private Chart chart(Plan.Outcome outcome) {
        Stream<String> heads = plan.hasCost()
                ? Stream.of("head.contacts", "head.saved", "head.spent", "head.net")
                : Stream.of("head.contacts", "head.saved");
        return new Chart(
                "profit",
                title(),
                reading(outcome),
                drawing(outcome),
                heads.map(frame::text).toList(),
                rows(outcome));
    }

    private Content reading(Plan.Outcome outcome) {
        Numbers numbers = frame.numbers();
        return frame.say(
                costed("chart.plan.reading"),
                numbers.count(outcome.contacts()),
                numbers.money(outcome.chosen().saved()),
                numbers.share(plan.saved()),
                numbers.money(plan.cost()),
                numbers.money(outcome.chosen().spent()),
                numbers.money(outcome.chosen().profit()));
    }

    /** A text, or how it is said where no cost is stated. */
    private String costed(String key) {
        return plan.hasCost() ? key : key + ".no_cost";
    }

    private String title() {
        return frame.numbers().inMoney(frame.text(costed("chart.plan")));
    }

    private List<List<Content>> rows(Plan.Outcome outcome) {
        Numbers numbers = frame.numbers();
        return outcome.curve().stream()
                .map(point -> List.<Content>of(
                                numbers.count(point.contacts()),
                                numbers.money(point.saved()),
                                numbers.money(point.spent()),
                                numbers.money(point.profit()))
                        .subList(0, plan.hasCost() ? 4 : 2))
                .toList();
    }

    /**
     * The curve as far as it tells something: beyond twice the contacts that pay it only falls, so far that the rest would
     * look flat beside it. The table has all of it.
     */
    private static List<Point> profit(Plan.Outcome outcome) {
        int end = 2 * Math.max(outcome.best(), outcome.contacts());
        List<Point> all = outcome.curve().stream()
                .map(point -> new Point(point.contacts(), point.profit()))
                .toList();
        List<Point> near = all.stream().filter(point -> point.x() <= end).toList();
        return near.size() < LEAST_POINTS ? all : near;
    }

    private static int peak(List<Point> profit) {
        return IntStream.range(0, profit.size())
                .reduce(
                        0,
                        (best, next) -> profit.get(next).y() > profit.get(best).y() ? next : best);
    }

    /** Over a curve that still rises its name has room at the left, over one that falls at the right. */
    private static Side peakSide(double peak, double users) {
        return peak > users / 2 ? Side.OVER : Side.RIGHT;
    }

    private Svg drawing(Plan.Outcome outcome) {
        List<Point> profit = profit(outcome);
        double least = profit.stream().mapToDouble(Point::y).min().orElse(0);
        double most = profit.stream().mapToDouble(Point::y).max().orElse(0);
        double users = profit.get(profit.size() - 1).x();
        Scale money = Scale.around(Math.min(0, least), Math.max(0, most));
        double chosen = outcome.contacts();
        int peak = peak(profit);
        List<Line> lines = List.of(
                new Line(
                        frame.text(costed("profit.expected")),
                        "first",
                        profit,
                        peak,
                        peakSide(profit.get(peak).x(), users)),
                new Line(
                        frame.text("profit.contacts"),
                        "third",
                        List.of(new Point(chosen, money.from()), new Point(chosen, money.to())),
                        0,
                        chosen > users / 2 ? Side.OVER : Side.RIGHT));
        return LineDrawing.of(
                title(),
                lines,
                new Scale(0, Math.max(1, users), 0, 1),
                money,
                frame.numbers()::compact,
                frame.numbers()::compact,
                frame.text("axis.contacts"));
    }
}
