package io.perennial.http.answer;

import io.perennial.features.feature.Language;
import io.perennial.scoring.explain.Counterfactual;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.Collectors;

/** The answer to "what would have to be different" in one sentence. */
public final class CounterfactualText {

    private final Language language;

    /** Sentences of a language. */
    public CounterfactualText(Language language) {
        this.language = language;
    }

    /** The sentence. */
    public String of(Counterfactual counterfactual) {
        String goal = percent(counterfactual.goal());
        if (counterfactual instanceof Counterfactual.Smallest smallest) {
            return say(
                    "The smallest change that brings the risk below " + goal + ": " + moves(smallest)
                            + ". The risk would be " + percent(smallest.to()) + ".",
                    "使流失风险降到 " + goal + " 以下的最小改变：" + moves(smallest) + "。流失概率将降至 " + percent(smallest.to()) + "。");
        }
        if (counterfactual instanceof Counterfactual.Infeasible infeasible) {
            String most = infeasible.ofAnyNumber()
                    ? say("No change of what a person can act on", "可干预特征无论如何改变")
                    : say("No change of at most two things a person can act on", "至多改变两项可干预特征");
            return say(
                    most + " brings the risk below " + goal + ", within the range that users showed.",
                    most + "，在用户出现过的取值范围内都无法使流失风险降到 " + goal + " 以下。");
        }
        return counterfactual instanceof Counterfactual.Reached
                ? say("The risk is below " + goal + " already.", "流失风险已低于 " + goal + "。")
                : say(
                        "The search ended before it found a change that brings the risk below " + goal
                                + " or could rule one out.",
                        "搜索已达上限：尚未找到、也未能排除能使流失风险降到 " + goal + " 以下的改变。");
    }

    private String moves(Counterfactual.Smallest smallest) {
        return smallest.moves().stream()
                .map(move -> move.lever().feature().name(language)
                        + say(" ", "由 ")
                        + number(move.from())
                        + say(" to ", " 变为 ")
                        + number(move.to()))
                .collect(Collectors.joining(say(" and ", "，且")));
    }

    private static String number(double value) {
        return new BigDecimal(value)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    private String say(String en, String zh) {
        return language.choose(en, zh);
    }
}
