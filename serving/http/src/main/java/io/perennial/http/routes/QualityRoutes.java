package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.outcome.Outcome;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.decision.Decision;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.ledger.KnownUser;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.quality.LiveQuality;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** How good the scores are that the champion gave: drift, calibration and ranking, from the decision log. */
final class QualityRoutes {

    private static final int MOST_SCORES = 5_000;

    private final Serving serving;
    private final ExplainPool pool;

    QualityRoutes(Serving serving, ExplainPool pool) {
        this.serving = serving;
        this.pool = pool;
    }

    List<Route> routes() {
        return List.of(new Route(
                Route.Method.GET,
                "/v1/quality",
                Access.ANALYST,
                "quality",
                "How good the newest scores of the champion are: drift of features and scores, calibration, ranking.",
                List.of(),
                Optional.empty(),
                "application/json",
                Optional.of(schema()),
                List.of(Kind.NOT_READY, Kind.BUSY, Kind.STORE_DOWN),
                request -> quality()));
    }

    private static ObjectNode schema() {
        ObjectNode drift = Schema.object()
                .with("churnProbability", sketch().schema())
                .with(
                        "features",
                        Schema.list(sketch().with("id", Schema.text("feature")).schema()))
                .schema();
        ObjectNode bin = Schema.object()
                .with("users", Schema.integer(1, MOST_SCORES))
                .with("told", Schema.number("mean probability"))
                .with("cameTrue", Schema.number("share that churned"))
                .schema();
        ObjectNode auc = Schema.object()
                .with("estimated", Schema.number("to be expected of these probabilities if they are calibrated"))
                .with("realised", Schema.number("of those whose outcome window is over"))
                .schema();
        return Schema.object()
                .with("model", Schema.text("name@version"))
                .with("scores", Schema.integer(0, MOST_SCORES))
                .with("outcomes", Schema.integer(0, MOST_SCORES))
                .with("drift", drift)
                .with("calibration", Schema.list(bin))
                .with("auc", auc)
                .schema();
    }

    private static Schema.Members sketch() {
        return Schema.object()
                .with("recorded", Schema.integer(0, Integer.MAX_VALUE))
                .with("missing", Schema.integer(0, Integer.MAX_VALUE))
                .with("stability", Schema.number("population stability index against the reference"));
    }

    private Answer quality() {
        DecisionLog log = serving.decisions()
                .log()
                .orElseThrow(() -> Problem.of(
                        Kind.NOT_READY,
                        "no decision log is kept, so nobody knows what was told; serve with --decisions DIR"));
        ServingState state = serving.live().state();
        FeatureSchema schema = serving.subjects(state).requireLog();
        return Answer.json(pool.run(() -> {
            List<Decision> scores =
                    log.newestScores(state.requireScorer().churn().id(), MOST_SCORES);
            LiveQuality quality = new LiveQuality(scores, outcomes(log, scores, state, schema));
            ObjectNode node = Json.object()
                    .put("model", state.requireScorer().churn().id().toString());
            return node.setAll(
                    quality.json(schema.ids(), state.requireScorer().churn().references(), batch(state.population())));
        }));
    }

    /** Whether users churned whose outcome windows are over, by the place of the score. */
    private Map<Integer, Boolean> outcomes(
            DecisionLog log, List<Decision> scores, ServingState state, FeatureSchema schema) {
        ScoringDay day = serving.ledger().day(state.population(), schema);
        int seen = Math.toIntExact(day.asOf().toEpochDay()) - (day.inProgress() ? 1 : 0);
        List<Integer> closed = IntStream.range(0, scores.size())
                .filter(i ->
                        schema.window().isClosed(scores.get(i).subject().row().asOf(), seen))
                .boxed()
                .toList();
        Set<String> pseudonyms = new HashSet<>();
        closed.forEach(i -> pseudonyms.add(scores.get(i).user()));
        Map<String, String> users = users(log, pseudonyms, state.population());
        Map<Integer, Boolean> churned = new HashMap<>();
        for (int i : closed) {
            Optional.ofNullable(users.get(scores.get(i).user()))
                    .flatMap(user -> serving.ledger().user(state.population(), schema, user))
                    .ifPresent(user -> churned.put(i, hasChurned(user, scores.get(i), schema)));
        }
        return churned;
    }

    private static boolean hasChurned(KnownUser user, Decision score, FeatureSchema schema) {
        int asOf = score.subject().row().asOf();
        return !Outcome.read(
                        user.ledger(), asOf, schema.window(), schema.context().churn(), schema.value())
                .active();
    }

    /** Users of the population by their pseudonyms: the log knows no others' names. */
    private static Map<String, String> users(
            DecisionLog log, Set<String> pseudonyms, Optional<ServedPopulation> population) {
        Map<String, String> users = new HashMap<>();
        if (!pseudonyms.isEmpty()) {
            population.ifPresent(served -> served.population().forEach(row -> {
                String pseudonym = log.pseudonym(row.user());
                if (pseudonyms.contains(pseudonym)) {
                    users.put(pseudonym, row.user());
                }
            }));
        }
        return users;
    }

    /** How the churn probabilities of the batch are spread, by at most so many users evenly drawn. */
    private static Distribution batch(Optional<ServedPopulation> served) {
        if (served.isEmpty()) {
            return Distribution.of(new double[0]);
        }
        Population population = served.get().population();
        int users = population.header().users();
        int drawn = Math.min(users, MOST_SCORES);
        return Distribution.of(IntStream.range(0, drawn)
                .map(i -> (int) ((long) i * users / drawn))
                .mapToObj(population::at)
                .map(Subjects::batchScore)
                .filter(score -> !score.verdicts().contains(Verdict.NOT_ELIGIBLE))
                .mapToDouble(score ->
                        score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN))
                .toArray());
    }
}
