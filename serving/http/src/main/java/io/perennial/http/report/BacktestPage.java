package io.perennial.http.report;

import gg.jte.Content;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Language;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.LineDrawing;
import io.perennial.http.drawing.LineDrawing.Line;
import io.perennial.http.drawing.LineDrawing.Side;
import io.perennial.http.drawing.Scale;
import io.perennial.http.drawing.Svg;
import io.perennial.http.report.Backtest.Family;
import io.perennial.http.report.Backtest.Point;
import io.perennial.http.report.Backtest.Target;
import io.perennial.http.report.Report.Calibration;
import io.perennial.http.report.Report.Estimate;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Sentence;
import io.perennial.http.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What the templates of a back-test draw from, in one language.
 *
 * @param backtest the numbers
 * @param words    the texts
 * @param numbers  how numbers are written
 * @param labels   names of ids
 */
public record BacktestPage(Backtest backtest, Words words, Numbers numbers, Labels labels) {

    private static final List<String> LOWER_IS_BETTER =
            List.of("log_loss", "brier", "ece", "rmse", "mae", "integrated_brier", "total_error");

    /** Figures whose third decimal is not enough to tell rivals apart. */
    private static final List<String> FINE =
            List.of("log_loss", "brier", "ece", "ece_noise", "rmse", "integrated_brier");

    private static final Map<String, List<String>> SHOWN = Map.of(
            "churn", List.of("log_loss", "auc", "brier", "calibration_slope", "calibration_intercept", "ece"),
            "purchases", List.of("rmse", "mae", "spearman", "auc_any", "n_gini", "sum_ratio"),
            "value", List.of("rmse", "mae", "spearman", "n_gini", "sum_ratio", "total_error", "coverage"),
            "trend", List.of("rmse", "mae", "spearman", "n_gini", "sum_ratio", "coverage"),
            "trend_total", List.of("rmse", "mae", "spearman", "n_gini", "sum_ratio", "coverage"),
            "value_median", List.of("mae", "rmse"),
            "purchases_median", List.of("mae", "rmse"));

    /** Of the value over another horizon. */
    private static final List<String> HORIZON = List.of("rmse", "n_gini", "sum_ratio", "total_error");

    static BacktestPage of(Backtest backtest, Language language) {
        Words words = Words.of(language);
        Numbers numbers = new Numbers(language, backtest.currency());
        return new BacktestPage(backtest, words, numbers, new Labels(words, numbers));
    }

    static String file(Language language) {
        return language == Language.EN ? "backtest.html" : "backtest." + language.id() + ".html";
    }

    /** The value of the {@code lang} attribute. */
    public String htmlLanguage() {
        return words.language() == Language.EN ? "en" : "zh-CN";
    }

    /** The page of the other language. */
    public String otherFile() {
        return file(words.language() == Language.EN ? Language.ZH : Language.EN);
    }

    /** What the back-test comes to, in a sentence. */
    public Content headline() {
        Target target = backtest.targets().get(0);
        return words.say("backtest.headline." + side(gap(target)), text(name(target.bestNaive())));
    }

    private static Estimate gap(Target target) {
        return target.families().get(0).againstNaive().getOrDefault(target.gate(), Estimate.NONE);
    }

    private static String side(Estimate gap) {
        return gap.high() < 0 ? "better" : gap.low() > 0 ? "worse" : "level";
    }

    /** How the champion stands to the best naive rule on one target, in a sentence. */
    public Content verdict(Target target) {
        Family champion = target.families().get(0);
        Estimate gap = gap(target);
        return words.say(
                "backtest.verdict." + side(gap),
                text(words.text("backtest.target." + target.target())),
                text(words.text("figure." + target.gate())),
                figure(target, target.gate(), champion.figure(target.gate()).estimate()),
                figure(target, target.gate(), champion.figure(target.gate()).estimate() - gap.estimate()),
                text(name(target.bestNaive())),
                signed(target, target.gate(), gap.low()),
                signed(target, target.gate(), gap.high()));
    }

    /** The figures shown of a target. */
    public List<String> shown(Target target) {
        return SHOWN.getOrDefault(target.target(), HORIZON);
    }

    /** A figure as it is read. */
    public Figure figure(Target target, String name, double value) {
        if (isMoney(target, name)) {
            return numbers.money(value);
        }
        return isShare(name) ? numbers.share(value) : numbers.decimal(value, decimals(name));
    }

    private static int decimals(String name) {
        return FINE.contains(name) ? 4 : 3;
    }

    private static boolean isShare(String name) {
        return name.equals("coverage") || name.equals("total_error");
    }

    private static boolean isMoney(Target target, String name) {
        return !target.target().startsWith("purchases") && (name.equals("rmse") || name.equals("mae"));
    }

    /** A difference with its sign. */
    public Figure signed(Target target, String name, double value) {
        if (isMoney(target, name)) {
            return numbers.moneyGrowth(value);
        }
        return isShare(name) ? numbers.shareGrowth(value) : numbers.growth(value, decimals(name));
    }

    /** The interval of a figure. */
    public Content ends(Target target, String name, Estimate its) {
        return IntervalText.of(words, its, end -> figure(target, name, end));
    }

    /** The interval of a ratio with so many decimals. */
    public Content ends(Estimate ratio, int decimals) {
        return IntervalText.of(words, ratio, end -> numbers.decimal(end, decimals));
    }

    /** The interval of a difference. */
    public Content range(Target target, String name, Estimate gap) {
        return IntervalText.signed(words, gap, end -> signed(target, name, end));
    }

    /** The interval of a profit, which may be a loss at either end. */
    public Content range(Estimate profit) {
        return IntervalText.signed(words, profit, numbers::money);
    }

    /** How a difference is to be read: an interval that holds 0 decides nothing. */
    public String standing(String figure, Estimate gap) {
        if (Double.isNaN(gap.low()) || (gap.low() == 0 && gap.high() == 0)) {
            return Figure.NONE.text();
        }
        boolean lower = LOWER_IS_BETTER.contains(figure);
        boolean better = lower ? gap.high() < 0 : gap.low() > 0;
        boolean worse = lower ? gap.low() > 0 : gap.high() < 0;
        return words.text("standing." + (better ? "better" : worse ? "worse" : "level"));
    }

    /** The name of a family or ranking. */
    public String name(String id) {
        String ending = "";
        String name = id;
        for (String suffix : List.of("by_value", "calibrated")) {
            if (name.endsWith(":" + suffix)) {
                name = name.substring(0, name.length() - suffix.length() - 1);
                ending = words.text("clause") + words.text("backtest." + suffix) + ending;
            }
        }
        return labels.candidate(name) + ending;
    }

    /** Names of what would have been served, model by model. */
    public String champions(Backtest.Day day) {
        return day.champions().entrySet().stream()
                .map(entry -> labels.judged(entry.getKey()) + words.text("colon") + name(entry.getValue()))
                .collect(Collectors.joining(words.text("semicolon")));
    }

    /** What a variant of a study was learned without, or from. */
    public Content variant(String id) {
        if (id.startsWith("without:")) {
            String dimension = id.substring("without:".length());
            return words.say(
                    "study.without",
                    text(Dimension.valueOf(dimension.toUpperCase(Locale.ROOT)).name(words.language())));
        }
        return id.startsWith("users:")
                ? words.say("study.users", text(id.substring("users:".length())))
                : text(words.text("study.all"));
    }

    /** The tables of totals of the champion, those of tenths and of cohorts. */
    public List<Backtest.TotalTable> totals(Target target) {
        return target.totals().stream()
                .filter(table -> table.family().equals("champion"))
                .toList();
    }

    /** The name of a part of a slice named by its id; a tenth or a cohort keeps its own. */
    public String part(String slice, String part) {
        return labels.part(slice, part);
    }

    /** A text as content. */
    public Content text(String text) {
        return Sentence.of(text);
    }

    /** The champion's predictions against what happened. */
    public Chart calibration(Target target) {
        List<Calibration> bins = target.curve();
        boolean share = target.target().equals("churn");
        boolean isSum = target.target().equals("trend_total");
        String plain = words.text("chart.calibration." + (isSum ? target.target() : ofWhat(target)));
        String title = share || ofWhat(target).equals("purchases") ? plain : numbers.inMoney(plain);
        Svg drawing = CalibrationDrawing.of(
                words,
                title,
                words.text("candidate.champion"),
                bins,
                value -> share ? numbers.roundShare(value).text() : numbers.compact(value));
        return new Chart(
                "calibration-" + target.target(),
                title,
                words.say("chart.calibration.reading"),
                drawing,
                List.of(words.text("head.predicted"), words.text("head.actual"), words.text("head.cases")),
                bins.stream()
                        .map(bin -> List.<Content>of(
                                cell(target, bin.predicted()), cell(target, bin.actual()), numbers.count(bin.rows())))
                        .toList());
    }

    /** What is predicted, over whatever horizon and however: {@code value} for {@code value_30}. */
    private static String ofWhat(Target target) {
        return target.target().split("_", 2)[0];
    }

    private Figure cell(Target target, double value) {
        return switch (ofWhat(target)) {
            case "churn" -> numbers.share(value);
            case "purchases" -> numbers.decimal(value, 3);
            default -> numbers.money(value);
        };
    }

    /** A total of a tenth. */
    public Figure total(Target target, double value) {
        boolean people = ofWhat(target).equals("churn") || ofWhat(target).equals("purchases");
        return people ? numbers.decimal(value, 1) : numbers.money(value);
    }

    /** Profit by number of contacts. */
    public Chart profit() {
        List<Point> points = backtest.decisions().curve();
        int users = points.get(points.size() - 1).contacts();
        List<Line> lines = List.of(
                line("profit.champion", "first", points, Point::champion, 13, Side.OVER),
                line("profit.naive", "second", points, Point::naive, 9, Side.UNDER),
                line("profit.random", "third", points, Point::random, 5, Side.UNDER));
        String title = numbers.inMoney(words.text("chart.profit"));
        Svg drawing = LineDrawing.of(
                title,
                lines,
                new Scale(0, Math.max(1, users), 0, 1),
                profits(points),
                numbers::compact,
                numbers::compact,
                words.text("axis.contacts"));
        return new Chart(
                "profit",
                title,
                words.say("chart.profit.reading"),
                drawing,
                List.of(
                        words.text("head.contacts"),
                        words.text("profit.champion"),
                        words.text("profit.risk"),
                        words.text("profit.naive"),
                        words.text("profit.random")),
                points.stream()
                        .map(point -> List.<Content>of(
                                numbers.count(point.contacts()),
                                numbers.money(point.champion()),
                                numbers.money(point.byRisk()),
                                numbers.money(point.naive()),
                                numbers.money(point.random())))
                        .toList());
    }

    /** Symmetric about nothing where any list loses money. */
    private static Scale profits(List<Point> points) {
        double most = points.stream()
                .mapToDouble(point -> Math.max(point.champion(), Math.max(point.naive(), point.byRisk())))
                .max()
                .orElse(1);
        double least = points.stream()
                .mapToDouble(point ->
                        Math.min(Math.min(point.champion(), point.naive()), Math.min(point.byRisk(), point.random())))
                .min()
                .orElse(0);
        Scale above = Scale.upTo(Math.max(most, -least), 0, 1);
        return least < 0 ? new Scale(-above.to(), above.to(), 0, 1) : above;
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
