package io.perennial.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    private static final int DRAWS = 200_000;

    /** Steele, Lea, Flood's generator started at 1234567; the numbers are those of Rosetta Code's SplitMix64 page. */
    @Test
    void mixing_gives_the_published_numbers_of_split_mix() {
        long golden = 0x9e3779b97f4a7c15L;
        long[] published = {6457827717110365317L, 3203168211198807973L, -8629252141511181193L};
        for (int i = 0; i < published.length; i++) {
            assertEquals(published[i], RandomStream.mix(1_234_567L + (i + 1) * golden), "number " + i);
        }
    }

    @Test
    void equal_seeds_give_equal_streams_and_parts_differ() {
        assertEquals(RandomStream.of(7, 3, 1).next(), RandomStream.of(7, 3, 1).next());
        assertNotEquals(
                RandomStream.of(7, 3, 1).next(), RandomStream.of(7, 3, 2).next());
        assertNotEquals(
                RandomStream.of(7, 3, 1).next(), RandomStream.of(7, 1, 3).next());
        assertNotEquals(
                RandomStream.of(7, 3, 1).next(), RandomStream.of(8, 3, 1).next());
    }

    @Test
    void uniform_numbers_fill_the_unit_interval_evenly() {
        RandomStream random = new RandomStream(11);
        int[] tenths = new int[10];
        for (int i = 0; i < DRAWS; i++) {
            tenths[random.below(10)]++;
        }
        for (int count : tenths) {
            assertEquals(DRAWS / 10.0, count, 5 * Math.sqrt(DRAWS * 0.09), Arrays.toString(tenths));
        }
    }

    @Test
    void normal_numbers_have_the_moments_of_the_normal_law() {
        RandomStream random = new RandomStream(12);
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        for (int i = 0; i < DRAWS; i++) {
            double z = random.normal();
            sum += z;
            squares += z * z;
            fourths += z * z * z * z;
        }
        assertEquals(0, sum / DRAWS, 0.012);
        assertEquals(1, squares / DRAWS, 0.016);
        assertEquals(3, fourths / DRAWS, 0.12);
    }

    @Test
    void a_run_stops_at_its_most() {
        RandomStream random = new RandomStream(13);
        assertEquals(4, random.run(1, 4));
        assertEquals(0, random.run(0, 4));
        assertTrue(random.run(0.5, 3) <= 3);
    }
}
