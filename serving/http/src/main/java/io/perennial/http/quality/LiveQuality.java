package io.perennial.http.quality;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.http.decision.Decision;
import io.perennial.http.quality.Ranking.Case;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.PeerGroup;
import io.perennial.scoring.model.References;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What scores that were given say of themselves: whether features and probabilities still lie as they did, whether the
 * probabilities came true, and how well they rank. Pure.
 *
 * @param scores   newest first, one for each user and as-of, all of one version
 * @param outcomes whether the user churned, of those scores whose outcome window is over, by the score's place
 */
public record LiveQuality(List<Decision> scores, Map<Integer, Boolean> outcomes) {

    private static final String CHURN = "churn_probability";
    private static final int BINS = 10;

    /**
     * All of it as JSON.
     *
     * @param ids        names of the features
     * @param references what the version was made from; without them no feature can drift
     * @param batch      how the scores of the batch are spread; empty where no population is loaded
     */
    public ObjectNode json(List<String> ids, Optional<References> references, Distribution batch) {
        ObjectNode node = Json.object().put("scores", scores.size()).put("outcomes", outcomes.size());
        ObjectNode drift = node.putObject("drift");
        drift.set(
                "churnProbability",
                sketch(batch, scores.stream().map(LiveQuality::churn).toList()));
        ArrayNode features = drift.putArray("features");
        references.ifPresent(known -> drifted(ids, known).forEach(features::add));
        node.set("calibration", calibration());
        ObjectNode auc = node.putObject("auc");
        Json.put(
                auc,
                "estimated",
                Ranking.auc(told().stream().map(p -> new Case(p, p)).toList()));
        Json.put(auc, "realised", Ranking.auc(known()));
        return node;
    }

    /** Every feature, those that moved most first. */
    private List<ObjectNode> drifted(List<String> ids, References references) {
        List<ObjectNode> features = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            int feature = i;
            ObjectNode sketch = sketch(
                    references.peers().spread(PeerGroup.EVERYBODY, feature),
                    scores.stream()
                            .map(score -> score.subject().row().features()[feature])
                            .toList());
            features.add(Json.object().put("id", ids.get(i)).setAll(sketch));
        }
        features.sort(Comparator.comparingDouble(node -> -node.path("stability").asDouble(0)));
        return features;
    }

    private static ObjectNode sketch(Distribution reference, List<Double> values) {
        Tenths tenths = new Tenths(reference);
        values.forEach(tenths::add);
        ObjectNode node = Json.object().put("recorded", tenths.recorded()).put("missing", tenths.missing());
        Json.put(node, "stability", tenths.stability());
        return node;
    }

    /** Probabilities told and shares that came true, by tenths of the probability. */
    private ArrayNode calibration() {
        double[] told = new double[BINS];
        int[] users = new int[BINS];
        int[] churned = new int[BINS];
        for (Case one : known()) {
            int bin = Distribution.bin(one.probability(), BINS);
            told[bin] += one.probability();
            users[bin]++;
            churned[bin] += (int) one.churned();
        }
        ArrayNode bins = Json.array();
        for (int bin = 0; bin < BINS; bin++) {
            if (users[bin] > 0) {
                bins.addObject()
                        .put("users", users[bin])
                        .put("told", told[bin] / users[bin])
                        .put("cameTrue", (double) churned[bin] / users[bin]);
            }
        }
        return bins;
    }

    private List<Double> told() {
        return scores.stream()
                .map(LiveQuality::churn)
                .filter(p -> !Double.isNaN(p))
                .toList();
    }

    private List<Case> known() {
        return outcomes.entrySet().stream()
                .map(outcome -> new Case(churn(scores.get(outcome.getKey())), outcome.getValue() ? 1 : 0))
                .filter(one -> !Double.isNaN(one.probability()))
                .toList();
    }

    private static double churn(Decision score) {
        return score.values().getOrDefault(CHURN, Double.NaN);
    }
}
