package io.perennial.scoring.model;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryReader;
import io.perennial.scoring.binary.BinaryWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What users of like tenure and value look like, feature by feature.
 *
 * <p>A group with fewer than {@value PeerGroup#LEAST_USERS} users is left out and its parent speaks for it; where even
 * everybody is fewer, there are no peers.
 */
public final class Peers {

    private static final String TENURE = "tenure_days";
    private static final String SPEND = "spend_lifetime";
    private static final int MOST_GROUPS = 32;
    private static final Set<PeerGroup> ONLY_EVERYBODY = Set.of(PeerGroup.EVERYBODY);

    private final int width;
    private final double lowerThird;
    private final double upperThird;
    private final Map<PeerGroup, List<Distribution>> groups;

    private Peers(int width, double lowerThird, double upperThird, Map<PeerGroup, List<Distribution>> groups) {
        this.width = width;
        this.lowerThird = lowerThird;
        this.upperThird = upperThird;
        this.groups = Collections.unmodifiableMap(groups);
        if (!(lowerThird <= upperThird) || Double.isInfinite(lowerThird) || Double.isInfinite(upperThird)) {
            throw new IllegalArgumentException("thirds of spend are " + lowerThird + " and " + upperThird);
        }
        groups.forEach((group, spread) -> {
            if (spread.size() != width) {
                throw new IllegalArgumentException(group + " has " + spread.size() + " features, not " + width);
            }
        });
    }

    /** Peers of a population's feature vectors in schema order, NaN for missing. */
    public static Peers of(List<double[]> population) {
        int tenure = FeatureCatalogue.index(TENURE);
        int spend = FeatureCatalogue.index(SPEND);
        double[] spenders = population.stream()
                .mapToDouble(row -> row[spend])
                .filter(v -> v > 0)
                .sorted()
                .toArray();
        double lower = spenders.length == 0 ? 0 : spenders[spenders.length / 3];
        double upper = spenders.length == 0 ? 0 : spenders[2 * spenders.length / 3];
        Map<PeerGroup, List<double[]>> members = new LinkedHashMap<>();
        for (double[] row : population) {
            PeerGroup cell =
                    new PeerGroup(PeerGroup.Tenure.of(row[tenure]), PeerGroup.Value.of(row[spend], lower, upper));
            for (PeerGroup group : List.of(cell, cell.parent(), PeerGroup.EVERYBODY)) {
                members.computeIfAbsent(group, g -> new ArrayList<>()).add(row);
            }
        }
        int width = FeatureCatalogue.features().size();
        return new Peers(width, lower, upper, spreads(members, width));
    }

    /** Everybody as one group: the peers of rows of a table, which knows no tenure and no spend. */
    public static Peers ofEverybody(List<double[]> population) {
        int width = population.get(0).length;
        return new Peers(width, 0, 0, spreads(Map.of(PeerGroup.EVERYBODY, population), width));
    }

    private static Map<PeerGroup, List<Distribution>> spreads(Map<PeerGroup, List<double[]>> members, int width) {
        Map<PeerGroup, List<Distribution>> spreads = new LinkedHashMap<>();
        for (PeerGroup.Tenure tenure : PeerGroup.Tenure.values()) {
            for (PeerGroup.Value value : PeerGroup.Value.values()) {
                PeerGroup group = new PeerGroup(tenure, value);
                List<double[]> rows = members.getOrDefault(group, List.of());
                if (rows.size() >= PeerGroup.LEAST_USERS) {
                    spreads.put(group, spread(rows, width));
                }
            }
        }
        return spreads;
    }

    private static List<Distribution> spread(List<double[]> rows, int width) {
        Distribution[] spread = new Distribution[width];
        Arrays.setAll(
                spread,
                feature -> Distribution.of(
                        rows.stream().mapToDouble(row -> row[feature]).toArray()));
        return List.of(spread);
    }

    /** How many features a vector has. */
    public int width() {
        return width;
    }

    /** The smallest group of the user that is large enough; everybody where none is. */
    public PeerGroup groupOf(double[] features) {
        if (ONLY_EVERYBODY.containsAll(groups.keySet())) {
            return PeerGroup.EVERYBODY;
        }
        PeerGroup group = new PeerGroup(
                PeerGroup.Tenure.of(features[FeatureCatalogue.index(TENURE)]),
                PeerGroup.Value.of(features[FeatureCatalogue.index(SPEND)], lowerThird, upperThird));
        while (!groups.containsKey(group) && !group.equals(PeerGroup.EVERYBODY)) {
            group = group.parent();
        }
        return group;
    }

    /** How a feature is spread over a group; empty of knots where the group was too small. */
    public Distribution spread(PeerGroup group, int feature) {
        List<Distribution> spread = groups.get(group);
        return spread == null ? Distribution.of(new double[0]) : spread.get(feature);
    }

    void write(BinaryWriter sink) {
        sink.i32(width);
        sink.f64(lowerThird);
        sink.f64(upperThird);
        sink.i32(groups.size());
        groups.forEach((group, spread) -> {
            sink.choice(group.tenure());
            sink.choice(group.value());
            spread.forEach(one -> one.write(sink));
        });
    }

    static Peers read(BinaryReader source) throws BinaryFormatException {
        // A distribution takes two lengths and a median at least.
        int width = source.i32("number of features");
        if (width < 1 || width > 1 << 16) {
            throw source.refuse(width + " features");
        }
        double lower = source.f64("lower third");
        double upper = source.f64("upper third");
        int count = source.count(2 * Integer.BYTES, "peer groups");
        if (count > MOST_GROUPS) {
            throw source.refuse(count + " peer groups, at most " + MOST_GROUPS);
        }
        Map<PeerGroup, List<Distribution>> groups = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            PeerGroup group = new PeerGroup(
                    source.choice(PeerGroup.Tenure.values(), "band of tenure"),
                    source.choice(PeerGroup.Value.values(), "tier of value"));
            if (groups.put(group, readSpread(source, width)) != null) {
                throw source.refuse(group + " is there twice");
            }
        }
        return new Peers(width, lower, upper, groups);
    }

    private static List<Distribution> readSpread(BinaryReader source, int width) throws BinaryFormatException {
        List<Distribution> spread = new ArrayList<>();
        for (int feature = 0; feature < width; feature++) {
            spread.add(Distribution.read(source));
        }
        return List.copyOf(spread);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Peers that
                && width == that.width
                && Double.compare(lowerThird, that.lowerThird) == 0
                && Double.compare(upperThird, that.upperThird) == 0
                && groups.equals(that.groups);
    }

    @Override
    public int hashCode() {
        return groups.hashCode();
    }
}
