package io.perennial.http.report;

import gg.jte.Content;
import io.perennial.features.feature.Language;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.LineDrawing;
import io.perennial.http.drawing.LineDrawing.Line;
import io.perennial.http.drawing.LineDrawing.Side;
import io.perennial.http.drawing.Scale;
import io.perennial.http.drawing.Svg;
import io.perennial.http.report.Report.Estimate;
import io.perennial.http.report.TableFindings.Candidate;
import io.perennial.http.report.TableFindings.Cause;
import io.perennial.http.report.TableFindings.Comparison;
import io.perennial.http.report.TableFindings.Point;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Sentence;
import io.perennial.http.words.Words;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What the template of a customer table draws from, in one language.
 *
 * @param found   the numbers
 * @param words   the texts
 * @param numbers how numbers are written
 * @param labels  names of ids
 */
public record TablePage(TableFindings found, Words words, Numbers numbers, Labels labels) {

    static TablePage of(TableFindings found, Language language) {
        Words words = Words.of(language);
        Numbers numbers = new Numbers(language, "");
        return new TablePage(found, words, numbers, new Labels(words, numbers));
    }

    /** The value of the {@code lang} attribute. */
    public String htmlLanguage() {
        return words.language() == Language.EN ? "en" : "zh-CN";
    }

    /** The page of the other language. */
    public String otherFile() {
        return Page.file(words.language() == Language.EN ? Language.ZH : Language.EN);
    }

    /** What the run comes to, in a sentence. */
    public Content headline() {
        Estimate against = found.naive().difference();
        String standing = against.high() < 0
                ? found.worseThanPlain() ? "worse_than_plain" : "better"
                : against.low() > 0 ? "worse" : "level";
        return words.say("table.headline." + standing, Sentence.of(found.label()), Sentence.of(found.churned()));
    }

    /** Which rows the figures are of, in a sentence. */
    public Content judgedOn() {
        return words.say(
                "table.judged",
                numbers.count(found.rows()),
                numbers.count(found.churners()),
                numbers.share((double) found.churners() / found.rows()),
                numbers.count(found.repeats()),
                numbers.count(found.folds()));
    }

    /** How what was chosen stands to a rival, in a sentence. */
    public Content standing(Comparison one) {
        return words.say(
                one.notInferior() ? "table.not_inferior" : "table.not_shown",
                Sentence.of(labels.candidate(one.rival())),
                numbers.decimal(one.aucMargin(), 3),
                numbers.decimal(one.logLossMargin(), 3));
    }

    /** A difference with its sign. */
    public Figure signed(double value, int decimals) {
        return numbers.growth(value, decimals);
    }

    /** The interval of a difference. */
    public Content range(Estimate gap, int decimals) {
        return IntervalText.signed(words, gap, end -> signed(end, decimals));
    }

    /** Whether a candidate is the one that all others are compared with. */
    public boolean isChosen(Candidate candidate) {
        return candidate.id().equals(found.chosen().id());
    }

    /** The columns of a group, or of context. */
    public String columns(String group) {
        return String.join(words.text("comma"), found.groups().get(group));
    }

    /** What a grade means. */
    public String grade(String id) {
        ChurnGrade grade = ChurnGrade.valueOf(id);
        return words.language().choose(grade.en(), grade.zh());
    }

    /** The width of a cause's bar, of 100. */
    public long width(Cause cause) {
        int most = found.causes().stream().mapToInt(Cause::customers).max().orElse(1);
        return Math.round(100.0 * cause.customers() / most);
    }

    /** Predicted against actual share of leavers. */
    public Chart calibration() {
        String title = words.text("chart.calibration.churn");
        Svg drawing = CalibrationDrawing.of(
                words, title, words.text("calibration.model"), found.calibration(), value -> numbers.roundShare(value)
                        .text());
        return new Chart(
                "calibration",
                title,
                words.say("chart.calibration.reading"),
                drawing,
                List.of(words.text("head.predicted"), words.text("head.actual"), words.text("head.rows")),
                found.calibration().stream()
                        .map(bin -> List.<Content>of(
                                numbers.share(bin.predicted()), numbers.share(bin.actual()), numbers.count(bin.rows())))
                        .toList());
    }

    /** Profit by number of contacts. */
    public Chart profit() {
        String title = words.text("table.profit");
        return new Chart(
                "profit",
                title,
                words.say("table.profit.reading"),
                profitDrawing(title, found.profits()),
                List.of(
                        words.text("head.contacts"),
                        words.text("calibration.model"),
                        words.text("candidate.plain"),
                        words.text("profit.random")),
                found.profits().stream()
                        .map(point -> List.<Content>of(
                                numbers.count(point.contacts()),
                                numbers.decimal(point.chosen(), 0),
                                numbers.decimal(point.plain(), 0),
                                numbers.decimal(point.random(), 0)))
                        .toList());
    }

    private Svg profitDrawing(String title, List<Point> points) {
        double most = extreme(points, 1);
        double least = -extreme(points, -1);
        Scale above = Scale.upTo(Math.max(most, -least), 0, 1);
        return LineDrawing.of(
                title,
                List.of(
                        line("calibration.model", "first", points, Point::chosen, 5, Side.OVER),
                        line("candidate.plain", "second", points, Point::plain, 9, Side.UNDER),
                        line("profit.random", "third", points, Point::random, 3, Side.UNDER)),
                new Scale(0, Math.max(1, points.get(points.size() - 1).contacts()), 0, 1),
                least < 0 ? new Scale(-above.to(), above.to(), 0, 1) : above,
                numbers::compact,
                numbers::compact,
                words.text("axis.contacts"));
    }

    /** The largest of all profits times a sign. */
    private static double extreme(List<Point> points, int sign) {
        return points.stream()
                .flatMapToDouble(point -> DoubleStream.of(point.chosen(), point.plain(), point.random()))
                .map(profit -> sign * profit)
                .max()
                .orElse(0);
    }

    private Line line(
            String name, String style, List<Point> points, ToDoubleFunction<Point> profit, int named, Side side) {
        return new Line(
                words.text(name),
                style,
                points.stream()
                        .map(point -> new LineDrawing.Point(point.contacts(), profit.applyAsDouble(point)))
                        .toList(),
                Math.min(named, points.size() - 1),
                side);
    }
}
