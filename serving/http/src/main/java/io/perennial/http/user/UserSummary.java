package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Decay;
import io.perennial.features.profile.Health;
import io.perennial.features.profile.Risk;
import io.perennial.features.profile.WarningIndex;
import io.perennial.http.answer.Condition;
import io.perennial.http.answer.Subject;
import io.perennial.http.live.ServingState;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Who the user is, and what it comes to.
 *
 * @param stage      where the user stands in the life cycle
 * @param health     0 to 100, and of how many dimensions
 * @param lastActive last day with activity; empty for none
 * @param lastValue  what the last purchase day brought
 * @param churn      empty for a user without a score
 * @param value      empty where the log has no money
 * @param decay      change against the own baseline, sentences
 * @param frame      which days all of it speaks of, in a sentence
 * @param arm        which of the versions in traffic answered, and whether one may act
 * @param verdicts   why something is missing or to be read with care
 */
public record UserSummary(
        String stage,
        Optional<Content> health,
        String lastActive,
        Figure lastValue,
        Optional<Churn> churn,
        Optional<Money> value,
        List<Content> decay,
        Content frame,
        String arm,
        List<String> verdicts) {

    public UserSummary {
        decay = List.copyOf(decay);
        verdicts = List.copyOf(verdicts);
    }

    /**
     * The churn probability.
     *
     * @param probability the probability
     * @param range       its calibration interval
     * @param behaviours  the warning index, and how many behaviours it could see
     * @param grade       R1 to R5
     * @param gradeName   the grade in words, with the probabilities it is of
     * @param risk        green, amber or red
     */
    public record Churn(
            Figure probability, Content range, Content behaviours, String grade, Content gradeName, Risk risk) {}

    /**
     * What the user is worth.
     *
     * @param ltv         expected value in the outcome window
     * @param range       its 90 % prediction interval
     * @param ifRetained  value if retained
     * @param loss        expected loss
     * @param byHorizon   value over longer horizons, a sentence each
     */
    public record Money(Figure ltv, Content range, Figure ifRetained, Figure loss, List<Content> byHorizon) {
        public Money {
            byHorizon = List.copyOf(byHorizon);
        }
    }

    static UserSummary of(Wording wording, ServingState state, Subject subject, Score score) {
        Condition condition = Condition.of(subject.row().features(), score);
        return new UserSummary(
                wording.labels().stage(score.profile().stage()),
                health(wording, condition.health()),
                score.lastActive().isPresent() ? Wording.day(score.lastActive().getAsInt()) : "",
                wording.numbers().money(score.lastValue()),
                score.churn()
                        .map(churn ->
                                churn(wording, state, churn, condition.warning().orElseThrow())),
                score.value().map(value -> money(wording, value)),
                decay(wording, condition.decay(), subject.row().features()),
                frame(wording, state, subject),
                wording.text("user.arm." + state.arm().id()),
                score.verdicts().stream()
                        .map(verdict -> wording.language().choose(verdict.en(), verdict.zh()))
                        .toList());
    }

    private static Optional<Content> health(Wording wording, Health health) {
        Numbers numbers = wording.numbers();
        return health.overall().isEmpty()
                ? Optional.empty()
                : Optional.of(wording.say(
                        "user.health",
                        numbers.decimal(health.overall().getAsDouble(), 0),
                        numbers.count(health.scores().size()),
                        numbers.count(Dimension.SEVEN)));
    }

    private static List<Content> decay(Wording wording, Decay decay, double[] vector) {
        List<Content> sentences = new ArrayList<>();
        if (decay.isKnown()) {
            sentences.add(wording.say(
                    "user.decay",
                    change(wording, decay.behaviour()),
                    change(wording, decay.value()),
                    change(wording, decay.social()),
                    name(wording, Decay.behaviourOf(vector)),
                    name(wording, Decay.valueOf(vector))));
        }
        if (decay.isRuleMet()) {
            sentences.add(wording.say(
                    "user.decay.rule",
                    wording.numbers().change(Decay.ACTIVE_DAYS_LIMIT),
                    wording.numbers().change(Decay.BASKET_LIMIT)));
        }
        return sentences;
    }

    private static Content change(Wording wording, OptionalDouble change) {
        return change.isEmpty()
                ? Wording.plain(wording.text("user.portrait.unknown"))
                : wording.numbers().change(change.getAsDouble());
    }

    private static Content name(Wording wording, Feature feature) {
        return Wording.plain(feature.name(wording.language()));
    }

    private static Churn churn(Wording wording, ServingState state, Score.ChurnScore churn, WarningIndex warning) {
        ChurnGrade.Thresholds grades = state.requireScorer().grades();
        ChurnGrade grade = ChurnGrade.of(churn.probability(), grades);
        return new Churn(
                wording.value(Target.CHURN, churn.probability()),
                wording.range(Target.CHURN, churn.low(), churn.high()),
                wording.say(
                        "user.card.churn.behaviours",
                        wording.numbers().decimal(warning.value(), 0),
                        wording.numbers().count(warning.observable()),
                        wording.numbers().count(warning.behaviours())),
                grade.name(),
                wording.say(
                        "user.card.grade.under",
                        Wording.plain(wording.language().choose(grade.en(), grade.zh())),
                        wording.numbers().roundShare(grades.beginOf(grade)),
                        wording.numbers().roundShare(grades.endOf(grade))),
                grade.risk());
    }

    private static Money money(Wording wording, Score.ValueScore value) {
        return new Money(
                wording.value(Target.LTV, value.ltv()),
                wording.range(Target.LTV, value.low(), value.high()),
                wording.value(Target.LTV, value.ifRetained()),
                wording.value(Target.LTV, value.expectedLoss()),
                value.outlook().horizons().stream()
                        .map(horizon -> wording.say(
                                horizon.extrapolated() ? "user.horizon.extrapolated" : "user.horizon",
                                wording.numbers().count(horizon.days()),
                                wording.value(Target.LTV, horizon.ltv())))
                        .toList());
    }

    private static Content frame(Wording wording, ServingState state, Subject subject) {
        FeatureSchema schema = (FeatureSchema) state.requireScorer().schema();
        LocalDate asOf = LocalDate.ofEpochDay(subject.row().asOf());
        LocalDate from = asOf.plusDays(schema.window().gapDays());
        return wording.say(
                subject.inProgress() ? "user.frame.live" : "user.frame",
                Wording.plain(asOf),
                Wording.plain(from),
                Wording.plain(from.plusDays(schema.window().horizonDays() - 1L)),
                wording.numbers().count(schema.window().horizonDays()),
                wording.numbers().count(schema.window().gapDays()));
    }
}
