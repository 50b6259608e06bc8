package io.perennial.http.survey;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.UserPosition;
import java.util.HashMap;
import java.util.Map;

/**
 * Everybody whose value and activity are known, eligible or not, by quadrant and trap: how many, and what they spent in the
 * last 365 days.
 */
public final class Positions {

    private static final int SPEND = FeatureCatalogue.index("spend_365");

    private final Map<Placing, Tally> tallies = new HashMap<>();
    private final Tally all = new Tally();

    Positions() {}

    /** How many, and their spend, major units. */
    private static final class Tally {
        private int users;
        private double spend;

        void add(double its) {
            users++;
            spend += Double.isNaN(its) ? 0 : its;
        }
    }

    void add(UserPosition position, double... features) {
        if (position.activity().isPresent()) {
            all.add(features[SPEND]);
        }
        position.places().forEach(place -> tallies.computeIfAbsent(place, any -> new Tally())
                .add(features[SPEND]));
    }

    /** All of them. */
    public int users() {
        return all.users;
    }

    /** How many there are of a place. */
    public int users(Placing place) {
        return tallies.getOrDefault(place, new Tally()).users;
    }

    /** Their share of all users; NaN where there are none. */
    public double share(Placing place) {
        return all.users == 0 ? Double.NaN : (double) users(place) / all.users;
    }

    /** Their share of what all users spent in the last 365 days; NaN where nobody spent anything. */
    public double shareOfSpend(Placing place) {
        return all.spend > 0 ? tallies.getOrDefault(place, new Tally()).spend / all.spend : Double.NaN;
    }
}
