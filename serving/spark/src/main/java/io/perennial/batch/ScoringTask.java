package io.perennial.batch;

import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Scores the users of one partition, and explains those who are to be explained. */
final class ScoringTask implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    private final Champions champions;
    private final String schema;
    private final StructType rows;
    private final Explaining explaining;

    /**
     * A task.
     *
     * @param schema     canonical feature schema of the rows
     * @param rows       Spark schema of the rows
     * @param explaining whom to explain
     */
    ScoringTask(Champions champions, String schema, StructType rows, Explaining explaining) {
        this.champions = champions;
        this.schema = schema;
        this.rows = rows;
        this.explaining = explaining;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> input) {
        Scorer scorer = champions.scorer(schema);
        Scorer.Session session = scorer.session();
        Reasons reasons = new Reasons(scorer);
        UserRows users = new UserRows(rows);
        int days = rows.fieldIndex(JoinedRows.DAYS);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return input.hasNext();
            }

            @Override
            public Row next() {
                Row row = input.next();
                return scored(users.user(row), session, reasons, row.get(days));
            }
        };
    }

    private Row scored(UserRow user, Scorer.Session session, Reasons reasons, Object days) {
        Score score = session.score(user);
        if (!explaining.wants(score)) {
            return ScoredRow.of(score, user.features(), Reasons.Given.NOTHING, days);
        }
        Reasons.Given given = reasons.of(user, score);
        return ScoredRow.of(score.withReasons(given.codes()), user.features(), given, days);
    }
}
