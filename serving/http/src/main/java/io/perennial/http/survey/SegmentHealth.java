package io.perennial.http.survey;

import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.UserHealth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The mean user health of eligible users by RFM segment, each part over those of whom it is known. */
public final class SegmentHealth {

    private final Map<Optional<RfmSegment>, Sums> sums = new HashMap<>();

    SegmentHealth() {}

    /**
     * Means of one segment, 0 to 100; NaN where nothing is known.
     *
     * @param segment      empty for who never bought
     * @param users        how many
     * @param overall      of the index
     * @param activity     of its first part
     * @param contribution of its second
     * @param loyalty      of its third
     */
    public record Mean(
            Optional<RfmSegment> segment,
            int users,
            double overall,
            double activity,
            double contribution,
            double loyalty) {}

    private static final class Sums {
        private final double[] sum = new double[1 + UserHealth.PARTS];
        private final int[] known = new int[1 + UserHealth.PARTS];
        private int users;

        void add(OptionalDouble... scores) {
            users++;
            for (int i = 0; i < scores.length; i++) {
                sum[i] += scores[i].orElse(0);
                known[i] += scores[i].isPresent() ? 1 : 0;
            }
        }

        double mean(int i) {
            return known[i] == 0 ? Double.NaN : sum[i] / known[i];
        }
    }

    void add(Optional<RfmSegment> segment, UserHealth health) {
        sums.computeIfAbsent(segment, any -> new Sums())
                .add(health.overall(), health.activity(), health.contribution(), health.loyalty());
    }

    /** Segments that have users, in their own order, who never bought last. */
    public List<Mean> means() {
        List<Optional<RfmSegment>> order = new ArrayList<>(
                Arrays.stream(RfmSegment.values()).map(Optional::of).toList());
        order.add(Optional.empty());
        return order.stream()
                .filter(sums::containsKey)
                .map(segment -> mean(segment, sums.get(segment)))
                .toList();
    }

    private static Mean mean(Optional<RfmSegment> segment, Sums its) {
        return new Mean(segment, its.users, its.mean(0), its.mean(1), its.mean(2), its.mean(3));
    }
}
