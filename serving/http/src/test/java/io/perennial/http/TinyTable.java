package io.perennial.http;

import io.perennial.features.feature.ColumnGroup;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.model.GoldenRows;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A customer table of three columns, and a churn model of it. */
public final class TinyTable {

    private static final TableSchema SCHEMA = new TableSchema(
            "left",
            "yes",
            List.of(
                    new TableColumn("age", new ColumnGroup("who"), List.of()),
                    new TableColumn("colour", new ColumnGroup("taste"), List.of("red", "blue")),
                    new TableColumn("spend", new ColumnGroup("money"), List.of())));

    private TinyTable() {}

    /** A registry whose champion was made from the table. */
    public static Registry registry(Path root) {
        Registry registry = Registry.at(root.resolve("registry"));
        registry.promote("churn", registry.publish(draft(SCHEMA)), "");
        return registry;
    }

    /** A model of a table of three columns, without references. */
    public static Draft draft(TableSchema schema) {
        GraphBuilder builder = new GraphBuilder();
        int cells = builder.add(new Input(Input.Source.FEATURES, schema.width()));
        int filled = builder.add(new Impute(cells, Doubles.of(new double[schema.width()]), Ints.of()));
        Graph graph = TinyCompany.churn(builder, builder.add(new Linear(filled, Doubles.of(0.02, 0.7, -1e-3), -0.3)));
        byte[] golden = GoldenRows.draw(
                graph,
                Map.of(Input.Source.FEATURES, Collections.nCopies(schema.width(), new GoldenRows.Range(0, 3))),
                20,
                1);
        return Draft.of(TinyCompany.facts("churn", schema))
                .file(ModelLoader.MODEL, GraphWriter.write(graph))
                .file(ModelLoader.GOLDEN, golden);
    }
}
