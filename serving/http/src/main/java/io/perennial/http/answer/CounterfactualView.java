package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Language;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.counterfactual.Counterfactual;
import io.perennial.scoring.counterfactual.CounterfactualSearch;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The smallest change that would bring a user's churn probability below a goal, or that there is none. */
public final class CounterfactualView {

    private static final List<String> STATUSES = List.of("found", "infeasible", "reached", "undecided", "no_range");

    private final Scorer scorer;
    private final ScoreView scores;
    private final Language language;

    /**
     * The view of one state.
     *
     * @param scores   gives what every answer carries
     * @param language language of names and sentences
     */
    public CounterfactualView(ServingState state, ScoreView scores, Language language) {
        this.scorer = state.requireScorer();
        this.scores = scores;
        this.language = language;
    }

    /**
     * The answer for a user.
     *
     * @param goal what the probability is to fall below; where empty, the beginning of the user's grade
     * @throws Problem where the user has no churn probability
     */
    public ObjectNode answer(Subject subject, OptionalDouble goal) {
        Counterfactual counterfactual = of(scorer, subject, goal);
        ObjectNode node = scores.head(subject);
        node.put("target", Target.CHURN.id()).put("unit", Target.CHURN.unit());
        node.put("value", counterfactual.from()).put("goal", counterfactual.goal());
        node.put("status", status(counterfactual));
        boolean isFound = counterfactual instanceof Counterfactual.Smallest;
        node.put("minimal", isFound);
        ArrayNode changes = node.putArray("changes");
        if (counterfactual instanceof Counterfactual.Smallest smallest) {
            smallest.moves()
                    .forEach(move -> changes.add(MoveView.move(move.lever().feature(), move.from(), move.to(), language)
                            .put("size", move.size())));
            node.put("reached", smallest.to());
        } else {
            node.putNull("reached");
        }
        node.put("text", CounterfactualText.of(language, scorer.schema()).of(counterfactual));
        return MoveView.caution(node, language);
    }

    /** The smallest change for a user of these models. */
    public static Counterfactual of(Scorer scorer, Subject subject, OptionalDouble goal) {
        Score score = scorer.score(subject.row());
        double probability = score.churn()
                .orElseThrow(() -> Problem.of(
                        Problem.Kind.NO_SCORE,
                        "user " + score.user() + " has no " + Target.CHURN.output() + ": "
                                + score.verdicts().stream().map(Verdict::id).collect(Collectors.joining(", "))))
                .probability();
        return CounterfactualSearch.below(goal.orElse(scorer.grades().milderThan(probability)), scorer, subject.row());
    }

    private static String status(Counterfactual counterfactual) {
        if (counterfactual instanceof Counterfactual.Smallest) {
            return STATUSES.get(0);
        }
        if (counterfactual instanceof Counterfactual.Infeasible) {
            return STATUSES.get(1);
        }
        if (counterfactual instanceof Counterfactual.NoRange) {
            return STATUSES.get(4);
        }
        return counterfactual instanceof Counterfactual.Reached ? STATUSES.get(2) : STATUSES.get(3);
    }

    /** The shape of an answer, beginning with what every answer carries. */
    public static ObjectNode schema(Schema.Members head) {
        return MoveView.cautious(head.with("target", Schema.text("churn"))
                        .with("unit", Schema.text("unit of the values"))
                        .with("value", Schema.number("the churn probability as it is"))
                        .with("goal", Schema.number("what it is to fall below"))
                        .with("status", Json.object().set("enum", Json.tree(STATUSES)))
                        .with("minimal", Schema.truth())
                        .with("changes", Schema.list(MoveView.schema()))
                        .with("reached", Schema.number("the probability after the changes, scored anew"))
                        .with("text", Schema.text("the answer in a sentence")))
                .schema();
    }
}
