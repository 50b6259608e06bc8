package io.perennial.scoring.model;

import io.perennial.features.feature.Schema;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphReader;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.VersionFiles;
import java.util.Optional;

/**
 * Makes a published version ready to answer, or refuses it.
 *
 * <p>The bytes it parses are the very bytes whose SHA-256 the journal holds; the schema must be this build's; it
 * must give what a model of its name is asked for; every golden row must replay bit for bit.
 */
public final class ModelLoader {

    /** The published graph. */
    public static final String MODEL = "model.bin";

    /** Reference rows and peers. */
    public static final String REFERENCE = "reference.bin";

    /** Rows with the outputs of the day of publishing. */
    public static final String GOLDEN = "golden.jsonl";

    private ModelLoader() {}

    /**
     * The model.
     *
     * @throws ModelRefusedException where a file can't be parsed, the schema differs, an output is missing or a golden
     *                               row does not replay
     * @throws io.perennial.scoring.registry.RegistryException where a file is gone or is not the one published
     */
    public static LoadedModel load(VersionFiles files) {
        ModelFacts facts = files.manifest().facts();
        ModelId id = new ModelId(files.name(), files.version(), files.digest());
        try {
            Schema schema = Schema.parse(facts.schema());
            if (!schema.fingerprint().equals(facts.fingerprint())) {
                throw new ModelRefusedException(id, "its schema text has not the fingerprint the manifest states");
            }
            Graph graph = GraphReader.read(files.bytes(MODEL));
            RequiredOutputs.missing(files.name(), graph).ifPresent(output -> {
                throw new ModelRefusedException(id, "it gives no " + output);
            });
            LoadedModel model =
                    new LoadedModel(id, schema, graph, readReferences(files), facts.verdict(), facts.rung());
            GoldenRows.difference(files.bytes(GOLDEN), graph).ifPresent(difference -> {
                throw new ModelRefusedException(id, difference);
            });
            return model;
        } catch (BinaryFormatException | IllegalArgumentException e) {
            throw new ModelRefusedException(id, e.getMessage(), e);
        }
    }

    /**
     * What a version was made from; empty where it keeps none.
     *
     * @throws ModelRefusedException where it can't be parsed
     * @throws io.perennial.scoring.registry.RegistryException where its file is not the one published
     */
    public static Optional<References> references(VersionFiles files) {
        try {
            return readReferences(files);
        } catch (BinaryFormatException e) {
            throw new ModelRefusedException(
                    new ModelId(files.name(), files.version(), files.digest()), e.getMessage(), e);
        }
    }

    private static Optional<References> readReferences(VersionFiles files) throws BinaryFormatException {
        return files.has(REFERENCE) ? Optional.of(References.read(files.bytes(REFERENCE))) : Optional.empty();
    }
}
