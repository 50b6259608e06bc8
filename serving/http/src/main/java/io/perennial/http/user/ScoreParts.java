package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.http.drawing.Chart;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.model.References;
import java.util.Optional;

/** What a score is made of, or why that is not told: a score without a word on its parts would look as if it had none. */
public sealed interface ScoreParts {

    /** Bars that add up to the score. */
    record Told(Chart chart) implements ScoreParts {}

    /** A sentence in their place. */
    record Untold(Content why) implements ScoreParts {}

    /** The parts of a score; empty where there is no score. */
    static Optional<ScoreParts> of(Wording wording, ExplanationResult result) {
        if (result instanceof Explanation explanation) {
            return Optional.of(new Told(PartsChart.of(wording, explanation)));
        }
        Withheld.Cause cause = result instanceof Withheld withheld ? withheld.cause() : Withheld.Cause.SUM_FAILED;
        return switch (cause) {
            case NO_SCORE -> Optional.empty();
            case NO_REFERENCES ->
                Optional.of(new Untold(wording.say(
                        "user.parts.no_references", wording.numbers().count(References.LEAST_USERS))));
            case SUM_FAILED, NOT_COMPARABLE -> Optional.of(new Untold(wording.say("user.parts.withheld")));
        };
    }
}
