package io.perennial.features.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Codes are written into ledgers that outlive a release, so they may never change. */
class CodeTest {

    @Test
    void codes_are_those_of_every_release_before() {
        // computed apart in Python: FNV-1a (32 bit) over UTF-8, then fmix32 of MurmurHash3
        assertEquals(-1421968373, Code.of(""));
        assertEquals(-1895795924, Code.of("85123A"));
        assertEquals(1808438928, Code.of("鞋"));
    }

    @Test
    void few_of_many_texts_share_a_code() {
        Set<Integer> codes = new HashSet<>();
        for (int i = 0; i < 40_000; i++) {
            codes.add(Code.of("item-" + i));
        }
        // 40,000 texts over 2^32 codes: 0.19 collisions are expected, 4 or more happen once in 20,000 hash functions
        assertTrue(codes.size() > 40_000 - 4, "only " + codes.size() + " codes");
    }
}
