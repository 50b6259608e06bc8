package io.perennial.http.report;

import gg.jte.Content;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.Svg;
import io.perennial.http.report.Report.Calibration;
import io.perennial.http.report.Report.Candidate;
import io.perennial.http.report.Report.Estimate;
import io.perennial.http.report.Report.Judged;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Sentence;
import io.perennial.http.words.Words;
import io.perennial.scoring.model.ModelId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the judgement of a model and its rivals is said, in a report and on a page.
 *
 * @param words   texts of the language
 * @param numbers how numbers are written in it
 * @param labels  names of ids
 */
public record JudgedText(Words words, Numbers numbers, Labels labels) {

    /** How far the served model is ahead of the best naive rule, in a sentence. */
    public Content verdict(Judged judged) {
        Optional<Candidate> champion = judged.champion();
        Optional<Candidate> rule = bestRule(judged);
        if (judged.naive() || champion.isEmpty() || rule.isEmpty()) {
            return words.say(judged.naive() ? "quality.naive" : "quality.alone", name(judged.family()));
        }
        double ahead = 1 - champion.get().gate().estimate() / rule.get().gate().estimate();
        String key = (ahead >= 0 ? "quality.ahead." : "quality.behind.") + judged.target();
        return words.say(
                key,
                name(judged.family()),
                percent(Math.abs(ahead)),
                name(rule.get().id()));
    }

    /**
     * Whether chance alone may have put the served one before or behind the best naive rule; told only where one of the
     * two is what the other's gap is to, and on the rows of the figures.
     */
    public boolean isWithinChance(Judged judged) {
        if (judged.naive() || !judged.isGapReported()) {
            return false;
        }
        Optional<Candidate> champion = judged.champion();
        Optional<Candidate> rule = bestRule(judged);
        if (champion.isEmpty() || rule.isEmpty()) {
            return false;
        }
        return isChance(rule.get(), champion.get());
    }

    /**
     * Whether a naive rule did better than the served one by more than chance, on the rows of the figures. Where neither
     * of the two is what gaps are to, chance was not measured, and nothing is said.
     */
    public boolean isWorse(Judged judged) {
        return outdoing(judged).isPresent();
    }

    private static Optional<Candidate> outdoing(Judged judged) {
        return judged.isGapReported()
                ? better(judged)
                        .filter(rule -> isBeyondChance(rule, judged.champion().orElseThrow()))
                        .findFirst()
                : Optional.empty();
    }

    /**
     * The naive rules with less loss than the served one on the rows of the figures, the least first. A served rule is
     * not told to have been outdone by itself before calibration.
     */
    private static Stream<Candidate> better(Judged judged) {
        double served = judged.champion().map(its -> its.gate().estimate()).orElse(Double.NaN);
        return judged.candidates().stream()
                .filter(Candidate::naive)
                .filter(candidate -> !candidate.id().equals(judged.family()))
                .filter(candidate -> candidate.gate().estimate() < served)
                .sorted(Comparator.comparingDouble(candidate -> candidate.gate().estimate()));
    }

    private static boolean isChance(Candidate rule, Candidate champion) {
        return rule.gap().isToItself()
                ? champion.gap().holdsZero()
                : champion.gap().isToItself() && rule.gap().holdsZero();
    }

    private static boolean isBeyondChance(Candidate rule, Candidate champion) {
        return rule.gap().isToItself()
                ? champion.gap().low() > 0
                : champion.gap().isToItself() && rule.gap().high() < 0;
    }

    /** That another naive rule than the served one, fit to be served, did better on the rows of the figures; empty where none did. */
    public Optional<Content> betterRule(Judged judged) {
        return better(judged)
                .filter(rule -> judged.naive() && !rule.asItStands())
                .findFirst()
                .map(rule -> words.say(
                        "quality.better",
                        name(rule.id()),
                        gate(judged, rule.gate().estimate()),
                        gate(judged, judged.champion().orElseThrow().gate().estimate())));
    }

    /** What a served version that a naive rule outdid is said to be. */
    public Content worse(Judged judged, ModelId version) {
        return words.say(
                "quality.worse",
                Sentence.of(labels.version(version)),
                name(outdoing(judged).orElseThrow().id()));
    }

    /** The rule that the gaps are to, as the table has it; where they are to another, the one of the least loss. */
    private static Optional<Candidate> bestRule(Judged judged) {
        List<Candidate> rules = judged.candidates().stream()
                .filter(Candidate::naive)
                .filter(candidate -> !Double.isNaN(candidate.gate().estimate()))
                .toList();
        return rules.stream()
                .filter(candidate -> candidate.gap().isToItself())
                .findFirst()
                .or(() -> rules.stream()
                        .min(Comparator.comparingDouble(
                                candidate -> candidate.gate().estimate())));
    }

    /** The head of the column that says how candidates stand to the best naive rule, and on which rows. */
    public String standingHead(Judged judged) {
        return words.text(judged.isGapReported() ? "head.gap" : "head.gap.of_choice");
    }

    /** Whether the window one year before was not there to tell the season of the coming one. */
    public boolean isSeasonUnseen(Judged judged) {
        return judged.notes().stream().anyMatch(note -> note.startsWith("season unseen"));
    }

    /** The metrics shown of a model, by field name. */
    public List<String> metrics(Judged judged) {
        return switch (judged.target()) {
            case "churn" -> List.of("auc", "brier", "ece", "slope");
            case "ltv" -> List.of("mae", "spearman", "n_gini", "sum_ratio");
            default -> List.of("rmse", "mae", "sum_ratio");
        };
    }

    /** A metric of a candidate as it is read. */
    public Figure metric(Candidate candidate, String name) {
        double value = candidate.metric(name);
        boolean money = name.equals("rmse") || name.equals("mae");
        return money ? numbers.money(value) : numbers.decimal(value, 3);
    }

    /** The interval of a figure with so many decimals. */
    public Content ends(Estimate its, int decimals) {
        return IntervalText.of(words, its, end -> numbers.decimal(end, decimals));
    }

    /** The figure that decides, or an end of its interval. */
    public Figure gate(Judged judged, double value) {
        return judged.target().equals("churn") ? numbers.decimal(value, 4) : numbers.money(value);
    }

    /** How a candidate stands to the best naive rule, in words: an interval that holds 0 decides nothing. */
    public String standing(Estimate gap) {
        if (Double.isNaN(gap.estimate())) {
            return words.text("standing.unjudged");
        }
        if (gap.isToItself()) {
            return words.text("standing.rule");
        }
        String key = gap.high() < 0 ? "better" : gap.low() > 0 ? "worse" : "level";
        return words.text("standing." + key);
    }

    /** What sort of candidate one is: learned, a naive rule, or a naive rule before calibration. */
    public String sort(Candidate candidate) {
        return words.text(
                candidate.asItStands() ? "sort.as_it_stands" : candidate.naive() ? "sort.naive" : "sort.learned");
    }

    /** Whether a version could say how good it is by part of the users, and does not. */
    public boolean isSilentOnParts(Judged judged) {
        return judged.slices().isEmpty() && !judged.target().equals("trend");
    }

    /** The name of the figure that tells of a part how well it is ranked. */
    public String ranking(Judged judged) {
        return judged.target().equals("churn") ? "auc" : "spearman";
    }

    /** A mean of a part: a share of users, or money. */
    public Figure mean(Judged judged, double value) {
        return judged.target().equals("churn") ? numbers.share(value) : numbers.money(value);
    }

    /** Predicted against actual. */
    public Chart calibration(Judged judged) {
        return calibration(
                "calibration-" + judged.target(),
                judged.calibration(),
                judged.target().equals("churn"));
    }

    /** Shares that were predicted against those that came true. */
    public Chart calibrationOfShares(String id, List<Calibration> bins) {
        return calibration(id, bins, true);
    }

    private Chart calibration(String id, List<Calibration> bins, boolean share) {
        String title =
                share ? words.text("chart.calibration.share") : numbers.inMoney(words.text("chart.calibration.money"));
        Svg drawing = CalibrationDrawing.of(
                words,
                title,
                words.text("calibration.model"),
                bins,
                value -> share ? numbers.roundShare(value).text() : numbers.compact(value));
        return new Chart(
                id,
                title,
                words.say("chart.calibration.reading"),
                drawing,
                heads("head.predicted", "head.actual", "head.rows"),
                bins.stream().map(bin -> calibrationRow(bin, share)).toList());
    }

    private List<Content> calibrationRow(Calibration bin, boolean share) {
        return share
                ? List.of(numbers.share(bin.predicted()), numbers.share(bin.actual()), numbers.count(bin.rows()))
                : List.of(numbers.money(bin.predicted()), numbers.money(bin.actual()), numbers.count(bin.rows()));
    }

    private Content name(String candidate) {
        return Sentence.of(labels.candidate(candidate));
    }

    private Content percent(double share) {
        return Sentence.of(numbers.share(share).text());
    }

    private List<String> heads(String... keys) {
        return Stream.of(keys).map(words::text).toList();
    }
}
