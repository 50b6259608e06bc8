package io.perennial.scoring.counterfactual;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.PeerGroup;
import io.perennial.scoring.model.Peers;
import io.perennial.scoring.score.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The features that a person can act on, each with the range that the churn model's population showed. A feature of
 * which that population has no record is none; a table has none, because its columns do not say who can act on them.
 */
public final class Levers {

    private static final long TENTHS = 10;
    private static final long HUNDREDTHS = 100;

    private final List<Lever> levers;

    private Levers(List<Lever> levers) {
        this.levers = List.copyOf(levers);
    }

    /** The levers of what a scorer reads. */
    public static Levers of(Scorer scorer) {
        List<Lever> levers = new ArrayList<>();
        if (scorer.schema() instanceof FeatureSchema log) {
            scorer.churn().references().ifPresent(references -> add(log, references.peers(), levers));
        }
        return new Levers(levers);
    }

    private static void add(FeatureSchema log, Peers peers, List<Lever> levers) {
        for (int column = 0; column < log.width(); column++) {
            Feature feature = log.features().get(column);
            Distribution seen = peers.spread(PeerGroup.EVERYBODY, column);
            if (feature.actionable() && !seen.isEmpty()) {
                levers.add(new Lever(column, feature, seen.least(), seen.largest(), grain(feature.unit(), log)));
            }
        }
    }

    private static long grain(Feature.Unit unit, FeatureSchema log) {
        return switch (unit) {
            case DAYS, COUNT, FLAG -> 1;
            case MINUTES, SCORE -> TENTHS;
            case SHARE, RATIO -> HUNDREDTHS;
            case MONEY -> log.context().log().minorPerMajor();
        };
    }

    /** All of them, in the order of the vector. */
    public List<Lever> all() {
        return levers;
    }

    /** The lever of a feature by id; empty where nobody can act on it or no range is known. */
    public Optional<Lever> of(String id) {
        return levers.stream().filter(lever -> lever.feature().id().equals(id)).findFirst();
    }
}
