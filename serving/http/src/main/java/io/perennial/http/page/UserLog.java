package io.perennial.http.page;

import io.perennial.http.decision.Decision;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.decision.Feedback;
import io.perennial.http.decision.ToldHistory;
import java.util.List;
import java.util.Optional;

/**
 * What the decision log tells of a user when their page is visited.
 *
 * @param prediction id of the answer that the page is made of
 * @param answers    what the user was told, that answer included, the newest first; empty where no log is kept
 * @param said       what people said of the user, the newest first; empty where no log is kept
 */
record UserLog(String prediction, Optional<List<Decision>> answers, Optional<List<Feedback>> said) {

    private static final int MOST_LOOKED_AT = 10_000;
    private static final int MOST_TOLD = 200;

    /** Reads the disk, which may hang: no work for the few threads that explain. */
    static UserLog read(Optional<DecisionLog> log, List<String> names, String prediction) {
        return new UserLog(
                prediction,
                log.map(kept -> kept.ofUser(names, MOST_LOOKED_AT + 1)),
                log.map(kept -> kept.feedbackOfUser(names)));
    }

    /** The newest of what the user was told; empty where no log is kept. */
    Optional<ToldHistory> history() {
        return answers.map(found -> ToldHistory.of(found, MOST_LOOKED_AT, MOST_TOLD));
    }

    /** An answer the user was given; empty where it is not known any more. */
    Optional<Decision> answer(String predictionId) {
        return answers.stream()
                .flatMap(List::stream)
                .filter(decision -> decision.predictionId().equals(predictionId))
                .findFirst();
    }
}
