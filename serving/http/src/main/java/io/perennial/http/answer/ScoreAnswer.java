package io.perennial.http.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.perennial.http.api.Json;
import io.perennial.scoring.score.Score;
import java.io.IOException;

/**
 * A score as it is answered. Immutable; what it writes is the same each time.
 *
 * @param view         knows the versions that answered
 * @param predictionId id of the prediction
 * @param subject      who was scored
 * @param score        with its reasons
 * @param traced       whether what it was made from is kept, so that it tells where to ask for it
 */
public record ScoreAnswer(ScoreView view, String predictionId, Subject subject, Score score, boolean traced)
        implements Json.Members {

    /** The same answer with another name in the place of the user's id; the prediction keeps its own. */
    public ScoreAnswer named(String user) {
        return new ScoreAnswer(view, predictionId, subject.named(user), score.named(user), traced);
    }

    /** The same answer under another prediction id. */
    public ScoreAnswer withId(String other) {
        return new ScoreAnswer(view, other, subject, score, traced);
    }

    /** The same answer, which tells the address of its trace. */
    public ScoreAnswer withTrace() {
        return new ScoreAnswer(view, predictionId, subject, score, true);
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
        view.write(this, out);
    }
}
