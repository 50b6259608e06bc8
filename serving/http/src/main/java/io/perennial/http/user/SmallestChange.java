package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.http.answer.CounterfactualText;
import io.perennial.http.words.Figure;
import io.perennial.scoring.counterfactual.Counterfactual;
import java.util.List;

/**
 * What would have to be different for the churn probability to fall below a goal.
 *
 * @param goal     the goal
 * @param sentence the answer in words
 * @param moves    what is moved; none where nothing reaches the goal
 * @param reached  the probability scored anew; {@link Figure#NONE} where nothing is moved
 */
public record SmallestChange(Figure goal, String sentence, List<Move> moves, Figure reached) {

    public SmallestChange {
        moves = List.copyOf(moves);
    }

    /** A feature moved. */
    public record Move(String feature, String name, Content from, Content to) {}

    static SmallestChange of(Wording wording, Counterfactual answer) {
        Figure goal = wording.numbers().share(answer.goal());
        String sentence = new CounterfactualText(wording.labels()).of(answer);
        if (answer instanceof Counterfactual.Smallest found) {
            List<Move> moves =
                    found.moves().stream().map(move -> move(wording, move)).toList();
            String reached = CounterfactualText.below(found.to(), found.goal());
            return new SmallestChange(goal, sentence, moves, new Figure(found.to(), reached));
        }
        return new SmallestChange(goal, sentence, List.of(), Figure.NONE);
    }

    static Move move(Wording wording, Counterfactual.Move move) {
        CounterfactualText.Ends ends = new CounterfactualText(wording.labels()).ends(move);
        return new Move(
                move.lever().feature().id(), move.lever().feature().name(wording.language()), ends.from(), ends.to());
    }
}
