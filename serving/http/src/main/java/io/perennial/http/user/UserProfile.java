package io.perennial.http.user;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Language;
import io.perennial.features.profile.Health;
import io.perennial.features.profile.Playbook;
import io.perennial.features.profile.ValueHealth;
import io.perennial.http.answer.Advice;
import io.perennial.http.answer.CounterfactualView;
import io.perennial.http.answer.ExplanationView;
import io.perennial.http.answer.Portrait;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.WhatIf;
import io.perennial.http.decision.Question;
import io.perennial.http.decision.Recorder;
import io.perennial.http.decision.ToldHistory;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.counterfactual.Lever;
import io.perennial.scoring.counterfactual.Levers;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.InputCheck;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.score.Score;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One user as the page tells of them, out of one state: each section is worked out once, when it is asked for.
 *
 * <p>Where the parts of a score do not add up nothing of the score is told: {@link #withheld}.
 */
public final class UserProfile {

    private final Wording wording;
    private final ServingState state;
    private final KnownUser known;
    private final Subject subject;
    private final Score score;
    private final ValueHealth.Weights weights;
    private final ExplanationResult churn;

    /**
     * A user.
     *
     * @param weights what the parts of the value health index count for
     * @throws io.perennial.scoring.score.IncoherentScoreException where a model gives numbers that can't be
     */
    public UserProfile(
            Wording wording, ServingState state, ValueHealth.Weights weights, KnownUser known, Subject subject) {
        this.wording = wording;
        this.state = state;
        this.weights = weights;
        this.known = known;
        this.subject = subject;
        this.score = state.requireScorer().score(subject.row()).withReasons(subject.reasons());
        this.churn = state.requireExplainer().explain(subject.row(), score, Target.CHURN);
    }

    /** Whether nothing of the score may be told, because its parts do not add up to it. */
    public boolean withheld() {
        return churn instanceof Withheld why && why.cause() == Withheld.Cause.SUM_FAILED;
    }

    /** The id of the answer this page is made of, recorded as the API records it. */
    public String recorded(Recorder decisions, ScoreView scores, LocalDate today) {
        if (!(churn instanceof Explanation)) {
            return decisions.record(state, today, scores.answer(subject, score)).predictionId();
        }
        ObjectNode answer =
                new ExplanationView(state, scores, wording.language()).explanation(subject, score, churn, Target.CHURN);
        Question question = Question.explanation(Target.CHURN, wording.language());
        return decisions
                .record(question, state, subject, today, answer)
                .get("predictionId")
                .asText();
    }

    /** Who the user is, and what it comes to. */
    public UserSummary person() {
        return UserSummary.of(wording, state, subject, score);
    }

    /** What kind of user they are. */
    public UserPortrait portrait() {
        return UserPortrait.of(
                wording,
                Health.of(subject.row().features()),
                Portrait.of(state.requireScorer(), weights, known.ledger(), subject.row()));
    }

    /** Every feature, beside the peers. */
    public UserFeatures features() {
        return UserFeatures.of(
                wording, subject.row().features(), state.requireScorer().churn().references());
    }

    /** What the user did and received. */
    public UserActivity activity() {
        FeatureSchema schema = (FeatureSchema) state.requireScorer().schema();
        return UserActivity.of(
                wording,
                known.everything(),
                schema.context(),
                Math.toIntExact(known.firstDay().toEpochDay()),
                subject.row().asOf());
    }

    /** What a reader should know before acting. */
    public List<String> notices() {
        Language language = wording.language();
        return InputCheck.of(state.requireScorer(), subject.row(), score, Target.CHURN).notices().stream()
                .map(notice -> language.choose(notice.en(), notice.zh()))
                .toList();
    }

    /** What the churn probability is made of; empty where there is none. */
    public Optional<ScoreParts> parts() {
        return ScoreParts.of(wording, churn);
    }

    /** Why it is what it is, in words. */
    public List<ReasonRow> reasons() {
        return churn instanceof Explanation explanation
                ? explanation.reasons().stream()
                        .map(reason -> ReasonRow.of(wording, Target.CHURN, reason))
                        .toList()
                : List.of();
    }

    /** What the value is made of; empty where there is none. */
    public Optional<ScoreParts> valueParts() {
        return ScoreParts.of(wording, state.requireExplainer().explain(subject.row(), score, Target.LTV));
    }

    /** Where spending is heading; empty where no trend is told. */
    public Optional<SpendingTrend> trend() {
        if (score.trend().isEmpty()) {
            return Optional.empty();
        }
        FeatureSchema schema = (FeatureSchema) state.requireScorer().schema();
        return Optional.of(SpendingTrend.of(
                wording,
                score,
                known.ledger(),
                schema.context().log(),
                state.requireExplainer().explain(subject.row(), score, Target.TREND)));
    }

    /** What was told before. */
    public ScoreHistory history(ToldHistory told) {
        return ScoreHistory.of(wording, told);
    }

    /** What to do, by a playbook. */
    public RecommendedAction action(Playbook playbook) {
        return RecommendedAction.of(wording, Advice.of(state, known, score, playbook));
    }

    /** What would have to be different; empty for a user without a score. */
    public Optional<SmallestChange> goal(OptionalDouble goal) {
        return score.churn().isEmpty()
                ? Optional.empty()
                : Optional.of(SmallestChange.of(wording, CounterfactualView.of(state.requireScorer(), subject, goal)));
    }

    /** The form to try other values, filled in as asked; empty for a user without a score. */
    public Optional<WhatIfForm> form(Function<String, Optional<String>> asked) {
        return score.churn().isEmpty()
                ? Optional.empty()
                : Optional.of(WhatIfForm.of(wording, levers(), subject, asked));
    }

    /** What can be moved, what matters most for this user first. */
    private List<Lever> levers() {
        List<Lever> levers = new ArrayList<>(Levers.of(state.requireScorer()).all());
        if (churn instanceof Explanation explanation && explanation.features().isPresent()) {
            List<Double> worth = explanation.features().get().values();
            levers.sort(Comparator.comparingDouble(lever -> -Math.abs(worth.get(lever.column()))));
        }
        return levers;
    }

    /** What comes of a form; empty where it holds nothing new, or something that can't be tried. */
    public Optional<WhatIfResult> tried(WhatIfForm form) {
        return form.isRight() && !form.values().isEmpty()
                ? Optional.of(WhatIfResult.of(
                        wording, WhatIf.of(state.requireScorer(), subject, form.values(), Target.CHURN)))
                : Optional.empty();
    }
}
