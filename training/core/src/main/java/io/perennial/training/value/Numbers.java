package io.perennial.training.value;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Rule;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.List;

/** Small numbers made of nodes. */
final class Numbers {

    private Numbers() {}

    /** The same for everybody, whatever is missing. */
    static Learned constant(double number) {
        List<Rule.Axis> axes = List.of(new Rule.Axis(0, Doubles.of()));
        return (ModelDraft draft) -> draft.add(new Rule(draft.features(), axes, Doubles.of(number, number)));
    }

    /** {@code intercept + sum(slope x feature)}, missing features as 0, not below 0. */
    static Learned linear(int[] columns, double[] slopes, double intercept) {
        return (ModelDraft draft) -> {
            int selected = draft.add(new Select(draft.features(), Ints.of(columns)));
            int filled = draft.add(new Impute(selected, Doubles.zeros(columns.length), Ints.of()));
            int sum = draft.add(new Linear(filled, Doubles.of(slopes), intercept));
            return draft.add(Dense.apply(sum, 1, Activation.RELU));
        };
    }

    /** {@code min(most, max(least, number))} of nodes, where least is not above most. */
    static int within(ModelDraft draft, int number, int least, int most) {
        int raised = draft.add(new Blend(Ints.of(least, over(draft, number, least)), Doubles.of(1, 1), 0));
        return draft.add(new Blend(Ints.of(most, over(draft, most, raised)), Doubles.of(1, -1), 0));
    }

    /** {@code max(0, number - other)} of nodes. */
    private static int over(ModelDraft draft, int number, int other) {
        int difference = draft.add(new Blend(Ints.of(number, other), Doubles.of(1, -1), 0));
        return draft.add(Dense.apply(difference, 1, Activation.RELU));
    }

    /** {@code intercept + slope x number}, not below 0. */
    static Learned scaled(Learned number, double slope, double intercept) {
        return (ModelDraft draft) -> {
            int sum = draft.add(new Linear(number.addTo(draft), Doubles.of(slope), intercept));
            return draft.add(Dense.apply(sum, 1, Activation.RELU));
        };
    }
}
