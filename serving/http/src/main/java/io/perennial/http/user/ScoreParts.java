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
        return switch (result) {
            case Explanation explanation -> Optional.of(new Told(PartsChart.of(wording, explanation)));
            case Withheld withheld when withheld.cause() == Withheld.Cause.NO_SCORE -> Optional.empty();
            case Withheld withheld when withheld.cause() == Withheld.Cause.NO_REFERENCES ->
                Optional.of(new Untold(
                        wording.say("user.parts.no_references", wording.numbers().count(References.LEAST_USERS))));
            default -> Optional.of(new Untold(wording.say("user.parts.withheld")));
        };
    }
}
