package io.perennial.training.value;

import io.perennial.training.data.Rows;
import java.util.HashMap;
import java.util.Map;

/** Some whole users of a selection with their amounts. */
@SuppressWarnings("ArrayRecordComponent") // A column over rows, never compared.
record Sample(Rows rows, double[] amounts) {

    static Sample of(Rows rows, double[] amounts, int mostRows, long seed) {
        Rows sampled = rows.atMost(mostRows, seed);
        Map<Integer, Double> byRow = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byRow.put(rows.row(i), amounts[i]);
        }
        return new Sample(sampled, sampled.of(i -> byRow.get(sampled.row(i))));
    }
}
