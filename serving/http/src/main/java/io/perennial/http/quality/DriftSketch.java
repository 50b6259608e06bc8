package io.perennial.http.quality;

import io.perennial.http.decision.Decision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores of one version, of each feature and of the churn probability the {@link Tenths}. It merges as they do, and holds
 * counts alone: nothing of a user is in it, so that there is nothing to erase. Mutable, one thread.
 */
final class DriftSketch {

    private long scores;
    private final Map<String, Tenths> tenths = new LinkedHashMap<>();

    DriftSketch() {}

    /** What was counted before. */
    DriftSketch(long scores, Map<String, Tenths> tenths) {
        if (scores < 0) {
            throw new IllegalArgumentException(scores + " scores");
        }
        this.scores = scores;
        this.tenths.putAll(tenths);
    }

    /** The sketch of these scores; of none of them too it names every feature that has a reference. */
    static DriftSketch of(List<Decision> scores, Yardsticks against) {
        DriftSketch sketch = new DriftSketch();
        for (int i = 0; i < against.features().size(); i++) {
            sketch.tenths(against.ids().get(i));
        }
        scores.forEach(score -> sketch.add(score, against));
        return sketch;
    }

    void add(Decision score, Yardsticks against) {
        scores++;
        tenths(Drift.CHURN).add(against.churn(), score.values().getOrDefault(Drift.CHURN, Double.NaN));
        double[] features = score.subject().row().features();
        for (int i = 0; i < against.features().size(); i++) {
            tenths(against.ids().get(i)).add(against.features().get(i), features[i]);
        }
    }

    void add(DriftSketch other) {
        scores += other.scores;
        other.tenths.forEach((id, more) -> tenths(id).add(more));
    }

    private Tenths tenths(String id) {
        return tenths.computeIfAbsent(id, any -> new Tenths());
    }

    /** How many scores were counted. */
    long scores() {
        return scores;
    }

    /** What was counted, by feature or {@link Drift#CHURN}; not to be changed. */
    Map<String, Tenths> tenths() {
        return tenths;
    }

    /** The churn probabilities. */
    Drift churn() {
        return tenths.getOrDefault(Drift.CHURN, new Tenths()).drift(Drift.CHURN);
    }

    /** Every feature, those that are gone first, then those that moved most. */
    List<Drift> features() {
        return tenths.entrySet().stream()
                .filter(each -> !each.getKey().equals(Drift.CHURN))
                .map(each -> each.getValue().drift(each.getKey()))
                .sorted(Drift.MOST_MOVED)
                .toList();
    }
}
