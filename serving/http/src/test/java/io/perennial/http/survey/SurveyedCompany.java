package io.perennial.http.survey;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subject;
import io.perennial.http.config.TrafficConfig;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tiny company as a survey counts it, with everybody's scores.
 *
 * @param survey what is to be tested
 * @param now    scores in the order of the population
 * @param then   scores as of the earlier day by user
 */
record SurveyedCompany(Survey survey, List<Score> now, Map<String, Score> then) {

    static final int USERS = 400;

    static SurveyedCompany of(Path root) {
        try (RunningServer server = RunningServer.ofTinyCompanyTwice(root, USERS)) {
            List<Score> now = new ArrayList<>();
            TinyCompany.ledgers(USERS).forEach(ledger -> now.add(score(server, ledger, TinyCompany.AS_OF)));
            Map<String, Score> then = new HashMap<>();
            TinyCompany.before(TinyCompany.ledgers(USERS), TinyCompany.EARLIER)
                    .forEach(ledger -> then.put(ledger.user(), score(server, ledger, TinyCompany.EARLIER)));
            return new SurveyedCompany(survey(Registry.at(root.resolve("registry"))), now, then);
        }
    }

    /** What is counted of the newest population of a registry. */
    static Survey survey(Registry registry) {
        LiveState live = new LiveState(registry, ChurnGrade.Thresholds.defaults());
        live.refresh();
        ServedPopulation served = live.state().population().orElseThrow();
        try (Traffic traffic = Traffic.of(TrafficConfig.defaults(), ModelCalls.UNCOUNTED);
                Surveys surveys = new Surveys(live, registry, traffic)) {
            return surveys.require(served);
        } finally {
            live.close();
        }
    }

    private static Score score(RunningServer server, UserLedger ledger, LocalDate asOf) {
        Subject subject = Subject.of(ledger, asOf, TinyCompany.FIRST_DAY, TinyCompany.SCHEMA, "test");
        return server.server().state().requireScorer().score(subject.row());
    }

    /** Whoever's id begins with a text, and nothing else asked of them. */
    static Choice whose(String prefix) {
        return new Choice(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                prefix);
    }

    static NavigableSet<Integer> activeDays(UserLedger ledger) {
        return ledger.days().stream()
                .filter(day -> day.count(EventKind.VISIT) + day.count(EventKind.PURCHASE) > 0)
                .map(day -> day.day())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static boolean counts(Score score) {
        return score.eligible() && score.churn().isPresent();
    }
}
