package io.perennial.scoring.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.explain.Graphs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What explanations compare with: no row is a person, no small group speaks. */
class ReferencesTest {

    private static final int TENURE = FeatureCatalogue.index("tenure_days");
    private static final int SPEND = FeatureCatalogue.index("spend_lifetime");

    private static List<double[]> population(int users, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> rows = Graphs.rows(random, users);
        rows.forEach(row -> {
            row[TENURE] = 600 * random.nextDouble();
            boolean buyer = random.nextInt(4) != 0;
            row[SPEND] = buyer ? 1_000 * random.nextDouble() : Double.NaN;
            row[FeatureCatalogue.index("purchase_silence_days")] = buyer ? random.nextInt(100) : Double.NaN;
            row[FeatureCatalogue.index("purchase_occasions")] = buyer ? 1 + random.nextInt(9) : 0;
        });
        return rows;
    }

    private static double[] scores(List<double[]> population) {
        return population.stream().mapToDouble(row -> row[TENURE]).toArray();
    }

    @Test
    void rows_are_means_of_at_least_twenty_users_of_like_score() {
        List<double[]> population = population(100, 1);
        References references = Centroids.of(population, scores(population), References.DEFAULT_ROWS);
        assertEquals(List.of(20, 20, 20, 20, 20), references.users());
        double[] tenures =
                population.stream().mapToDouble(row -> row[TENURE]).sorted().toArray();
        for (int row = 0; row < 5; row++) {
            double mean =
                    Arrays.stream(tenures, 20 * row, 20 * row + 20).average().orElseThrow();
            assertEquals(mean, references.rows().get(row)[TENURE], 1e-9);
        }
    }

    @Test
    void a_feature_most_users_of_a_row_lack_is_missing_in_it() {
        List<double[]> population = population(40, 2);
        for (int i = 0; i < 40; i++) {
            population.get(i)[0] = i % 2 == 0 ? Double.NaN : 5;
            population.get(i)[1] = i % 3 == 0 ? Double.NaN : 5;
        }
        double[] equal = new double[40];
        double[] row = Centroids.of(population, equal, 1).rows().get(0);
        assertTrue(Double.isNaN(row[0]));
        assertEquals(5, row[1]);
    }

    @Test
    void fewer_than_twenty_users_make_no_row() {
        List<double[]> population = population(19, 3);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Centroids.of(population, scores(population), 32));
        assertTrue(refused.getMessage().contains("19 users are too few"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new References(
                        List.of(new double[Graphs.WIDTH]), List.of(19), Peers.of(List.of()), Optional.empty()));
    }

    @Test
    void a_small_group_gives_way_to_its_parent() {
        List<double[]> population = population(120, 4);
        Peers peers = Peers.of(population);
        for (double[] row : population) {
            PeerGroup group = peers.groupOf(row);
            long members = population.stream()
                    .filter(other -> contains(group, other, population))
                    .count();
            assertTrue(members >= PeerGroup.LEAST_USERS, group + " has " + members);
        }
        Peers few = Peers.of(population.subList(0, 49));
        assertTrue(few.spread(few.groupOf(population.get(0)), 0).isEmpty());
    }

    private static boolean contains(PeerGroup group, double[] row, List<double[]> population) {
        double[] spenders = population.stream()
                .mapToDouble(r -> r[SPEND])
                .filter(v -> v > 0)
                .sorted()
                .toArray();
        PeerGroup cell = new PeerGroup(
                PeerGroup.Tenure.of(row[TENURE]),
                PeerGroup.Value.of(row[SPEND], spenders[spenders.length / 3], spenders[2 * spenders.length / 3]));
        return group.equals(cell) || group.equals(cell.parent()) || group.equals(PeerGroup.EVERYBODY);
    }

    @Test
    void a_share_is_strictly_less_and_exact_where_values_are_few() {
        Distribution spread = Distribution.of(new double[] {1, 1, 2, 3, 3, 3, Double.NaN, -0.0, 0.0, 5});
        assertEquals(0, spread.shareBelow(-1));
        assertEquals(0, spread.shareBelow(0));
        assertEquals(2 / 9.0, spread.shareBelow(1));
        assertEquals(5 / 9.0, spread.shareBelow(3));
        assertEquals(8 / 9.0, spread.shareBelow(5));
        assertEquals(1, spread.shareBelow(6));
        assertEquals(2, spread.median());
        assertTrue(Double.isNaN(spread.shareBelow(Double.NaN)));
    }

    @Test
    void a_share_is_within_a_hundredth_however_values_lie() {
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = new double[50 + random.nextInt(3_000)];
            Arrays.setAll(values, i -> random.nextInt(3) == 0 ? random.nextInt(5) : 5 * random.nextDouble());
            Distribution spread = Distribution.of(values);
            for (int i = 0; i < 200; i++) {
                double x =
                        random.nextInt(2) == 0 ? values[random.nextInt(values.length)] : 6 * random.nextDouble() - 0.5;
                double below = (double) Arrays.stream(values).filter(v -> v < x).count() / values.length;
                assertEquals(below, spread.shareBelow(x), 0.01, "seed " + seed + ", x " + x);
            }
        }
    }

    @Test
    void references_survive_their_file() throws BinaryFormatException {
        List<double[]> population = population(400, 5);
        References references = Centroids.of(population, scores(population), 8);
        byte[] bytes = references.write();
        References back = References.read(bytes);
        assertArrayEquals(bytes, back.write());
        assertEquals(references.users(), back.users());
        assertEquals(references.peers(), back.peers());
        assertEquals(references.cuts(), back.cuts());
        for (int i = 0; i < 8; i++) {
            assertArrayEquals(references.rows().get(i), back.rows().get(i));
        }
    }

    @Test
    void damaged_references_are_refused_or_valid() {
        List<double[]> population = population(400, 6);
        byte[] bytes = Centroids.of(population, scores(population), 3).write();
        int refused = 0;
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = seed % 2 == 0 ? bytes.clone() : Arrays.copyOf(bytes, random.nextInt(bytes.length));
            for (int i = 0; i < 4 && damaged.length > 0; i++) {
                damaged[random.nextInt(Math.min(damaged.length, 4_096))] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                byte[] accepted = References.read(damaged).write();
                assertArrayEquals(accepted, References.read(accepted).write(), "seed " + seed);
            } catch (BinaryFormatException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertTrue(refused >= 150, refused + " refused");
    }
}
