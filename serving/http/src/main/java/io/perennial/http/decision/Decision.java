package io.perennial.http.decision;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.answer.Subject;
import io.perennial.http.live.Arm;
import io.perennial.scoring.model.ModelId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * An answer that was given, and all it was made from: enough to make the same bytes again.
 *
 * @param predictionId id of the prediction, equal for equal models, user, as-of and inputs in one log
 * @param at           when it was given
 * @param question     what was asked
 * @param subject      the user's inputs, under a pseudonym in the place of the id
 * @param models       the versions that answered, with their digests
 * @param arm          which of the versions in traffic they were
 * @param today        the day by which the age of the features was told
 * @param grades       where the grades of churn began
 * @param values       the numbers that were told, by name; NaN where there was none
 * @param digest       SHA-256 of the answer's bytes, the pseudonym in the place of the id, lower-case hex
 */
public record Decision(
        String predictionId,
        Instant at,
        Question question,
        Subject subject,
        List<ModelId> models,
        Arm arm,
        LocalDate today,
        ChurnGrade.Thresholds grades,
        Map<String, Double> values,
        String digest) {

    public Decision {
        models = List.copyOf(models);
        values = Map.copyOf(values);
    }

    /** The same answer, given at another time. */
    Decision given(Instant other) {
        return new Decision(predictionId, other, question, subject, models, arm, today, grades, values, digest);
    }

    /** What it is found by. */
    Label label() {
        return new Label(predictionId, user(), digest);
    }

    /** The pseudonym of the user. */
    public String user() {
        return subject.row().user();
    }
}
