package io.perennial.http.serving;

import io.perennial.http.answer.ScoreAnswer;
import io.perennial.http.answer.ScoreView;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.decision.Recorder;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.quality.QualityCheck;
import io.perennial.http.survey.Surveys;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.population.LogAccount;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What routes and pages work with.
 *
 * @param config   limits
 * @param registry where published versions lie
 * @param live     what answers
 * @param traffic  which versions answer whom
 * @param ledger   users as they are known now
 * @param clock    tells how old features are
 * @param decisions takes what was answered
 * @param surveys   what is known of everybody at once
 * @param quality   judges what was answered; empty where that is not kept
 */
public record Serving(
        ServerConfig config,
        Registry registry,
        LiveState live,
        Traffic traffic,
        LiveLedger ledger,
        Clock clock,
        Recorder decisions,
        Surveys surveys,
        Optional<QualityCheck> quality) {

    /** The state as it answers a user, or who stands behind an alias: that of the own arm. */
    public ServingState state(String id) {
        return state(live.state(), id);
    }

    /** The same of a state that was taken before. */
    public ServingState state(ServingState taken, String id) {
        return traffic.of(taken, taken.user(id));
    }

    /** Subjects of one state. */
    public Subjects subjects(ServingState state) {
        return new Subjects(state, ledger, config.maxEvents(), ScoreView.today(state, clock));
    }

    /**
     * What became of the rows of the logs a population rests on; empty where its bundle did not bring it.
     *
     * @throws io.perennial.scoring.registry.RegistryException where it is damaged
     */
    public Optional<LogAccount> account(ServedPopulation served) {
        return LogAccount.of(registry.open(served.id().name(), served.id().version()));
    }

    /** The day by which the age of features is told. */
    public LocalDate today() {
        return ScoreView.today(live.state(), clock);
    }

    /** The view of one state's scores. */
    public ScoreView view(ServingState state) {
        return view(state, today());
    }

    /** The same, by the day that tells the age of features. */
    public ScoreView view(ServingState state, LocalDate today) {
        return new ScoreView(state, today, decisions::name);
    }

    /** Scores a user, and tells those who keep account of what was answered. */
    public ScoreAnswer scored(ServingState state, Subject subject, Scorer.Session session) {
        LocalDate today = today();
        Score score = session.score(subject.row());
        traffic.answered(state, subject.row(), score);
        return decisions.record(state, today, view(state, today).answer(subject, score));
    }
}
