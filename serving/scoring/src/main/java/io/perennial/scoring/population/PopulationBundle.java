package io.perennial.scoring.population;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.registry.Draft;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.Provenance;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Publishes a population the batch wrote into the registry, beside the models. */
public final class PopulationBundle {

    /** The name populations are published under. */
    public static final String NAME = "population";

    private PopulationBundle() {}

    /**
     * Publishes and promotes a bundle.
     *
     * @return the number of the version
     */
    public static int publish(Path bundle, Registry registry) {
        Population population = Population.open(bundle);
        population.list(); // What can't be read is not published.
        int version = registry.publish(draft(bundle, population.header()));
        registry.promote(NAME, version, "loaded");
        return version;
    }

    private static Draft draft(Path bundle, PopulationHeader header) {
        Draft draft = Draft.of(facts(header));
        for (String file : new String[] {PopulationHeader.FILE, PopulationHeader.INDEX, PopulationHeader.LIST}) {
            draft.file(file, read(bundle.resolve(file)));
        }
        if (header.files().containsKey(PopulationHeader.ALIASES)) {
            draft.file(PopulationHeader.ALIASES, read(bundle.resolve(PopulationHeader.ALIASES)));
        }
        // Not among the header's files: it counts rows on and after the as-of, which may change no byte of the rest.
        if (Files.exists(bundle.resolve(LogAccount.FILE))) {
            draft.file(LogAccount.FILE, account(bundle, header));
        }
        return draft.file(PopulationHeader.PAGES, bundle.resolve(PopulationHeader.PAGES));
    }

    private static byte[] account(Path bundle, PopulationHeader header) {
        byte[] bytes = read(bundle.resolve(LogAccount.FILE));
        LogAccount account = LogAccount.read(bytes);
        if (!account.asOf().equals(header.asOf()) || !account.dataHash().equals(header.dataHash())) {
            throw new RegistryException(
                    Kind.DAMAGED,
                    LogAccount.FILE + " in " + bundle + " is that of another population, as of " + account.asOf()
                            + "; score again");
        }
        return bytes;
    }

    private static ModelFacts facts(PopulationHeader header) {
        return new ModelFacts(
                NAME,
                "population",
                header.schema(),
                fingerprint(header.schema()),
                header.asOf(),
                "",
                header.users() + " users",
                "What the server answers from; made by score, replaced by the next load.",
                0,
                Map.of("users", Metric.of(header.users())),
                new Provenance(
                        header.dataHash(),
                        "unknown",
                        header.models(),
                        Map.of(),
                        Runtime.version().toString()));
    }

    /** The fingerprint as {@link FeatureSchema#fingerprint} makes it, of a text that need not be this build's. */
    private static String fingerprint(String canonical) {
        return FileStamp.of(canonical.getBytes(StandardCharsets.UTF_8)).sha256();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new RegistryException(
                    Kind.DAMAGED, "bundle file " + file + " can't be read: " + e.getMessage() + "; score again", e);
        }
    }
}
