package io.perennial.scoring.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrdinalsTest {

    private static final double[] RARE = {
        Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -1e-300, 1, -1
    };

    @Test
    void ordinals_fall_with_their_values_ties_by_ordinal_and_what_is_not_known_last() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            double[] values = random.doubles(random.nextInt(40))
                    .map(any -> random.nextInt(3) == 0 ? RARE[random.nextInt(RARE.length)] : random.nextInt(7) - 3.5)
                    .toArray();
            assertArrayEquals(expected(values), Ordinals.falling(values), "seed " + seed);
        }
    }

    private static int[] expected(double... values) {
        // Adding 0.0 makes one zero of both.
        Comparator<Integer> falling = Comparator.comparing((Integer i) -> Double.isNaN(values[i]))
                .thenComparing(i -> values[i] + 0.0, Comparator.reverseOrder());
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(falling)
                .mapToInt(its -> its)
                .toArray();
    }
}
