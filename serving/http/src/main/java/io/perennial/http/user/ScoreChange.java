package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.http.drawing.Chart;
import io.perennial.http.words.Sentence;
import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.ChangeResult;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What changed between two days, or why that can't be told.
 *
 * @param headline what it comes to, in a sentence
 * @param chart    the parts; empty where there is nothing to tell
 * @param isModel  whether only the model changed
 */
public record ScoreChange(Content headline, Optional<Chart> chart, boolean isModel) {

    private static final double NOTHING = 5e-4;

    /** Between two days. */
    public static ScoreChange of(Wording wording, ChangeResult result, LocalDate from, LocalDate to) {
        if (result instanceof Change change) {
            return told(wording, change, Wording.plain(from), Wording.plain(to));
        }
        Withheld withheld = (Withheld) result;
        Content why =
                switch (withheld.cause()) {
                    case NO_SCORE -> wording.say("user.change.no_score", Wording.plain(from));
                    case NOT_COMPARABLE -> wording.say("user.change.not_comparable", Wording.plain(withheld.words()));
                    case NO_REFERENCES, SUM_FAILED -> Sentence.of(wording.text("user.change.withheld"));
                };
        return untold(why);
    }

    /** Nothing to tell, and why. */
    public static ScoreChange untold(Content why) {
        return new ScoreChange(why, Optional.empty(), false);
    }

    private static ScoreChange told(Wording wording, Change change, Content from, Content to) {
        boolean isModel = change.data() == 0 && change.from() != change.to();
        Content reading = isModel
                ? Sentence.of(wording.text("user.change.only_model"))
                : change.from() == change.to()
                        ? Sentence.of(wording.text("user.change.nothing"))
                        : strongest(wording, change);
        Target target = change.target();
        Content headline = wording.say(
                "user.change.headline." + target.id(),
                from,
                to,
                wording.value(target, change.from()),
                wording.value(target, change.to()),
                wording.part(target, change.data()),
                wording.part(target, change.model()),
                wording.part(target, change.calibration()));
        return new ScoreChange(headline, Optional.of(PartsChart.of(wording, change, "change", reading)), isModel);
    }

    /** Which of all parts of the chart moved it most; models and calibrations too, or data would take the blame. */
    private static Content strongest(Wording wording, Change change) {
        Map<String, Double> parts = new LinkedHashMap<>();
        change.dimensions().forEach(part -> parts.put(part.dimension().name(wording.language()), part.value()));
        parts.put(wording.text("user.context"), change.context());
        parts.put(wording.text("user.change.model"), change.model());
        parts.put(wording.text("user.change.calibration"), change.calibration());
        Map.Entry<String, Double> most = parts.entrySet().stream()
                .max(Comparator.comparingDouble(part -> Math.abs(part.getValue())))
                .orElseThrow();
        return Math.abs(most.getValue()) < NOTHING
                ? Sentence.of(wording.text("user.change.small"))
                : wording.say(
                        "user.change.strongest",
                        Wording.plain(most.getKey()),
                        wording.part(change.target(), most.getValue()));
    }
}
