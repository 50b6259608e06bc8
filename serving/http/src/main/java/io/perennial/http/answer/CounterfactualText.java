package io.perennial.http.answer;

import gg.jte.Content;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Language;
import io.perennial.features.feature.Schema;
import io.perennial.http.report.Labels;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.PlainText;
import io.perennial.http.words.Words;
import io.perennial.scoring.counterfactual.Counterfactual;
import io.perennial.scoring.model.PeerGroup;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The answer to "what would have to be different" in one sentence. */
public final class CounterfactualText {

    private static final Map<Language, Words> WORDS = Arrays.stream(Language.values())
            .collect(Collectors.toMap(
                    language -> language, Words::of, (one, two) -> one, () -> new EnumMap<>(Language.class)));

    /** No lever moves in finer steps. */
    private static final int MOST_DIGITS = 4;

    private final Language language;
    private final Labels labels;

    /** Sentences with values as these labels write them. */
    public CounterfactualText(Labels labels) {
        this.language = labels.language();
        this.labels = labels;
    }

    /** Sentences of a language about users of a log. */
    public static CounterfactualText of(Language language, Schema schema) {
        String currency =
                schema instanceof FeatureSchema log ? log.context().log().currency() : "";
        return new CounterfactualText(new Labels(WORDS.get(language), new Numbers(language, currency)));
    }

    /** A probability as a percentage that is read to lie below a goal, as it does. */
    public static String below(double probability, double goal) {
        BigDecimal limit = BigDecimal.valueOf(goal).movePointRight(2);
        BigDecimal exact = BigDecimal.valueOf(probability).movePointRight(2);
        int decimals = 1;
        while (exact.setScale(decimals, RoundingMode.HALF_EVEN).compareTo(limit) >= 0 && decimals < exact.scale()) {
            decimals++;
        }
        return exact.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString() + "%";
    }

    /** The sentence. */
    public String of(Counterfactual counterfactual) {
        String goal = percent(counterfactual.goal());
        if (counterfactual instanceof Counterfactual.Smallest smallest) {
            return say(
                    "The smallest change that brings the risk below " + goal + ": " + moves(smallest)
                            + ". The risk would be " + below(smallest.to(), smallest.goal()) + ".",
                    "使流失风险降到 " + goal + " 以下的最小改变：" + moves(smallest) + "。流失概率将降至 "
                            + below(smallest.to(), smallest.goal()) + "。");
        }
        if (counterfactual instanceof Counterfactual.Infeasible infeasible) {
            String most = infeasible.ofAnyNumber()
                    ? say("No change of what a person can act on", "可干预特征无论如何改变")
                    : say("No change of at most two things a person can act on", "至多改变两项可干预特征");
            return say(
                    most + " brings the risk below " + goal + ", within the range that users showed.",
                    most + "，在用户出现过的取值范围内都无法使流失风险降到 " + goal + " 以下。");
        }
        if (counterfactual instanceof Counterfactual.NoRange) {
            return say(
                    "Nothing can be tried: the range of what a person can act on is not known; it takes a log, and "
                            + PeerGroup.LEAST_USERS + " users the model learned from.",
                    "无法尝试任何改变：可干预特征的取值范围未知（模型须由日志训练，且训练用户不少于 " + PeerGroup.LEAST_USERS + " 位）。");
        }
        return counterfactual instanceof Counterfactual.Reached
                ? say("The risk is below " + goal + " already.", "流失风险已低于 " + goal + "。")
                : say(
                        "The search ended before it found a change that brings the risk below " + goal
                                + " or could rule one out.",
                        "搜索已达上限：尚未找到、也未能排除能使流失风险降到 " + goal + " 以下的改变。");
    }

    /**
     * Both ends of a move as they are written, each with its exact value.
     *
     * @param from the user's own value
     * @param to   the value to move to
     */
    public record Ends(Content from, Content to) {}

    /** Both ends of a move, as values are written; those that would be written alike with all their digits. */
    public Ends ends(Counterfactual.Move move) {
        Ends ends = new Ends(value(move, move.from()), value(move, move.to()));
        boolean alike = PlainText.of(ends.from()).equals(PlainText.of(ends.to()));
        return alike ? new Ends(digits(move.from()), digits(move.to())) : ends;
    }

    private String moves(Counterfactual.Smallest smallest) {
        return smallest.moves().stream()
                .map(move -> {
                    Ends ends = ends(move);
                    return move.lever().feature().name(language)
                            + say(" from ", "由 ")
                            + PlainText.of(ends.from())
                            + say(" to ", " 变为 ")
                            + PlainText.of(ends.to());
                })
                .collect(Collectors.joining(say(" and ", "，且")));
    }

    private Content value(Counterfactual.Move move, double value) {
        return labels.value(move.lever().feature(), value);
    }

    private static Figure digits(double value) {
        String text = new BigDecimal(value)
                .setScale(MOST_DIGITS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
        return new Figure(value, text);
    }

    /** Exact: a goal that was rounded could lie on the other side of what is said of it. */
    private static String percent(double goal) {
        BigDecimal exact = BigDecimal.valueOf(goal).movePointRight(2).stripTrailingZeros();
        return exact.setScale(Math.max(1, exact.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString()
                + "%";
    }

    private String say(String en, String zh) {
        return language.choose(en, zh);
    }
}
