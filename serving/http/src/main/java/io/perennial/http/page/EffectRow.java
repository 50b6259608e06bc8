package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.http.survey.ContactEffect;
import io.perennial.http.survey.ContactEffect.Group;
import io.perennial.http.survey.Difference;
import io.perennial.http.survey.PastList;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One arm of an earlier list, or what the two differ by.
 *
 * @param name         which arm of which users
 * @param users        how many; nothing of a difference
 * @param contacted    how many of them were contacted; nothing of a difference
 * @param expected     share that was expected to churn; nothing of a difference
 * @param churned      share that churned, or the difference of two shares
 * @param value        what a user brought in the mean, or the difference
 * @param isDifference whether it is what two arms differ by
 */
public record EffectRow(
        String name,
        Content users,
        Content contacted,
        Content expected,
        Content churned,
        Content value,
        boolean isDifference) {

    /** The rows of an earlier list: users at risk, then all who were eligible. */
    public static List<EffectRow> of(Frame frame, PastList past) {
        return Stream.concat(rows(frame, "at_risk", past.atRisk()), rows(frame, "eligible", past.eligible()))
                .toList();
    }

    private static Stream<EffectRow> rows(Frame frame, String of, ContactEffect effect) {
        return Stream.of(
                arm(frame, "effect." + of + ".may_act", effect.mayAct()),
                arm(frame, "effect." + of + ".holdout", effect.holdout()),
                difference(frame, effect));
    }

    private static EffectRow arm(Frame frame, String key, Group arm) {
        Numbers numbers = frame.numbers();
        return new EffectRow(
                frame.text(key),
                numbers.count(arm.users()),
                arm.contacted().isPresent() ? numbers.count(arm.contacted().getAsInt()) : Figure.NONE,
                numbers.share(arm.expectedShare()),
                numbers.share(arm.churnShare()),
                numbers.money(arm.meanValue()),
                false);
    }

    private static EffectRow difference(Frame frame, ContactEffect effect) {
        Numbers numbers = frame.numbers();
        Content nothing = frame.plain("");
        return new EffectRow(
                frame.text(effect.tellsContacts() ? "effect.difference" : "effect.difference.unknown"),
                nothing,
                nothing,
                nothing,
                told(
                        frame,
                        effect.churn(),
                        "effect.points",
                        value ->
                                new Figure(value, numbers.growth(100 * value, 1).text())),
                Double.isNaN(effect.mayAct().value())
                        ? Figure.NONE
                        : told(frame, effect.value(), "effect.money", numbers::moneyGrowth),
                true);
    }

    /** How a number of the difference is written. */
    @FunctionalInterface
    private interface Writing {
        Figure of(double value);
    }

    private static Content told(Frame frame, Optional<Difference> difference, String key, Writing writing) {
        return difference
                .map(its -> frame.say(key, writing.of(its.estimate()), writing.of(its.low()), writing.of(its.high())))
                .orElseGet(() -> frame.plain(frame.text("effect.few")));
    }
}
