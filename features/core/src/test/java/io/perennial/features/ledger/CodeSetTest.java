package io.perennial.features.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A bounded set whose union does not care for order, even where the bound cuts. */
class CodeSetTest {

    @Test
    void union_is_associative_commutative_and_idempotent_also_when_the_bound_cuts() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int[] a = set(random);
            int[] b = set(random);
            int[] c = set(random);
            assertArrayEquals(
                    CodeSet.union(CodeSet.union(a, b), c), CodeSet.union(a, CodeSet.union(b, c)), "seed " + seed);
            assertArrayEquals(CodeSet.union(a, b), CodeSet.union(b, a), "seed " + seed);
            assertArrayEquals(a, CodeSet.union(a, a), "seed " + seed);
            assertArrayEquals(a, CodeSet.union(a, CodeSet.empty()), "seed " + seed);
        }
    }

    @Test
    void adding_codes_one_by_one_equals_their_union_in_any_order() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            int[] codes = random.ints(random.nextInt(700), -300, 300).toArray();
            int[] grown = CodeSet.empty();
            for (int code : codes) {
                grown = CodeSet.with(grown, code);
            }
            assertArrayEquals(smallest(codes), grown, "seed " + seed);
        }
    }

    @Test
    void a_full_set_keeps_the_smallest_codes() {
        int[] full = CodeSet.empty();
        for (int code = 1_000; code > 0; code--) {
            full = CodeSet.with(full, code);
        }
        assertEquals(CodeSet.BOUND, full.length);
        assertEquals(1, full[0]);
        assertEquals(CodeSet.BOUND, full[CodeSet.BOUND - 1]);
    }

    @Test
    void arguments_are_never_changed() {
        int[] a = {1, 5, 9};
        int[] before = a.clone();
        CodeSet.with(a, 3);
        CodeSet.union(a, new int[] {2, 7});
        assertArrayEquals(before, a);
    }

    private static int[] set(Random random) {
        return smallest(random.ints(random.nextInt(400), -1_000, 1_000).toArray());
    }

    private static int[] smallest(int[] codes) {
        TreeSet<Integer> sorted = new TreeSet<>();
        Arrays.stream(codes).forEach(sorted::add);
        return sorted.stream().limit(CodeSet.BOUND).mapToInt(Integer::intValue).toArray();
    }
}
