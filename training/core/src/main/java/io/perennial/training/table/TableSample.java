package io.perennial.training.table;

import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.training.data.Rows;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The training rows that a model learns from, and what all of them show of each column, drawn or not. What only a few
 * rows show, such as a column that is missing in thirty of a million, is drawn too, as often as it takes to be seen and
 * no more: nothing is then taken for seen that the model did not see.
 *
 * @param schema what the rows mean, with what all training rows show of each column
 * @param rows   all of them where they are few
 */
record TableSample(TableSchema schema, Rows rows) {

    /** About so many rows at most. */
    static TableSample of(TableSchema schema, Rows all, int most, long seed) {
        TableSchema seen = schema.seenIn(all.features());
        Rows drawn = all.atMost(most, seed);
        TableSchema shown = schema.seenIn(drawn.features());
        if (shown.equals(seen)) {
            return new TableSample(seen, drawn);
        }
        Set<Integer> kept = rare(shown, all);
        IntStream.range(0, drawn.size()).map(drawn::row).forEach(kept::add);
        return new TableSample(seen, all.where(i -> kept.contains(all.row(i))));
    }

    /** For each column the first rows that hold what a sample does not show. */
    private static Set<Integer> rare(TableSchema shown, Rows all) {
        Set<Integer> rare = new HashSet<>();
        for (int at = 0; at < shown.width(); at++) {
            int column = at;
            IntStream.range(0, all.size())
                    .filter(i -> shown.columns().get(column).isNewlyMissing(all.features(i)[column])
                            || shown.columns().get(column).isNew(all.features(i)[column]))
                    .limit(TableColumn.LEAST_ROWS)
                    .map(all::row)
                    .forEach(rare::add);
        }
        return rare;
    }
}
