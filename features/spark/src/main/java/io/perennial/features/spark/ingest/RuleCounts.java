package io.perennial.features.spark.ingest;

import java.io.Serializable;
import java.util.Arrays;
import java.util.TreeMap;

/** How many events each rule made, by log and place in its mapping. Mutable, not thread-safe. */
final class RuleCounts implements Serializable {

    private static final long serialVersionUID = 1;

    private final TreeMap<Integer, long[]> logs = new TreeMap<>();

    void add(int log, int rule, long more) {
        long[] counts = logs.computeIfAbsent(log, l -> new long[rule + 1]);
        if (counts.length <= rule) {
            counts = Arrays.copyOf(counts, rule + 1);
            logs.put(log, counts);
        }
        counts[rule] += more;
    }

    void add(RuleCounts other) {
        other.logs.forEach((log, counts) -> {
            for (int rule = 0; rule < counts.length; rule++) {
                add(log, rule, counts[rule]);
            }
        });
    }

    long of(int log, int rule) {
        long[] counts = logs.getOrDefault(log, new long[0]);
        return rule < counts.length ? counts[rule] : 0;
    }
}
