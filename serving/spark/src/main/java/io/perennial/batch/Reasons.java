package io.perennial.batch;

import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.List;
import java.util.Locale;

/** Why users have their churn scores, in the codes a row of scores carries. */
final class Reasons {

    private final Explainer explainer;

    Reasons(Scorer scorer) {
        this.explainer = new Explainer(scorer);
    }

    /**
     * What came of explaining one user.
     *
     * @param codes      the strongest reasons first; empty where the explanation was withheld
     * @param difference how far baseline and parts together miss the score; NaN where it was withheld
     * @param withheld   why there is no explanation, lower case; empty where there is one
     */
    record Given(List<String> codes, double difference, String withheld) {

        /** Nobody asked. */
        static final Given NOTHING = new Given(List.of(), Double.NaN, "");
    }

    /** The reasons for a churn score, checked to add up. */
    Given of(UserRow user, Score score) {
        ExplanationResult result = explainer.explain(user, score, Target.CHURN);
        if (result instanceof Explanation explanation) {
            return new Given(explanation.reasonCodes(), explanation.error(), "");
        }
        Withheld withheld = (Withheld) result;
        return new Given(List.of(), Double.NaN, withheld.cause().name().toLowerCase(Locale.ROOT));
    }
}
