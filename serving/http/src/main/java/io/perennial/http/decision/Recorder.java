package io.perennial.http.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.live.ServingState;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/** Hands answers to the log on their way out; does nothing where there is none. */
public final class Recorder {

    private final Optional<DecisionLog> log;
    private final Clock clock;

    /** Records into a log, or nowhere. */
    public Recorder(Optional<DecisionLog> log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Records an explanation and gives it back, with the address of its trace; nobody may change it any more.
     *
     * @param today the day by which it tells the age of the features
     */
    public ObjectNode record(
            Question question, ServingState state, Subject subject, LocalDate today, ObjectNode answer) {
        keeping(state, subject).ifPresent(kept -> {
            SentAnswer sent = new SentAnswer.OfExplanation(question.target(), traced(answer));
            kept.take(new Given(question, subject, state, today, clock.instant(), sent));
        });
        return answer;
    }

    /** The same of a score. */
    public ScoreAnswer record(ServingState state, LocalDate today, ScoreAnswer answer) {
        Subject subject = answer.subject();
        Optional<DecisionLog> keeping = keeping(state, subject);
        ScoreAnswer told = keeping.isPresent() ? answer.withTrace() : answer;
        keeping.ifPresent(kept -> kept.take(
                new Given(Question.score(), subject, state, today, clock.instant(), new SentAnswer.OfScore(told))));
        return told;
    }

    /** The log, where it keeps answers about a user: of who was erased it keeps none, so that there is nothing to trace. */
    private Optional<DecisionLog> keeping(ServingState state, Subject subject) {
        return log.filter(kept -> !kept.isErased(state.ids(subject.row().user())));
    }

    /** An explanation that tells the address of its trace. */
    static ObjectNode traced(ObjectNode answer) {
        return answer.put(
                ScoreView.TRACE, ScoreView.traceOf(answer.get("predictionId").asText()));
    }

    /** What stands for a user in ids of predictions: nothing that tells, or lets ids be tried, where a log keeps them. */
    public String name(String user) {
        return log.map(decisions -> decisions.pseudonym(user)).orElse(user);
    }

    /** The log; empty where none is kept. */
    public Optional<DecisionLog> log() {
        return log;
    }
}
