package io.perennial.mllib;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphReader;
import io.perennial.scoring.graph.Workspace;
import io.perennial.training.data.Portion;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes what MLlib learns from out of the rows of a portion, row by row as they stream by: each user's rows weigh 1
 * together.
 *
 * @param portion which rows
 * @param seed    of the folds of users
 * @param graph   the published nodes that make the columns, see {@link Columns#graph}
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes of a graph, never compared.
record Instances(Portion portion, long seed, byte[] graph) implements MapPartitionsFunction<Row, Row> {

    /** 1 where the user churned, else 0. */
    static final String CHURNED = "churned";

    /** Weight of the row. */
    static final String WEIGHT = "weight";

    /** Days until the first active event, or until the window ended. */
    static final String DAYS = "days";

    /** 1 where that event was seen, 0 where the window ended before it. */
    static final String SEEN = "seen";

    /** The columns learned on. */
    static final String FEATURES = "features";

    private static final StructType SCHEMA = new StructType()
            .add(CHURNED, DataTypes.DoubleType, false)
            .add(WEIGHT, DataTypes.DoubleType, false)
            .add(DAYS, DataTypes.DoubleType, false)
            .add(SEEN, DataTypes.DoubleType, false)
            .add(FEATURES, SQLDataTypes.VectorType(), false);

    /** The instances of labelled rows. */
    Dataset<Row> of(Dataset<Row> rows) {
        return rows.mapPartitions(this, Encoders.row(SCHEMA));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws BinaryFormatException {
        Graph columns = GraphReader.read(graph);
        Workspace workspace = columns.workspace();
        Iterable<List<Row>> users = () -> new WholeUsers(rows);
        return StreamSupport.stream(users.spliterator(), false)
                .map(own -> WholeUsers.in(portion, seed, own))
                .flatMap(own -> instances(own, columns, workspace))
                .iterator();
    }

    private static Stream<Row> instances(List<Row> own, Graph columns, Workspace workspace) {
        double weight = 1.0 / own.size();
        return own.stream().map(row -> {
            columns.run(io.perennial.scoring.graph.Row.of(LabelledRows.features(row)), workspace);
            double[] vector = workspace.vector(columns.nodes().size() - 2);
            double churned = LabelledRows.churned(row);
            return RowFactory.create(
                    churned, weight, LabelledRows.days(row), 1 - churned, Vectors.dense(vector.clone()));
        });
    }
}
