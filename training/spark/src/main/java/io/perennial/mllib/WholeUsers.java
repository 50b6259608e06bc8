package io.perennial.mllib;

import io.perennial.features.time.LearningPlan.Role;
import io.perennial.training.data.Portion;
import io.perennial.training.data.UserFold;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** The rows of a partition, all of one user at a time. */
final class WholeUsers implements Iterator<List<Row>> {

    private final Iterator<Row> rows;
    private Row next;

    WholeUsers(Iterator<Row> rows) {
        this.rows = rows;
        this.next = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public List<Row> next() {
        if (next == null) {
            throw new NoSuchElementException("no user is left");
        }
        String user = LabelledRows.user(next);
        List<Row> own = new ArrayList<>();
        while (next != null && LabelledRows.user(next).equals(user)) {
            own.add(next);
            next = rows.hasNext() ? rows.next() : null;
        }
        return own;
    }

    /** Those of a user's rows that belong to a portion. */
    static List<Row> in(Portion portion, long seed, List<Row> own) {
        int fold = UserFold.of(LabelledRows.user(own.get(0)), Portion.FOLDS, seed);
        return own.stream()
                .filter(row -> portion.has(Role.valueOf(LabelledRows.role(row)), fold))
                .toList();
    }
}
