package io.perennial.http.answer;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.scoring.counterfactual.Counterfactual;
import io.perennial.scoring.counterfactual.Lever;
import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.ChangeSplit;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A user with some actionable features at other values, scored anew; nothing is kept.
 *
 * @param other  the user as tried
 * @param moves  what was moved
 * @param before the score as it is
 * @param after  the score of the user as tried
 * @param change what lies between them, by dimension
 */
public record WhatIf(Subject other, List<Counterfactual.Move> moves, Score before, Score after, Change change) {

    public WhatIf {
        moves = List.copyOf(moves);
    }

    /**
     * Scores a user with levers at other values.
     *
     * @param values by lever, each admitted by its lever or the user's own
     * @throws io.perennial.http.api.Problem where a score is missing, or the parts do not add up
     */
    public static WhatIf of(Scorer scorer, Subject subject, Map<Lever, Double> values, Target target) {
        double[] moved = subject.row().features().clone();
        List<Counterfactual.Move> moves = new ArrayList<>();
        values.forEach((lever, value) -> {
            moves.add(new Counterfactual.Move(lever, moved[lever.column()], value));
            moved[lever.column()] = value;
        });
        Subject other = subject.moved(moved, (FeatureSchema) scorer.schema());
        Change change = ChangeView.require(ChangeSplit.between(
                new ChangeSplit.Moment(scorer, subject.row()), new ChangeSplit.Moment(scorer, other.row()), target));
        return new WhatIf(
                other,
                moves,
                scorer.score(subject.row()).withReasons(subject.reasons()),
                scorer.score(other.row()),
                change);
    }
}
