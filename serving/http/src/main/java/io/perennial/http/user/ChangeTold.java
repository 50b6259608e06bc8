package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.http.drawing.Chart;
import io.perennial.http.words.Sentence;
import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.ChangeResult;
import io.perennial.scoring.explain.Explanation.Contribution;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What changed between two days, or why that can't be told.
 *
 * @param headline what it comes to, in a sentence
 * @param chart    the parts; empty where there is nothing to tell
 * @param isModel  whether only the model changed
 */
public record ChangeTold(Content headline, Optional<Chart> chart, boolean isModel) {

    private static final double NOTHING = 5e-4;

    /** Between two days. */
    public static ChangeTold of(Telling telling, ChangeResult result, LocalDate from, LocalDate to) {
        if (result instanceof Change change) {
            return told(telling, change, Telling.plain(from), Telling.plain(to));
        }
        Withheld withheld = (Withheld) result;
        Content why =
                switch (withheld.cause()) {
                    case NO_SCORE -> telling.say("user.change.no_score", Telling.plain(from));
                    case NOT_COMPARABLE -> telling.say("user.change.not_comparable", Telling.plain(withheld.words()));
                    case NO_REFERENCES, SUM_FAILED -> Sentence.of(telling.text("user.change.withheld"));
                };
        return untold(why);
    }

    /** Nothing to tell, and why. */
    public static ChangeTold untold(Content why) {
        return new ChangeTold(why, Optional.empty(), false);
    }

    private static ChangeTold told(Telling telling, Change change, Content from, Content to) {
        boolean isModel = change.data() == 0 && change.from() != change.to();
        Content reading = isModel
                ? Sentence.of(telling.text("user.change.only_model"))
                : change.from() == change.to()
                        ? Sentence.of(telling.text("user.change.nothing"))
                        : strongest(telling, change);
        Target target = change.target();
        Content headline = telling.say(
                "user.change.headline." + target.id(),
                from,
                to,
                telling.value(target, change.from()),
                telling.value(target, change.to()),
                telling.part(target, change.data()),
                telling.part(target, change.model()),
                telling.part(target, change.calibration()));
        return new ChangeTold(headline, Optional.of(PartsTold.of(telling, change, "change", reading)), isModel);
    }

    private static Content strongest(Telling telling, Change change) {
        List<Contribution> parts = change.dimensions();
        Contribution most = parts.stream()
                .max(Comparator.comparingDouble(part -> Math.abs(part.value())))
                .orElseThrow();
        return Math.abs(most.value()) < NOTHING
                ? Sentence.of(telling.text("user.change.small"))
                : telling.say(
                        "user.change.strongest",
                        Telling.plain(most.dimension().name(telling.language())),
                        telling.part(change.target(), most.value()));
    }
}
