package io.perennial.scoring.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.scoring.explain.Graphs;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.Provenance;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No version answers that is not the one published, of this build's schema, replaying its golden rows. */
class ModelLoaderTest {

    private static final FeatureSchema SCHEMA = Graphs.schema();

    @TempDir
    Path root;

    private static ModelFacts facts(String schema, String fingerprint) {
        return new ModelFacts(
                "churn",
                "xgboost",
                schema,
                fingerprint,
                LocalDate.of(2024, 7, 1),
                "THREE_PERIODS",
                "beats every naive rule",
                "ranking users",
                0,
                Map.of(),
                new Provenance("data", "commit", Map.of(), Map.of(), "17"));
    }

    private static Draft draft(ModelFacts facts, Graph published, Graph golden) {
        return draft(facts, GraphWriter.write(published), golden);
    }

    private static Draft draft(ModelFacts facts, byte[] published, Graph golden) {
        Map<Input.Source, List<GoldenRows.Range>> ranges =
                Map.of(Input.Source.FEATURES, Collections.nCopies(Graphs.WIDTH, new GoldenRows.Range(0, 1)));
        return Draft.of(facts)
                .file(ModelLoader.MODEL, published)
                .file(ModelLoader.GOLDEN, GoldenRows.draw(golden, ranges, 20, 1));
    }

    private static Graph graph(long seed) {
        return Graphs.boosted(new SplittableRandom(seed), 5, 4);
    }

    private LoadedModel published(Draft draft) {
        Registry registry = Registry.at(root);
        return ModelLoader.load(registry.open("churn", registry.publish(draft)));
    }

    @Test
    void a_published_model_comes_back_equal_with_its_references() {
        List<double[]> population = Graphs.rows(new SplittableRandom(1), 100);
        References references = Centroids.of(population, new double[100], 4);
        LoadedModel model = published(draft(facts(SCHEMA.canonical(), SCHEMA.fingerprint()), graph(1), graph(1))
                .file(ModelLoader.REFERENCE, references.write()));
        assertEquals(graph(1), model.graph());
        assertArrayEquals(references.write(), model.references().orElseThrow().write());
        assertEquals("churn@1", model.id().toString());
        assertEquals(SCHEMA.fingerprint(), model.schema().fingerprint());
    }

    @Test
    void a_model_that_does_not_replay_its_golden_rows_is_refused() {
        Draft draft = draft(facts(SCHEMA.canonical(), SCHEMA.fingerprint()), graph(1), graph(2));
        assertRefused("golden row 1: gives", draft);
    }

    @Test
    void a_model_that_does_not_give_what_its_name_stands_for_is_refused() {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, Graphs.WIDTH));
        int first = graph.add(new Select(Ints.of(features), Ints.of(0)));
        Graph bare = graph.output("churn_probability", first).build();
        assertRefused("gives no churn_low", draft(facts(SCHEMA.canonical(), SCHEMA.fingerprint()), bare, bare));
    }

    @Test
    void a_model_of_another_schema_is_refused_with_the_difference() {
        String other = SCHEMA.canonical().replace("definition=", "definition=9");
        assertRefused("'definition'", draft(facts(other, SCHEMA.fingerprint()), graph(1), graph(1)));
        assertRefused("fingerprint", draft(facts(SCHEMA.canonical(), "00"), graph(1), graph(1)));
    }

    @Test
    void a_file_that_is_no_graph_is_refused_with_the_offset() {
        byte[] cut = Arrays.copyOf(GraphWriter.write(graph(1)), 100);
        Draft draft = draft(facts(SCHEMA.canonical(), SCHEMA.fingerprint()), cut, graph(1));
        assertRefused("at byte", draft);
    }

    @Test
    void bytes_changed_after_publishing_are_never_parsed() throws IOException {
        Registry registry = Registry.at(root);
        int version = registry.publish(draft(facts(SCHEMA.canonical(), SCHEMA.fingerprint()), graph(1), graph(1)));
        Path file = root.resolve("churn/versions/" + version + "/" + ModelLoader.MODEL);
        Files.write(file, GraphWriter.write(graph(3)));
        assertThrows(RegistryException.class, () -> ModelLoader.load(registry.open("churn", version)));
    }

    private void assertRefused(String reason, Draft draft) {
        ModelRefusedException refused = assertThrows(ModelRefusedException.class, () -> published(draft));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }
}
