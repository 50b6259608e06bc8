package io.perennial.http.command;

import io.perennial.command.TextTable;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Language;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Outlook;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An explanation for a terminal: the parts with bars, then the reasons in words. */
final class ExplanationText {

    private static final int BAR = 24;

    private final Explanation explanation;
    private final Score score;
    private final Language language;
    private final ValueText text;

    private ExplanationText(Explanation explanation, Score score, Language language) {
        this.explanation = explanation;
        this.score = score;
        this.language = language;
        this.text = new ValueText(explanation.target());
    }

    static List<String> lines(Explanation explanation, Score score, Language language) {
        return new ExplanationText(explanation, score, language).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(score.user() + say(", as of ", "，观察日 ") + LocalDate.ofEpochDay(score.asOf()) + " ("
                + explanation.model() + ")");
        lines.add(headline());
        survival().ifPresent(lines::add);
        horizons().ifPresent(lines::add);
        score.verdicts().forEach(verdict -> lines.add("! " + words(verdict)));
        lines.add("");
        lines.addAll(parts());
        lines.add("");
        explanation
                .reasons()
                .forEach(reason -> lines.add(reason.rank() + ". " + say(reason.en(), reason.zh())
                        + (reason.separable() ? "" : say(" (not separable from the next)", "（与下一条难分先后）"))));
        return lines;
    }

    private String headline() {
        if (explanation.target() == Target.CHURN) {
            Score.ChurnScore churn = score.churn().orElseThrow();
            return say("churn probability ", "流失概率 ") + number(churn.probability()) + " [" + number(churn.low()) + ", "
                    + number(churn.high()) + "]  " + score.profile().grade();
        }
        if (explanation.target() == Target.TREND) {
            return MonthsText.headline(score, language);
        }
        Score.ValueScore value = score.value().orElseThrow();
        return say("expected value ", "生命周期价值 ") + number(value.ltv()) + " [" + number(value.low()) + ", "
                + number(value.high()) + "] " + score.frame().currency();
    }

    /** How likely the user is still away as the window passes; empty where the model does not tell. */
    private Optional<String> survival() {
        if (explanation.target() != Target.CHURN || score.survival().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(score.survival().stream()
                .map(by -> say("day ", "第") + by.day() + say(" ", "天 ") + number(by.probability()))
                .collect(Collectors.joining(say(", ", "，"), say("still away in the window by ", "结果窗口内仍未回访的概率："), "")));
    }

    /** The value over each horizon, of a value that is explained; those beyond what the log has shown bear a mark. */
    private Optional<String> horizons() {
        List<Outlook.Horizon> told = score.value()
                .filter(value -> explanation.target() == Target.LTV)
                .map(value -> value.outlook().horizons())
                .orElse(List.of());
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(told.stream()
                        .map(horizon -> horizon.days()
                                + say(" days ", " 天 ")
                                + number(horizon.ltv())
                                + (horizon.extrapolated() ? say(" (extrapolated)", "（外推）") : ""))
                        .collect(Collectors.joining(say(", ", "，"))));
    }

    private List<String> parts() {
        double largest = Math.abs(explanation.context());
        for (Explanation.Contribution part : explanation.dimensions()) {
            largest = Math.max(largest, Math.abs(part.value()));
        }
        TextTable table = new TextTable();
        table.row(say("baseline", "基准值"), text.cell(explanation.baseline()), "");
        table.row(
                say(Dimension.CONTEXT.en(), Dimension.CONTEXT.zh()),
                text.part(explanation.context()),
                bar(explanation.context(), largest));
        for (Explanation.Contribution part : explanation.dimensions()) {
            table.row(
                    say(part.dimension().en(), part.dimension().zh()),
                    text.part(part.value()),
                    bar(part.value(), largest));
        }
        table.row(say("score", "评分"), text.cell(explanation.score()), "");
        return table.lines();
    }

    /** Blocks for what raises the score, dots for what lowers it. */
    private static String bar(double value, double largest) {
        int length = largest == 0 ? 0 : (int) Math.round(BAR * Math.abs(value) / largest);
        return (value > 0 ? "\u2588" : "\u2591").repeat(length);
    }

    private String number(double value) {
        return text.number(value);
    }

    private String words(Verdict verdict) {
        return say(verdict.en(), verdict.zh());
    }

    private String say(String en, String zh) {
        return language == Language.ZH ? zh : en;
    }
}
